"""A conversation from elsewhere opened in the widget: asked first, nothing lost, no trace."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.stack import Citizen, Stack
from tests.support.widget_page import ask, open_widget, shoot

QUESTION = "房东不退押金怎么办"
TO_OPEN = "**/api/v1/conversations"


@pytest.fixture
def elsewhere(stack: Stack) -> Iterator[Citizen]:
    """Someone who has asked something on another device."""
    one = stack.citizen()
    one.say(QUESTION)
    yield one
    one.client.close()


def code_of(citizen: Citizen) -> str:
    answer = citizen.client.post(f"{citizen.path}/continuation")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["code"])


def follow(page: Page, stack: Stack, code: str) -> None:
    page.goto(f"{stack.url}/#fawen={code}")


def stored(page: Page) -> str:
    return str(page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])"))


def conversation(page: Page) -> dict[str, str]:
    return dict(
        page.evaluate(
            "JSON.parse(localStorage[Object.keys(localStorage).find((key) => key.endsWith(':conversation'))])"
        )
    )


def test_a_link_opens_the_conversation_by_itself_and_leaves_the_address(
    page: Page, stack: Stack, elsewhere: Citizen
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    code = code_of(elsewhere)
    follow(page, stack, code)
    log = page.get_by_role("log")
    expect(log).to_contain_text("都带过来了", timeout=15_000)
    expect(log).to_contain_text(QUESTION)
    expect(page.get_by_role("textbox")).to_be_visible()
    assert page.url == f"{stack.url}/"
    assert not any("JX" in url for url in asked)
    assert code not in stored(page)
    shoot(page, "carried-over")
    before = elsewhere.history()
    ask(page, "我家住在东门")
    expect(page.locator(".bot")).to_have_count(page.locator(".bot").count() + 1, timeout=15_000)
    assert elsewhere.history() == before
    page.reload()
    if not page.get_by_role("textbox").is_visible():
        page.locator("[data-fawen-open]").first.click()
    expect(log).to_contain_text("我家住在东门")


@pytest.mark.parametrize("said", ["接着带来的对话", "不用"])
def test_a_conversation_on_this_device_is_left_only_with_leave(
    page: Page, stack: Stack, elsewhere: Citizen, said: str
) -> None:
    open_widget(page, stack)
    ask(page, "被狗咬了谁赔")
    log = page.get_by_role("log")
    expect(log).to_contain_text("下一步", timeout=15_000)
    code = code_of(elsewhere)
    page.evaluate(f"location.hash = 'fawen={code}'")
    dialog = page.get_by_role("alertdialog")
    expect(dialog).to_contain_text("已经有一个对话")
    assert page.url == f"{stack.url}/"
    expect(page.get_by_role("button", name="不用")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    if said == "不用":
        shoot(page, "carry-over-asked")
        page.get_by_role("button", name=said).click()
        expect(page.locator(".notice")).to_contain_text("没有换")
        expect(log).to_contain_text("被狗咬了谁赔")
        follow(page, stack, code)  # it was not used up
        page.reload()
        page.get_by_role("button", name="接着带来的对话").click()
    else:
        page.get_by_role("button", name=said).click()
    expect(log).to_contain_text(QUESTION, timeout=15_000)
    expect(log).not_to_contain_text("被狗咬了谁赔")


def test_a_reload_asks_again_and_escape_is_a_no(page: Page, stack: Stack, elsewhere: Citizen) -> None:
    open_widget(page, stack)
    ask(page, "被狗咬了谁赔")
    expect(page.get_by_role("log")).to_contain_text("下一步", timeout=15_000)
    page.evaluate(f"location.hash = 'fawen={code_of(elsewhere)}'")
    expect(page.get_by_role("alertdialog")).to_be_visible()
    page.reload()
    expect(page.get_by_role("alertdialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("alertdialog")).to_have_count(0)
    assert "JX-" not in stored(page)
    expect(page.get_by_role("log")).to_contain_text("被狗咬了谁赔")


def test_a_code_that_was_used_is_told_plainly_and_changes_nothing(
    page: Page, stack: Stack, elsewhere: Citizen
) -> None:
    code = code_of(elsewhere)
    used = {"continuation": code, "claim": "another-browsers-secret"}
    assert elsewhere.client.post("/api/v1/conversations", json=used).status_code == 201
    follow(page, stack, code)
    expect(page.locator(".notice")).to_contain_text("已经用过了")
    shoot(page, "carry-over-refused")
    ask(page, QUESTION)
    expect(page.get_by_role("log")).to_contain_text("下一步", timeout=15_000)
    page.goto("about:blank")
    follow(page, stack, code[:-1])
    page.get_by_role("button", name="接着带来的对话").click()
    expect(page.locator(".notice")).to_contain_text("打错了一位")
    expect(page.get_by_role("log")).to_contain_text(QUESTION)


def test_an_answer_lost_on_the_way_is_asked_for_again(page: Page, stack: Stack, elsewhere: Citizen) -> None:
    asked: list[str] = []

    def lose_the_first(route: Route) -> None:
        asked.append(route.request.post_data or "")
        if len(asked) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route(TO_OPEN, lose_the_first)
    follow(page, stack, code_of(elsewhere))
    expect(page.get_by_role("log")).to_contain_text(QUESTION, timeout=15_000)
    assert len(asked) == 2
    assert asked[0] == asked[1]


def test_without_a_network_what_is_typed_waits_for_the_conversation(
    page: Page, stack: Stack, elsewhere: Citizen
) -> None:
    page.route(TO_OPEN, lambda route: route.abort())
    follow(page, stack, code_of(elsewhere))
    expect(page.locator(".notice")).to_contain_text("网络断了")
    ask(page, "被狗咬了谁赔")
    page.unroute(TO_OPEN)
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/messages" in answer.url):
        page.evaluate("window.dispatchEvent(new Event('online'))")
    log = page.get_by_role("log")
    expect(log).to_contain_text(QUESTION)
    expect(log).to_contain_text("被狗咬了谁赔")
    opened = conversation(page)
    history = elsewhere.client.get(
        f"/api/v1/conversations/{opened['id']}/messages",
        headers={"Authorization": f"Bearer {opened['token']}"},
    ).json()["messages"]
    said = [one["text"] for one in history if one["author"] == "citizen"]
    assert said == [QUESTION, "被狗咬了谁赔"]


def test_beginning_anew_names_the_conversation_before_and_forgetting_does_not(
    page: Page, stack: Stack
) -> None:
    asked: list[str | None] = []

    def note(route: Route) -> None:
        asked.append(route.request.post_data)
        route.continue_()

    def closed(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "state": "closed"})

    page.route(TO_OPEN, note)
    open_widget(page, stack)
    messages = re.compile(r"/api/v1/conversations/[0-9a-f]+/messages")
    page.route(messages, closed)  # whatever is answered says so: else the last one would open it again
    ask(page, QUESTION)
    anew = page.get_by_role("button", name="开始新的咨询")
    expect(anew).to_be_visible(timeout=15_000)
    first = conversation(page)
    anew.click()
    page.unroute(messages)
    expect(page.get_by_role("log")).to_be_empty()
    page.reload()  # it is not forgotten before it was named
    if not page.get_by_role("textbox").is_visible():
        page.locator("[data-fawen-open]").first.click()
    ask(page, QUESTION)
    expect(page.get_by_role("log")).to_contain_text("下一步", timeout=15_000)
    assert asked[0] is None
    assert json.loads(asked[1] or "") == {
        "previous": {"conversation_id": first["id"], "token": first["token"]}
    }
    assert first["token"] not in stored(page)

    page.get_by_role("button", name="清除记录").click()
    page.get_by_role("alertdialog").get_by_role("button", name="清除", exact=True).click()
    ask(page, QUESTION)
    expect(page.get_by_role("log")).to_contain_text("下一步", timeout=15_000)
    assert asked[2:] == [None]


def test_forgetting_and_leaving_drop_what_was_being_brought(
    page: Page, stack: Stack, elsewhere: Citizen
) -> None:
    page.route("https://www.baidu.com/**", lambda route: route.fulfill(body="elsewhere"))
    page.route(TO_OPEN, lambda route: route.abort())
    follow(page, stack, code_of(elsewhere))
    expect(page.locator(".notice")).to_contain_text("网络断了")
    assert "JX-" in stored(page)
    page.get_by_role("button", name="清除记录").click()
    page.get_by_role("alertdialog").get_by_role("button", name="清除", exact=True).click()
    assert "JX-" not in stored(page)
    follow(page, stack, code_of(elsewhere))
    expect(page.locator(".notice")).to_contain_text("网络断了")
    page.get_by_role("button", name="快速离开").click()
    page.wait_for_url("https://www.baidu.com/**")
    page.unroute(TO_OPEN)
    page.goto(stack.url)
    assert stored(page) == "[{},{}]"


LINKED = (
    "打开 {own}/#fawen=JX-2222-2222-2222，或者看材料清单：/materials/legal-aid?x=1。"
    "和/或都行，别的网站 https://evil.example/a 和 {own}.evil.example/b、"
    "http://{host}@evil.example/ 不行；javascript:alert(1) 也不行。打12348，<b>不是</b>标签。"
)


def test_only_the_servers_own_addresses_become_links(page: Page, stack: Stack) -> None:
    host = stack.url.removeprefix("http://")
    text = LINKED.format(own=stack.url, host=host)

    def answer(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        said = {
            "seq": 2,
            "author": "bot",
            "text": text,
            "citations": [],
            "buttons": [],
            "created_at": "2026-11-23T08:00:00+00:00",
        }
        route.fulfill(json={"state": "bot", "messages": [said]})

    page.route("**/api/v1/conversations/*/messages*", answer)
    open_widget(page, stack)
    ask(page, f"我的 {stack.url}/a")
    words = page.locator(".bot .words").last
    expect(words).to_have_text(text, timeout=15_000)
    found = words.locator("a").evaluate_all("all => all.map((a) => [a.textContent, a.href, a.rel])")
    assert found == [
        [f"{stack.url}/#fawen=JX-2222-2222-2222", f"{stack.url}/#fawen=JX-2222-2222-2222", "noopener"],
        ["/materials/legal-aid?x=1", f"{stack.url}/materials/legal-aid?x=1", "noopener"],
        ["12348", "tel:12348", ""],
    ]
    expect(page.locator(".citizen a")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
