"""「交材料」 in a real browser against the whole stack: real files, a network that fails, a way out."""

import asyncio
import os
import re
import threading
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from bot.bootstrap.applications import create_applications
from bot.conversations.incoming import Incoming
from bot.conversations.model import Author
from bot.conversations.transcript import Transcript
from bot.database import Database
from bot.legal_aid.applications.service import Applications
from bot.legal_aid.applications.standing import Actor
from bot.legal_aid.applications.states import Role
from bot.replies import Button, Reply
from bot.settings import Settings
from tests.support.stack import Citizen, Stack
from tests.unit.legal_aid_applications.samples import submission

SHOTS = Path(__file__).resolve().parents[2] / "docs" / "widget"
ANNA = Actor(Role.STAFF, "安娜")
WANTED = {
    "identity": "身份证或者户口簿等身份证件",
    "migrant": "能说明您是外出务工的材料，比如户口簿、居住证、务工合同",
    "matter-1": "劳动合同或者能说明在那里干活的东西（工牌、考勤、聊天记录）",
    "matter-2": "工资条、欠条、转账记录",
}
SNAPSHOT = {"papers": [{"id": one, "text": text, "source": None} for one, text in WANTED.items()]}

Work = Callable[[Applications, Transcript], Awaitable[Any]]


@dataclass
class Applicant:
    """Somebody who has applied in a conversation and is offered to send papers."""

    stack: Stack
    citizen: Citizen
    number: str = ""

    @property
    def token(self) -> str:
        return str(self.citizen.client.headers["Authorization"]).removeprefix("Bearer ")

    def overview(self) -> dict[str, Any]:
        return dict(self.citizen.client.get(f"/api/v1/applications/{self.number}").json())

    def papers(self) -> list[tuple[str, list[str]]]:
        return [(paper["name"], paper["wanted"]) for paper in self.overview()["papers"]]

    def work(self, task: Work) -> Any:
        """Do something in the stack's own database, as another process of it would."""
        keys = self.stack.environment["FAWEN_DATA_KEYS"]
        settings = Settings(_env_file=None, data_dir=self.stack.data_dir, data_keys=keys)
        done: list[Any] = []

        async def run() -> None:
            database = Database(settings.database)
            applications = create_applications(settings, database)
            assert applications is not None
            done.append(await task(applications, Transcript(database)))
            await database.close()

        # The browser's own event loop runs in this thread.
        thread = threading.Thread(target=lambda: asyncio.run(run()))
        thread.start()
        thread.join()
        return done[0]

    def apply(self) -> None:
        handed_in = submission(uuid.uuid4().hex, conversation_id=self.citizen.id, assessment=SNAPSHOT)
        self.number = self.work(lambda applications, _: applications.submit(handed_in)).number

    def is_offered(self, number: str) -> None:
        """The bot says the number, with the button."""

        async def task(_: Applications, transcript: Transcript) -> None:
            said = Incoming(uuid.uuid4().hex, text="我要申请法律援助", sent="我要申请法律援助")
            turn, _is_ours = await transcript.store(self.citizen.id, said)
            buttons = (Button("传材料", f'/send_papers{{"number":"{number}"}}'),)
            reply = Reply(f"申请交上去了，编号是 {number}。七天之内会有答复。", buttons=buttons)
            await transcript.finish(turn, [(Author.BOT, reply)], limited=False)

        self.work(task)

    def is_asked(self, *papers: str) -> None:
        self.work(lambda applications, _: applications.ask_supplement(self.number, ANNA, papers))


@pytest.fixture
def applicant(stack: Stack, citizen: Citizen) -> Applicant:
    one = Applicant(stack, citizen)
    one.apply()
    one.is_offered(one.number)
    return one


@pytest.fixture
def sent_to_server(page: Page) -> list[Request]:
    """Every request that the page makes."""
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    return requests


def come_back(page: Page, applicant: Applicant) -> None:
    """Open the page on a device that knows the conversation."""
    page.goto(applicant.stack.url)
    kept = {"id": applicant.citizen.id, "token": applicant.token}
    page.evaluate(
        "([key, value]) => localStorage.setItem(key, JSON.stringify(value))",
        [f"fawen:{applicant.stack.url}:conversation", kept],
    )
    page.reload()
    if page.viewport_size and page.viewport_size["width"] < 760:
        page.locator("[data-fawen-open]").first.click()


def open_dialog(page: Page, applicant: Applicant, *, large: bool = False) -> Locator:
    come_back(page, applicant)
    if large:
        page.get_by_role("button", name="大字").click()
    return open_again(page)


def open_again(page: Page) -> Locator:
    page.get_by_role("button", name="传材料").click()
    dialog = page.get_by_role("dialog", name="交材料")
    expect(dialog.get_by_role("heading", name="别的材料")).to_be_visible()
    return dialog


def item(dialog: Locator, text: str) -> Locator:
    return dialog.locator(".paper-item").filter(has=dialog.page.get_by_role("heading", name=text))


def choose(place: Locator, *files: tuple[str, bytes, str]) -> None:
    """As a person does: the button opens the system's chooser."""
    with place.page.expect_file_chooser() as chooser:
        place.get_by_role("button", name=re.compile("^(拍照或选文件|再传一份|传别的材料)")).click()
    chooser.value.set_files(
        [{"name": name, "buffer": content, "mimeType": kind} for name, content, kind in files]
    )


def png(page: Page) -> tuple[str, bytes, str]:
    return "身份证正面.png", page.screenshot(), "image/png"


def pdf(page: Page) -> tuple[str, bytes, str]:
    return "工资条.pdf", page.pdf(), "application/pdf"


def shoot(page: Page, name: str) -> None:
    """Kept only when asked for, as in the other browser tests."""
    page.evaluate("window.scrollTo(0, 0)")
    picture = page.screenshot(animations="disabled")
    assert len(picture) > 5_000
    if os.environ.get("FAWEN_UPDATE_SCREENSHOTS"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        (SHOTS / f"{name}-{width}.png").write_bytes(picture)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")) and bool(
        page.locator(".papers-body").evaluate("(body) => body.scrollWidth <= body.clientWidth")
    )


def test_papers_are_sent_announced_and_taken_back_and_the_server_remembers(
    page: Page, applicant: Applicant
) -> None:
    dialog = open_dialog(page, applicant)
    expect(dialog.get_by_text(applicant.number)).to_be_visible()
    expect(dialog.get_by_role("heading", level=4)).to_have_text([*WANTED.values(), "别的材料"])
    identity, wages = item(dialog, "身份证"), item(dialog, "工资条")
    choose(identity, png(page))
    expect(identity.get_by_text("已交 1 份")).to_be_visible()
    expect(identity.get_by_text("身份证正面.png")).to_be_visible()
    choose(wages, pdf(page))
    expect(wages.get_by_text("已交 1 份")).to_be_visible()
    contract = item(dialog, "劳动合同")
    contract.get_by_role("button", name=re.compile("^我到时候带去")).click()
    expect(contract.get_by_text("到时候带到窗口")).to_be_visible()
    choose(item(dialog, "别的材料"), ("邻居写的证明.png", png(page)[1] + b" ", "image/png"))
    expect(dialog.get_by_role("button", name="删除：邻居写的证明.png")).to_be_visible()
    assert applicant.papers() == [
        ("身份证正面.png", ["identity"]),
        ("工资条.pdf", ["matter-2"]),
        (WANTED["matter-1"], ["matter-1"]),
        ("邻居写的证明.png", []),
    ]
    assert fits(page)
    page.locator(".papers-body").evaluate("(body) => { body.scrollTop = 0 }")
    shoot(page, "papers")

    dialog.get_by_role("button", name="好了").click()
    expect(dialog).to_have_count(0)
    dialog = open_again(page)
    identity = item(dialog, "身份证")
    expect(identity.get_by_text("身份证正面.png")).to_be_visible()
    expect(item(dialog, "劳动合同").get_by_text("到时候带到窗口")).to_be_visible()

    identity.get_by_role("button", name=re.compile("^删除")).click()
    expect(identity.get_by_role("button", name=re.compile("^留着"))).to_be_focused()
    identity.get_by_role("button", name=re.compile("^留着")).click()
    assert len(applicant.papers()) == 4
    identity.get_by_role("button", name=re.compile("^删除")).click()
    identity.get_by_role("button", name=re.compile("^删掉")).click()
    expect(identity.get_by_text("身份证正面.png")).to_have_count(0)
    expect(identity.get_by_role("button", name=re.compile("^拍照或选文件"))).to_be_focused()
    item(dialog, "劳动合同").get_by_role("button", name=re.compile("^不带了")).click()
    expect(item(dialog, "劳动合同").get_by_text("到时候带到窗口")).to_have_count(0)
    assert len(applicant.papers()) == 2


def test_the_button_says_nothing_to_the_bot_and_the_token_goes_to_its_server_alone(
    page: Page, applicant: Applicant, sent_to_server: list[Request]
) -> None:
    said = len(applicant.citizen.history())
    dialog = open_dialog(page, applicant)
    choose(item(dialog, "身份证"), png(page))
    expect(item(dialog, "身份证").get_by_text("已交 1 份")).to_be_visible()
    assert len(applicant.citizen.history()) == said
    carrying = [one for one in sent_to_server if applicant.token in str(one.all_headers())]
    assert carrying
    assert all(one.url.startswith(f"{applicant.stack.url}/api/v1/") for one in carrying)
    assert not [one for one in sent_to_server if applicant.token in one.url]
    assert applicant.token not in page.evaluate(
        "document.querySelector('fawen-chat').shadowRoot.innerHTML + document.documentElement.outerHTML"
    )


def test_what_cannot_be_taken_is_said_before_anything_is_sent(
    page: Page, applicant: Applicant, sent_to_server: list[Request]
) -> None:
    dialog = open_dialog(page, applicant)
    identity = item(dialog, "身份证")
    choose(
        identity,
        ("录音.mp3", b"ID3", "audio/mpeg"),
        ("扫描.pdf", b"%PDF-" + b"x" * 10_000_000, "application/pdf"),
        ("IMG_0001.HEIC", b"ftypheic", "image/heic"),
        ("空的.pdf", b"", "application/pdf"),
    )
    trouble = identity.locator(".paper-trouble")
    for words in ("「录音.mp3」这种文件收不了", "照片（JPG、PNG）", "超过 10 MB", "HEIC", "是空的"):
        expect(trouble).to_contain_text(words)
    assert not [one for one in sent_to_server if one.url.endswith("/papers")]
    choose(identity, ("其实不是.pdf", b"MZ" + b"x" * 100, "application/pdf"))
    expect(trouble).to_be_hidden()
    expect(identity.get_by_text("这种文件这里收不了")).to_be_visible()
    expect(identity.get_by_role("button", name="再试一次")).to_be_hidden()
    shoot(page, "papers-refused")
    identity.get_by_role("button", name="知道了").click()
    expect(identity.get_by_text("其实不是.pdf")).to_have_count(0)
    assert applicant.papers() == []


def test_a_network_that_fails_costs_one_more_press(page: Page, applicant: Applicant) -> None:
    tries: list[str] = []

    def fail_once(route: Route) -> None:
        tries.append(route.request.method)
        if len(tries) == 1:
            route.abort("connectionreset")
        else:
            route.continue_()

    dialog = open_dialog(page, applicant)
    page.route("**/papers", fail_once)
    identity = item(dialog, "身份证")
    choose(identity, png(page))
    expect(identity.get_by_text("文件还在这里")).to_be_visible()
    assert applicant.papers() == []
    identity.get_by_role("button", name="再试一次").click()
    expect(identity.get_by_text("已交 1 份")).to_be_visible()
    assert applicant.papers() == [("身份证正面.png", ["identity"])]


def test_an_answer_that_gets_lost_makes_no_second_paper(page: Page, applicant: Applicant) -> None:
    lost: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().json()["id"])
        route.abort("connectionreset")

    dialog = open_dialog(page, applicant)
    page.route("**/papers", lose_the_first_answer)
    choose(item(dialog, "身份证"), png(page))
    item(dialog, "身份证").get_by_role("button", name="再试一次").click()
    expect(item(dialog, "身份证").get_by_text("已交 1 份")).to_be_visible()
    assert [paper["id"] for paper in applicant.overview()["papers"]] == lost


def test_closing_while_a_paper_is_on_its_way_is_asked_about(page: Page, applicant: Applicant) -> None:
    held: list[Route] = []
    dialog = open_dialog(page, applicant)
    page.route("**/papers", lambda route: held.append(route))
    identity = item(dialog, "身份证")
    choose(identity, png(page), ("背面.png", png(page)[1] + b" ", "image/png"))
    expect(identity.get_by_role("progressbar")).to_have_count(2)
    expect(identity.get_by_text(re.compile("正在传|快好了"))).to_be_visible()
    expect(identity.get_by_text("等前面的传完")).to_be_visible()
    shoot(page, "papers-sending")
    page.keyboard.press("Escape")
    expect(dialog.get_by_text("还有材料没有传完")).to_be_visible()
    expect(dialog.get_by_role("button", name="接着传")).to_be_focused()
    dialog.get_by_role("button", name="接着传").click()
    page.unroute("**/papers")  # lets go of what was held, too
    expect(identity.get_by_text("已交 2 份")).to_be_visible()
    assert len(applicant.papers()) == 2


def test_what_the_institution_asks_for_is_handed_in_and_said_to_be_complete(
    page: Page, applicant: Applicant
) -> None:
    applicant.is_asked("居住证或者暂住登记", "和老板的聊天记录")
    dialog = open_dialog(page, applicant)
    expect(dialog.get_by_text("还差下面这些")).to_be_visible()
    expect(dialog.get_by_text(re.compile(r"请在\d+月\d+日之前"))).to_be_visible()
    expect(dialog.get_by_role("heading", level=4)).to_have_text(
        ["居住证或者暂住登记", "和老板的聊天记录", "别的材料"]
    )
    choose(item(dialog, "居住证"), png(page))
    expect(item(dialog, "居住证").get_by_text("已交 1 份")).to_be_visible()
    page.locator(".papers-body").evaluate("(body) => { body.scrollTop = 0 }")
    shoot(page, "papers-asked")
    dialog.get_by_role("button", name="都交齐了").click()
    expect(dialog.get_by_text("还有 1 样")).to_be_visible()
    dialog.get_by_role("button", name="还没有").click()
    item(dialog, "聊天记录").get_by_role("button", name=re.compile("^我到时候带去")).click()
    expect(item(dialog, "聊天记录").get_by_text("到时候带到窗口")).to_be_visible()
    dialog.get_by_role("button", name="都交齐了").click()
    expect(dialog.locator(".papers-body").get_by_text("已经告诉工作人员")).to_be_visible()
    assert applicant.overview()["state"] == "submitted"
    dialog.get_by_role("button", name="好了").click()
    expect(dialog).to_have_count(0)


def test_after_the_end_papers_are_shown_but_not_taken(page: Page, applicant: Applicant) -> None:
    applicant.citizen.client.post(f"/api/v1/applications/{applicant.number}/withdrawal")
    dialog = open_dialog(page, applicant)
    expect(dialog.get_by_text("已撤回")).to_be_visible()
    expect(dialog.get_by_role("button", name=re.compile("拍照|带去|删除"))).to_have_count(0)


def test_an_application_that_another_conversation_made_stays_shut(
    page: Page, applicant: Applicant, stack: Stack
) -> None:
    stranger = Applicant(stack, stack.citizen())
    stranger.is_offered(applicant.number)
    come_back(page, stranger)
    page.get_by_role("button", name="传材料").click()
    dialog = page.get_by_role("dialog", name="交材料")
    expect(dialog.locator(".papers-body").get_by_text("凭证和这件申请对不上")).to_be_visible()
    expect(dialog.get_by_role("button", name="再试一次")).to_be_visible()
    stranger.citizen.client.close()


def test_keyboard_and_focus_stay_inside_and_come_back(page: Page, applicant: Applicant) -> None:
    dialog = open_dialog(page, applicant)
    expect(dialog.get_by_role("heading", name="交材料")).to_be_focused()
    inside = (
        "(() => { const root = document.querySelector('fawen-chat').shadowRoot;"
        " return root.querySelector('.papers').contains(root.activeElement) })()"
    )
    for key in ("Tab", "Shift+Tab"):
        for _ in range(20):
            page.keyboard.press(key)
            assert page.evaluate(inside)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="传材料")).to_be_focused()
    assert page.locator("[inert]").count() == 0


def test_large_text_fits(page: Page, applicant: Applicant) -> None:
    dialog = open_dialog(page, applicant, large=True)
    choose(item(dialog, "身份证"), png(page))
    expect(item(dialog, "身份证").get_by_text("已交 1 份")).to_be_visible()
    assert fits(page)
    shoot(page, "papers-large")
    small = [button.bounding_box() for button in dialog.get_by_role("button").all()]
    assert all(box and box["height"] >= 44 for box in small)


@pytest.mark.parametrize("way", ["button", "keys"])
def test_quick_exit_over_the_dialog_leaves_no_trace(page: Page, applicant: Applicant, way: str) -> None:
    page.route("https://www.baidu.com/**", lambda route: route.fulfill(body="elsewhere"))
    dialog = open_dialog(page, applicant)
    page.route("**/papers", lambda _: None)  # one is on its way, too
    choose(item(dialog, "身份证"), png(page))
    expect(item(dialog, "身份证").get_by_text(re.compile("正在传|快好了"))).to_be_visible()
    if way == "button":
        dialog.get_by_role("button", name="快速离开").click()
    else:
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    page.wait_for_url("https://www.baidu.com/**")
    page.unroute("https://www.baidu.com/**")
    page.goto(applicant.stack.url)
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    assert applicant.papers() == []
