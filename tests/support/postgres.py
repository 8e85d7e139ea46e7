"""A PostgreSQL server for tests: real, empty, on a free port of this machine, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.dialogue_server import free_port


def binaries() -> Path | None:
    """Where PostgreSQL's programs are (Debian keeps them off the PATH)."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True)
    if found:
        return found[0].parent
    on_path = shutil.which("postgres")
    return Path(on_path).parent if on_path else None


@contextmanager
def server() -> Iterator[str]:
    """Yields the SQLAlchemy URL of an empty server."""
    programs = binaries()
    assert programs, "PostgreSQL is needed: apt-get install postgresql (.ci/run does it)"
    root = Path(tempfile.mkdtemp(prefix="fawen-pg-"))
    data, port = root / "data", free_port()
    as_user = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(root, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    root.chmod(0o755)
    try:
        _run(*as_user, programs / "initdb", "-D", data, "-A", "trust", "-U", "fawen", "-N", "-E", "UTF8")
        options = f"-p {port} -k {root} -c listen_addresses=127.0.0.1 -c fsync=off"
        _run(*as_user, programs / "pg_ctl", "-D", data, "-w", "-l", root / "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://fawen@127.0.0.1:{port}/postgres"
        finally:
            _run(*as_user, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _run(*command: object) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
