"""From Telegram into the widget: screened there, applied for here, and nothing personal goes abroad."""

import asyncio
import re
from pathlib import Path
from typing import Any

import httpx
from cryptography.fernet import Fernet

from tests.support.bot_api import TOKEN, BotApi
from tests.support.stack import Citizen, Stack

CHAT = 4711
PAGE = "https://fawen.example.gov.cn"


class Phone:
    """Somebody who talks to the bot in Telegram."""

    def __init__(self, api: BotApi) -> None:
        self.api = api

    async def say(self, text: str) -> list[dict[str, Any]]:
        return await self._after(self.api.text(CHAT, text))

    async def press(self, messages: list[dict[str, Any]], *titles: str) -> list[dict[str, Any]]:
        buttons = [button for message in messages for button in self._buttons(message)]
        chosen = next(
            (one for title in titles for one in buttons if one["text"].startswith(title)), buttons[0]
        )
        return await self._after(self.api.press(CHAT, chosen["callback_data"]))

    def offered(self, messages: list[dict[str, Any]]) -> list[str]:
        return [button["text"] for message in messages for button in self._buttons(message)]

    async def _after(self, update: dict[str, Any]) -> list[dict[str, Any]]:
        before = len(self.api.sent)
        await self.api.push(update)
        await self.api.until(lambda: len(self.api.sent) > before, within_s=30)
        await asyncio.sleep(1.5)  # what else belongs to the turn
        return self.api.sent[before:]

    def _buttons(self, message: dict[str, Any]) -> list[dict[str, Any]]:
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]


def opened(url: str, code: str) -> Citizen:
    citizen = Citizen.__new__(Citizen)
    citizen.client = httpx.Client(base_url=url, timeout=40, trust_env=False)
    body = citizen.client.post("/api/v1/conversations", json={"continuation": code, "claim": "c" * 32}).json()
    citizen.id = body["conversation_id"]
    citizen.client.headers["Authorization"] = f"Bearer {body['token']}"
    citizen.path = f"/api/v1/conversations/{citizen.id}"
    return citizen


async def test_a_screening_begun_on_telegram_is_applied_for_in_the_widget(tmp_path: Path) -> None:
    async with BotApi().serve() as api:
        environment = {
            "FAWEN_DATA_KEYS": Fernet.generate_key().decode(),
            "FAWEN_TELEGRAM_TOKEN": TOKEN,
            "FAWEN_TELEGRAM_API_URL": api.url,
            "FAWEN_PUBLIC_URL": PAGE,
        }
        stack = Stack(tmp_path, environment)
        try:
            await asyncio.to_thread(stack.start)
            phone = Phone(api)
            said = await phone.say("我要申请法律援助，我是贵州来打工的，老板拖欠我三个月工资")
            for _ in range(14):
                if "都对，看结果" in phone.offered(said):
                    break
                said = await phone.press(said, "没有请", "都没有", "没", "我自己", "不是")
            said = await phone.press(said, "都对，看结果")
            assert "初步看，您可以申请法律援助" in said[0]["text"]
            said = await phone.press(said, "现在就申请")
            text = "\n".join(message["text"] for message in said)
            assert "境外" in text
            link = re.search(rf"{re.escape(PAGE)}/#fawen=(JX-[A-Z0-9-]+)", text)
            assert link, text
            told = await asyncio.to_thread(_apply, stack.url, link[1])
            assert "申请已经提交" in told
            everything = "\n".join(message["text"] for message in api.sent)
            assert "王" not in everything, "nothing of the widget's conversation flows back"
        finally:
            await asyncio.to_thread(stack.stop)


def _apply(url: str, code: str) -> str:
    citizen = opened(url, code)
    history = citizen.history()
    assert any("老板拖欠我三个月工资" in message["text"] for message in history)
    messages = citizen.press(history, "现在就申请")
    for said in ("同意", "同意", "王小明", "不填", "13812345678", "龙泉市剑池街道中山路8号"):
        messages = citizen.say(said)
    done = citizen.press(messages, "没错，提交申请")
    citizen.client.close()
    return str(done[0]["text"])
