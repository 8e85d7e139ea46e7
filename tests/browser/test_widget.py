"""The widget in a real browser against the whole stack."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.stack import Stack
from tests.support.widget_page import ask, open_widget, shoot


def test_a_question_typed_gets_a_cited_answer_that_unfolds(page: Page, stack: Stack) -> None:
    open_widget(page, stack)
    shoot(page, "welcome")
    ask(page, "房东不退押金怎么办")
    log = page.get_by_role("log")
    expect(log).to_contain_text("房东不退押金怎么办")
    expect(log).to_contain_text("下一步", timeout=15_000)
    shoot(page, "answer")
    page.locator("summary").first.click()
    not_the_text = re.compile("请以官方公布的文本为准|要旨，非原文")
    expect(page.locator("details[open]").first).to_contain_text(not_the_text)
    shoot(page, "citation")


def test_a_question_back_shows_what_may_bear_on_it(page: Page, stack: Stack) -> None:
    open_widget(page, stack)
    ask(page, "同学把我儿子推倒摔断了手")
    log = page.get_by_role("log")
    expect(log).to_contain_text("可能有关", timeout=15_000)
    expect(page.get_by_role("button", name="都不是")).to_be_visible()
    expect(page.locator("details")).not_to_have_count(0)
    shoot(page, "asked-back")


def test_a_related_question_is_one_tap_away(page: Page, stack: Stack) -> None:
    open_widget(page, stack)
    ask(page, "房东不退押金怎么办")
    button = page.get_by_role("button", name="我想提前退租要赔多少？")
    button.click(timeout=15_000)
    expect(page.get_by_role("log")).to_contain_text("我想提前退租要赔多少？")
    expect(page.locator("details")).not_to_have_count(0)


def test_an_answer_can_be_judged_and_the_three_buttons_stay_in_one_row(page: Page, stack: Stack) -> None:
    open_widget(page, stack)
    ask(page, "房东不退押金怎么办")
    row = page.locator(".judging").last
    expect(row).to_be_visible(timeout=15_000)
    assert row.get_by_role("button").all_inner_texts() == ["不是我想问的", "有帮助", "没帮助"]
    for button in row.get_by_role("button").all():
        button.click(trial=True)  # waits until it has come to rest: an answer slides in
    boxes = [button.bounding_box() for button in row.get_by_role("button").all()]
    tops = [box["y"] for box in boxes if box]
    assert max(tops) - min(tops) < 5
    assert all(box and box["height"] >= 44 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    row.get_by_role("button", name="有帮助").click()
    expect(page.get_by_role("log")).to_contain_text("谢谢您告诉我", timeout=15_000)
    page.get_by_role("button", name="不是我想问的").last.click()
    expect(page.get_by_role("button", name="换个说法")).to_be_visible(timeout=15_000)


LEAD, ITEM = "有下列情形之一，调解无效的，应当准予离婚：", "（二）实施家庭暴力。"
LAW_TEXT = f"夫妻一方要求离婚的，可以由有关组织进行调解。\n{LEAD}\n（一）重婚；\n{ITEM}"
QUOTING = {
    "state": "bot",
    "messages": [
        {
            "seq": 2,
            "author": "bot",
            "text": f"《试验法》第一条（2018年10月26日版本）\n原文：「{LEAD}」……「{ITEM}」",
            "citations": [
                {
                    "law": "试验法",
                    "article": "第一条",
                    "text": LAW_TEXT,
                    "effective_date": "2018-12-01",
                    "source": None,
                },
                {
                    "law": "试验法",
                    "article": "第二条",
                    "text": "本法自公布之日起施行。",
                    "effective_date": None,
                    "source": None,
                },
            ],
            "buttons": [],
            "created_at": "2026-11-23T08:00:00+00:00",
        }
    ],
}
CONTRAST = """(mark) => {
  const style = getComputedStyle(mark);
  const light = (color) => color.match(/[\\d.]+/g).slice(0, 3).map(Number).map((value) => {
    const part = value / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }).reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  const [one, other] = [light(style.color), light(style.backgroundColor)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sentence_that_the_answer_quotes_is_marked_in_the_article(
    page: Page, stack: Stack, scheme: str
) -> None:
    def answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(json=QUOTING)
        else:
            route.continue_()

    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.route("**/api/v1/conversations/*/messages*", answer)
    open_widget(page, stack)
    page.get_by_role("button", name="大字").click()
    ask(page, "他打我，法院会判离婚吗")
    page.locator("summary").first.click(timeout=15_000)
    marks = page.locator("details[open] mark")
    expect(marks).to_have_text([LEAD, ITEM])
    assert page.locator("details[open] .words").inner_text() == LAW_TEXT, "nothing but the marks is added"
    page.locator("summary").nth(1).click()
    expect(page.locator("mark")).to_have_count(2)
    assert marks.first.evaluate(CONTRAST) >= 7
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_history_is_there_after_a_reload(page: Page, stack: Stack) -> None:
    open_widget(page, stack)
    ask(page, "房东不退押金怎么办")
    expect(page.get_by_role("log")).to_contain_text("下一步", timeout=15_000)
    page.reload()
    if page.locator("[data-fawen-open]").first.is_visible() and not page.get_by_role("textbox").is_visible():
        page.locator("[data-fawen-open]").first.click()
    log = page.get_by_role("log")
    expect(log).to_contain_text("下一步", timeout=15_000)
    assert log.inner_text().count("您说：\n房东不退押金怎么办") == 1


def test_script_in_a_message_is_shown_as_text_and_never_run(page: Page, stack: Stack) -> None:
    open_widget(page, stack)
    text = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    ask(page, text)
    expect(page.get_by_role("log")).to_contain_text(text)
    page.wait_for_timeout(500)
    assert page.evaluate("window.hacked") is None


def test_too_long_a_text_is_kept_in_the_box(page: Page, stack: Stack) -> None:
    open_widget(page, stack)
    ask(page, "法" * 2001)
    assert len(page.get_by_role("textbox").input_value()) == 2001


def test_large_text_is_remembered_and_nothing_overflows(page: Page, stack: Stack) -> None:
    open_widget(page, stack)
    page.get_by_role("button", name="大字").click()
    ask(page, "老板拖欠工资不给怎么办")
    expect(page.get_by_role("log")).to_contain_text("下一步", timeout=15_000)
    shoot(page, "large-text")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.reload()
    if not page.get_by_role("textbox").is_visible():
        page.locator("[data-fawen-open]").first.click()
    expect(page.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")


def test_quick_exit_leaves_no_trace(page: Page, stack: Stack) -> None:
    page.route("https://www.baidu.com/**", lambda route: route.fulfill(body="elsewhere"))
    open_widget(page, stack)
    ask(page, "家里人打我怎么办")
    expect(page.get_by_role("log")).to_contain_text("110", timeout=15_000)
    page.get_by_role("button", name="快速离开").click()
    page.wait_for_url("https://www.baidu.com/**")
    page.unroute("https://www.baidu.com/**")
    page.goto(stack.url)
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_forgetting_is_asked_about_once_and_then_done(page: Page, stack: Stack) -> None:
    open_widget(page, stack)
    ask(page, "被狗咬了谁赔")
    expect(page.get_by_role("log")).to_contain_text("下一步", timeout=15_000)
    page.get_by_role("button", name="清除记录").click()
    expect(page.get_by_role("button", name="先不清除")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("alertdialog").get_by_role("button", name="清除", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alertdialog")).to_have_count(0)
    expect(page.get_by_role("button", name="清除记录")).to_be_focused()
    expect(page.get_by_role("log")).to_contain_text("被狗咬了谁赔")
    page.get_by_role("button", name="清除记录").click()
    page.get_by_role("alertdialog").get_by_role("button", name="清除", exact=True).click()
    expect(page.get_by_role("log")).not_to_contain_text("被狗咬了谁赔")
    assert page.locator("[inert]").count() == 0


def test_the_keyboard_alone_is_enough(browser: Browser, stack: Stack) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(stack.url)
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(() => { let e = document.activeElement; while (e && e.shadowRoot && e.shadowRoot.activeElement)"
            " e = e.shadowRoot.activeElement; return e ? e.tagName : '' })()"
        )
        if focused == "TEXTAREA":
            break
    page.keyboard.type("被狗咬了谁赔")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("下一步", timeout=15_000)
    page.context.close()


def test_any_page_can_embed_it_with_one_line(browser: Browser, stack: Stack, tmp_path: Path) -> None:
    import http.server
    import threading

    (tmp_path / "other.html").write_text(
        f"<!doctype html><title>别的网站</title><script type=module src={stack.url}/widget/fawen.js></script>"
    )
    handler = lambda *a, **k: http.server.SimpleHTTPRequestHandler(*a, directory=str(tmp_path), **k)  # noqa: E731
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/other.html")
        page.locator("fawen-chat").get_by_role("button").first.click()
        ask(page, "被狗咬了谁赔")
        expect(page.get_by_role("log")).to_contain_text("下一步", timeout=15_000)
        page.context.close()
    finally:
        server.shutdown()
        server.server_close()
