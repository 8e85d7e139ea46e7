"""Screened, applied for and papers at hand: the whole way of a worried person, in a real browser."""

import os
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support.stack import Stack

SHOTS = Path(__file__).resolve().parents[2] / "docs" / "widget"
FIELDS = ("王小明", "不填", "13812345678", "龙泉市剑池街道中山路8号")
MOST = 14


def shot(page: Page, name: str) -> None:
    if os.environ.get("FAWEN_UPDATE_SCREENSHOTS"):
        page.wait_for_timeout(400)
        page.screenshot(path=SHOTS / f"{name}-{page.viewport_size['width']}.png")  # type: ignore[index]


def last_buttons(page: Page) -> list[str]:
    rows = page.locator(".message.bot").last.locator("button.reply")
    return [rows.nth(place).inner_text().strip() for place in range(rows.count())]


def say(page: Page, text: str) -> None:
    before = page.locator(".message.bot").count()
    page.get_by_role("textbox").fill(text)
    page.get_by_role("textbox").press("Enter")
    expect(page.locator(".message.bot").nth(before)).to_be_visible(timeout=30_000)
    page.wait_for_timeout(150)


def press(page: Page, title: str) -> None:
    before = page.locator(".message.bot").count()
    page.locator(".message.bot").last.get_by_role("button", name=title, exact=True).click()
    expect(page.locator(".message.bot").nth(before)).to_be_visible(timeout=30_000)
    page.wait_for_timeout(150)


def test_from_the_first_word_to_the_receipt(page: Page, stack: Stack) -> None:
    page.goto(stack.url)
    if not page.get_by_role("textbox").is_visible():
        page.locator("[data-fawen-open]").click()
    say(page, "我要申请法律援助，我是贵州来打工的，老板拖欠我三个月工资")
    for _ in range(MOST):
        offered = last_buttons(page)
        if "都对，看结果" in offered:
            break
        wanted = ("没有请", "都没有", "没", "我自己", "不是")
        fitting = (one for said in wanted for one in offered if one.startswith(said))
        press(page, next(fitting, offered[0]))
    press(page, "都对，看结果")
    shot(page, "screened")
    press(page, "现在就申请")
    shot(page, "consent")
    press(page, "同意")
    press(page, "同意")
    for said in FIELDS:
        say(page, said)
    expect(page.locator(".message.citizen").filter(has_text="姓名：王**")).to_be_visible()
    assert "13812345678" not in page.locator(".log").inner_text()
    shot(page, "application-review")
    press(page, "没错，提交申请")
    expect(page.get_by_text("申请已经提交")).to_be_visible()
    shot(page, "application-received")
    page.get_by_role("button", name="传材料", exact=True).click()
    expect(page.get_by_role("dialog").get_by_text("身份证或者户口簿等身份证件")).to_be_visible()
