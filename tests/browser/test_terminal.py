"""`fawen chat` in a real terminal; its picture is drawn by Chromium from what the terminal showed."""

import io
import os
import pty
import re
import select
import subprocess
import sys
import time

import pytest
from playwright.sync_api import Browser
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from bot.settings import PROJECT
from tests.support.stack import Stack

SHOT = PROJECT / "docs" / "terminal" / "chat.png"
PICTURE = (  # a font in which a Chinese character is exactly as wide as two letters
    "<pre style=\"font: 16px/1.5 'Noto Sans Mono CJK SC', monospace; background: {background};"
    ' color: {foreground}; padding: 20px; margin: 0; display: inline-block">{code}</pre>'
)
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """A program in a pseudo-terminal of 96 columns."""

    def __init__(self, *command: str) -> None:
        self.shown = ""
        self._seen = 0
        self._mine, theirs = pty.openpty()
        self.process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=PROJECT,
            env={**os.environ, "COLUMNS": "96", "LINES": "60", "TERM": "xterm-256color"},
            start_new_session=True,
        )
        os.close(theirs)

    def wait_for(self, words: str, within_s: float = 30) -> None:
        """Until these words stand after those last waited for."""
        deadline = time.monotonic() + within_s
        while (place := self.plain.find(words, self._seen)) < 0:
            assert time.monotonic() < deadline, f"{words} did not come:\n{self.shown[-2000:]}"
            if select.select([self._mine], [], [], 0.2)[0]:
                self.shown += os.read(self._mine, 65536).decode("utf-8", "replace")
        self._seen = place + len(words)

    @property
    def plain(self) -> str:
        return ANSI.sub("", self.shown)

    def type(self, line: str) -> None:
        os.write(self._mine, f"{line}\n".encode())

    def close(self) -> None:
        self.process.kill()
        self.process.wait(10)
        os.close(self._mine)


@pytest.fixture
def terminal(stack: Stack):
    chat = Terminal(sys.executable, "-m", "bot.cli", "chat", "--server", stack.url)
    yield chat
    chat.close()


def test_a_question_is_answered_with_its_articles(terminal: Terminal, browser: Browser) -> None:
    terminal.wait_for("马上拨打110")
    terminal.wait_for("您：")
    terminal.type("老板拖欠工资不给怎么办")
    terminal.wait_for("找人工")
    assert "依据 1：《" in terminal.plain
    terminal.wait_for("您：")
    terminal.type("1")
    terminal.wait_for("（选了：")
    terminal.wait_for("找人工")
    terminal.wait_for("您：")
    if os.environ.get("FAWEN_UPDATE_SCREENSHOTS"):
        draw(terminal.shown, browser)
    terminal.type("退出")
    terminal.wait_for("再见")
    assert terminal.process.wait(10) == 0


def test_a_server_that_is_not_there_is_named() -> None:
    chat = Terminal(sys.executable, "-m", "bot.cli", "chat", "--server", "http://127.0.0.1:9")
    chat.wait_for("连不上", within_s=40)
    chat.close()


def draw(shown: str, browser: Browser) -> None:
    """What stood in the terminal at the end, without the spinner's traces."""
    lines = [line.rsplit("\r", 1)[-1] for line in shown.replace("\r\n", "\n").split("\n")]
    lines = [line for line in lines if "法问正在查" not in line]
    console = Console(width=96, record=True, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi("\n".join(lines)))
    html = console.export_html(theme=MONOKAI, inline_styles=True, code_format=PICTURE)
    page = browser.new_page(viewport={"width": 1000, "height": 900}, device_scale_factor=1)
    page.set_content(html)
    SHOT.parent.mkdir(parents=True, exist_ok=True)
    page.locator("pre").first.screenshot(path=SHOT)
    page.close()
