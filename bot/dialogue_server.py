"""Rasa as a child process: trained when its inputs change, started, watched, restarted."""

import asyncio
import contextlib
import ctypes
import hashlib
import os
import signal
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path

import structlog

from bot.settings import PROJECT

log = structlog.get_logger()

_INPUTS = ("config.yml", "nlu_data", "requirements/dialogue.txt")
_DATA = ("nlu_data/nlu", "nlu_data/rules", "nlu_data/stories")
_BACKOFF_S = (1, 2, 5, 15, 30)
_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "PYTHONUTF8": "1",
    "CUDA_VISIBLE_DEVICES": "",
}

_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TF_NUM_INTRAOP_THREADS": "1"}
"""One turn is too small to share out: threads that wait for each other only keep the app from its core."""


class TrainingFailed(Exception):
    """Rasa could not train; the message holds the end of what it printed."""


class DialogueServer:
    """The dialogue server of this machine.

    Args:
        python: the interpreter of the environment that holds Rasa.
        data_dir: where models, logs and trackers are kept.
    """

    def __init__(self, python: Path, data_dir: Path) -> None:
        self._python = python
        self._data_dir = data_dir
        self._process: asyncio.subprocess.Process | None = None
        self.port = free_port()

    @property
    def url(self) -> str:
        """Where it answers, on this machine only."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def model(self) -> Path:
        """The model that belongs to today's inputs."""
        return self._data_dir / "models" / f"{fingerprint()}.tar.gz"

    def train(self) -> bool:
        """Train unless the model stands; returns whether it had to.

        Raises:
            TrainingFailed: Rasa refused its inputs.
        """
        if self.model.exists():
            return False
        self.model.parent.mkdir(parents=True, exist_ok=True)
        aside = self.model.with_name(f"training-{os.getpid()}.tar.gz")
        command = [
            *self._rasa("train"),
            *("--config", "config.yml", "--domain", "nlu_data/domain", "--data", *_DATA),
            *(
                "--out",
                str(aside.parent),
                "--fixed-model-name",
                aside.name.removesuffix(".tar.gz"),
                "--quiet",
            ),
        ]
        done = subprocess.run(  # noqa: S603 - our own command
            command, cwd=PROJECT, env={**os.environ, **_QUIET}, capture_output=True, text=True, check=False
        )
        if done.returncode or not aside.exists():
            raise TrainingFailed((done.stdout + done.stderr)[-2000:])
        aside.rename(self.model)
        for old in self.model.parent.glob("*.tar.gz"):
            if old != self.model:
                old.unlink(missing_ok=True)
        return True

    async def run_forever(self, environment: Mapping[str, str]) -> None:
        """Start it, and start it again whenever it dies; stops with the task that runs this."""
        failures = 0
        try:
            while True:
                began = asyncio.get_running_loop().time()
                await self._start(environment)
                assert self._process is not None
                code = await self._process.wait()
                lived = asyncio.get_running_loop().time() - began
                failures = 0 if lived > 120 else min(failures + 1, len(_BACKOFF_S))
                wait = _BACKOFF_S[max(0, failures - 1)]
                log.warning("dialogue_server_died", code=code, restarting_in_s=wait)
                await asyncio.sleep(wait)
        finally:
            await self._stop()

    async def _start(self, environment: Mapping[str, str]) -> None:
        logs = self._data_dir / "logs"
        logs.mkdir(parents=True, exist_ok=True)
        with (logs / "dialogue.log").open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                *self._rasa("run"),
                *("--model", str(self.model), "--endpoints", str(PROJECT / "docker/endpoints.embedded.yml")),
                *("--credentials", str(PROJECT / "docker/credentials.yml")),
                *("--interface", "127.0.0.1", "--port", str(self.port)),
                cwd=self._data_dir,
                env={**os.environ, **_QUIET, **_ONE_THREAD, **environment},
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )

    async def _stop(self) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), 8)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    def _rasa(self, verb: str) -> list[str]:
        return [str(self._python), "-m", "rasa", verb]


def fingerprint() -> str:
    """Changes exactly when something that the model is made of changes (jieba's dictionary too)."""
    digest = hashlib.sha256()
    for name in _INPUTS:
        path = PROJECT / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(str(file.relative_to(PROJECT)).encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def free_port() -> int:
    """A TCP port on the loopback address that nothing uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _die_with_parent() -> None:
    """On Linux the child gets SIGTERM when its parent dies, even by kill -9."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
