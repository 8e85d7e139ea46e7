"""``fawen chat``: a conversation in the terminal, over the same API as the widget."""

import contextlib
import time
import uuid
from typing import Any

import httpx
import typer
from rich.padding import Padding
from rich.text import Text

from bot.cli.terminal import console, load_settings, problems

WELCOME = (
    "您好，我是法问。直接说您遇到的事，按回车发送。\n"
    "输入编号选按钮；输入“原文 1”看第 1 条依据；输入“退出”离开。有危险请马上拨打110。"
)
_LEAVE = {"退出", "exit", "quit", "/exit", "/quit"}


def chat(
    server: str = typer.Option("", help="服务地址，默认是本机的 FAWEN_PORT"),
) -> None:
    """在终端里对话，输入“退出”离开。"""
    settings = load_settings()
    address = server or f"http://127.0.0.1:{settings.port}"
    with httpx.Client(base_url=address, timeout=30, trust_env=False) as client:
        opened = _call(client, "POST", "/api/v1/conversations", {})
        if opened is None:
            problems.print(f"连不上 {address}。请先在另一个窗口运行 fawen up（或 make run）。")
            raise typer.Exit(1)
        client.headers["Authorization"] = f"Bearer {opened['token']}"
        console.print(Text("法问 · 公共法律服务助手", style="bold"))
        console.print(Text(f"{WELCOME}\n", style="dim"))
        with contextlib.suppress(EOFError, KeyboardInterrupt):
            _talk(client, f"/api/v1/conversations/{opened['conversation_id']}/messages")
    console.print("再见，祝您顺利。")


def _talk(client: httpx.Client, path: str) -> None:
    buttons: list[dict[str, str]] = []
    citations: list[dict[str, Any]] = []
    unsent: dict[str, str] | None = None
    while True:
        said = console.input("[bold cyan]您：[/]").strip()
        if said.lower() in _LEAVE:
            return
        if said.startswith("原文"):
            _show_article(said.removeprefix("原文").strip(), citations)
            continue
        body: dict[str, str] = {"client_message_id": uuid.uuid4().hex}
        if not said and unsent:
            body = unsent  # the same number, so that it cannot be stored twice
        elif said.isdigit() and 1 <= int(said) <= len(buttons):
            body["payload"] = buttons[int(said) - 1]["payload"]
            console.print(Text(f"（选了：{buttons[int(said) - 1]['title']}）", style="dim"))
        else:
            body["text"] = said
        with console.status("法问正在查……"):
            answer = _call(client, "POST", path, body)
        unsent = body if answer is None else None
        if answer is None:
            continue
        buttons, citations = [], []
        for message in answer["messages"]:
            console.print(Padding(Text.assemble(("法问：", "bold green"), message["text"]), (0, 0, 1, 0)))
            citations += message["citations"]
            buttons = message["buttons"] or buttons
        for number, citation in enumerate(citations, 1):
            mark = "" if citation["text"] else "（原文尚未导入）"
            console.print(
                Text(f"  依据 {number}：《{citation['law']}》{citation['article']}{mark}", style="yellow")
            )
        for number, button in enumerate(buttons, 1):
            console.print(Text(f"  [{number}] {button['title']}", style="cyan"))


def _show_article(which: str, citations: list[dict[str, Any]]) -> None:
    if not (which.isdigit() and 1 <= int(which) <= len(citations)):
        console.print("没有这一条。请输入“原文”加上面列出的编号。")
        return
    citation = citations[int(which) - 1]
    text = citation["text"] or "这部法律的原文还没有导入，请以官方公布的文本为准。"
    console.print(Text(f"《{citation['law']}》{citation['article']}", style="bold yellow"))
    console.print(Padding(Text(text), (0, 0, 1, 2)))


def _call(client: httpx.Client, verb: str, path: str, body: dict[str, str]) -> dict[str, Any] | None:
    """The answer, or None after the trouble has been told; the same message is sent again meanwhile."""
    for attempt in range(3):
        try:
            response = client.request(verb, path, json=body)
        except httpx.HTTPError:
            time.sleep(attempt + 1)
            continue
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            time.sleep(min(int(response.headers.get("Retry-After", "1")), 10))
            continue
        if response.is_success:
            return dict(response.json())
        problems.print(Text(response.json().get("detail", "没有成功，请稍后再试。"), style="red"))
        return None
    if body:
        problems.print(
            Text("连接断了，这一句还没有得到回答。服务恢复后直接按回车就会重发，不会重复。", style="red")
        )
    return None
