"""The whole product as its users run it: `fawen up`, real Rasa, a database of its own."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bot.dialogue_server import DialogueServer, free_port
from bot.settings import PROJECT, Settings


def train_once() -> Path:
    """The dialogue model of today's inputs, trained if it does not stand."""
    settings = Settings()
    server = DialogueServer(settings.dialogue_python, settings.data_dir)
    server.train()
    return server.model


@dataclass
class Stack:
    """One running installation.

    Args:
        data_dir: its files.
        environment: more settings.
    """

    data_dir: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, within_s: float = 180, wait_for_dialogue: bool = True) -> None:
        models = self.data_dir / "models"
        models.mkdir(parents=True, exist_ok=True)
        model = train_once()
        if not (models / model.name).exists():
            os.link(model, models / model.name)
        with (self.data_dir / "stack.log").open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot.cli", "up"],
                cwd=PROJECT,
                env={
                    **os.environ,
                    "FAWEN_DATA_DIR": str(self.data_dir),
                    "FAWEN_PORT": str(self.port),
                    **self.environment,
                },
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        deadline = time.monotonic() + within_s
        path = "/readyz" if wait_for_dialogue else "/healthz"
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(self.url + path, timeout=2, trust_env=False).is_success:
                    return
            time.sleep(0.2)
        raise RuntimeError(f"not ready:\n{(self.data_dir / 'stack.log').read_text()[-3000:]}")

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """As the kernel or a power cut would: no chance to tidy up."""
        if self.process:
            self.process.kill()
            self.process.wait(10)

    def dialogue_pid(self) -> int:
        """The process id of its Rasa."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0])

    def citizen(self) -> "Citizen":
        return Citizen(self.url)


class Citizen:
    """Someone who talks to it over the conversation API."""

    def __init__(self, url: str) -> None:
        self.client = httpx.Client(base_url=url, timeout=40, trust_env=False)
        opened = self.client.post("/api/v1/conversations")
        assert opened.status_code == 201, opened.text
        self.id = opened.json()["conversation_id"]
        self.client.headers["Authorization"] = f"Bearer {opened.json()['token']}"
        self.path = f"/api/v1/conversations/{self.id}"

    def post(self, **body: Any) -> httpx.Response:
        body.setdefault("client_message_id", uuid.uuid4().hex)
        return self.client.post(f"{self.path}/messages", json=body)

    def say(self, text: str) -> list[dict[str, Any]]:
        response = self.post(text=text)
        assert response.status_code == 200, response.text
        return list(response.json()["messages"])

    def press(self, messages: list[dict[str, Any]], title: str) -> list[dict[str, Any]]:
        payload = next(b["payload"] for m in messages for b in m["buttons"] if b["title"] == title)
        response = self.post(payload=payload)
        assert response.status_code == 200, response.text
        return list(response.json()["messages"])

    def history(self, after: int = 0) -> list[dict[str, Any]]:
        return list(self.client.get(f"{self.path}/messages", params={"after": after}).json()["messages"])
