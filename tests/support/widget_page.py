"""What browser tests do with the widget: open it, say something, take a picture."""

import os
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support.stack import Stack

SHOTS = Path(__file__).resolve().parents[2] / "docs" / "widget"


def open_widget(page: Page, stack: Stack) -> None:
    page.goto(stack.url)
    if page.viewport_size and page.viewport_size["width"] < 760:
        page.locator("[data-fawen-open]").first.click()
    expect(page.get_by_role("textbox")).to_be_visible()


def ask(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.get_by_role("textbox").press("Enter")


def shoot(page: Page, name: str) -> None:
    """Kept only when asked for (FAWEN_UPDATE_SCREENSHOTS=1): a test run leaves the work tree as it was."""
    if os.environ.get("FAWEN_UPDATE_SCREENSHOTS"):
        SHOTS.mkdir(parents=True, exist_ok=True)
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=SHOTS / f"{name}-{width}.png", animations="disabled")
    else:
        assert len(page.screenshot()) > 5_000
