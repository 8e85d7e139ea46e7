"""docker/ cannot be run where it is tested, so all that its files name is checked to exist and to agree."""

import ast
import ipaddress
import json
import re
import shlex
import subprocess
import sysconfig
import tomllib
from collections.abc import Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import typer.main
import uvicorn
import yaml
from compose_spec import PyCompose
from fastapi import APIRouter, FastAPI
from sqlalchemy import make_url

from actions.server import create_actions_app
from bot import cli
from bot.channels.web.app import create_web_app
from bot.database import Database
from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
DOCKER = ROOT / "docker"
COMPOSE_TEXT = (DOCKER / "compose.yml").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load(COMPOSE_TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
EXAMPLE = (DOCKER / "env.example").read_text(encoding="utf-8")
RASA = ROOT / ".venv-dialogue/lib/python3.10/site-packages/rasa"

REQUIRED = re.compile(r"\$\{(\w+):\?[^}]+\}")
"""How compose spells a variable that must be set and not empty."""

SECRET = re.compile(r"PASSWORD|TOKEN|SECRET|AUTH$")

WELL_KNOWN = {
    *("HOME", "PYTHONUNBUFFERED", "PYTHONUTF8", "HF_HOME", "FORWARDED_ALLOW_IPS"),
    *("RASA_TELEMETRY_ENABLED", "SQLALCHEMY_SILENCE_UBER_WARNING", "TF_CPP_MIN_LOG_LEVEL"),
    *("POSTGRES_PASSWORD", "POSTGRES_INITDB_ARGS", "REDISCLI_AUTH"),
}
"""Variables that others define: Python, Hugging Face, uvicorn, Rasa and the two images."""


class Dockerfile:
    """The instructions of a Dockerfile of one stage."""

    def __init__(self, path: Path) -> None:
        self.path = path
        text = re.sub(r"^\s*#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        lines = re.sub(r"\\\n", " ", text).splitlines()
        self.instructions = [tuple(line.split(maxsplit=1)) for line in lines if line.strip()]

    def all(self, name: str) -> list[str]:
        return [rest for instruction, rest in self.instructions if instruction == name]

    def one(self, name: str) -> str:
        (only,) = self.all(name)
        return only

    @property
    def environment(self) -> dict[str, str]:
        return dict(pair.split("=", 1) for line in self.all("ENV") for pair in shlex.split(line))

    @property
    def copied(self) -> list[str]:
        return [source for line in self.all("COPY") for source in shlex.split(line)[:-1]]

    @property
    def command(self) -> list[str]:
        return list(json.loads(self.one("CMD")))

    @property
    def health_url(self) -> str:
        found = re.search(r"urlopen\('([^']+)'", self.one("HEALTHCHECK"))
        assert found, "no address in HEALTHCHECK"
        return found[1]


IMAGES = {
    name: Dockerfile(ROOT / service["build"]["dockerfile"])
    for name, service in SERVICES.items()
    if "build" in service
}
APP, DIALOGUE = IMAGES["app"], IMAGES["dialogue"]


def environment(name: str) -> dict[str, str]:
    """What a service's process sees, with a made-up value for each secret."""
    given = {
        key: REQUIRED.sub(r"made-up-\1", str(value))
        for key, value in SERVICES[name].get("environment", {}).items()
        if value is not None
    }
    return (IMAGES[name].environment if name in IMAGES else {}) | given


def reaches_the_builder(path: str) -> bool:
    """Whether .dockerignore lets a path through: its last matching line decides, as in Docker."""
    sent = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.strip().removeprefix("!")
        if not pattern or pattern.startswith("#"):
            continue
        translated = re.escape(pattern).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
        if re.match(rf"{translated}(/|$)", path):
            sent = line.startswith("!")
    return sent


def files_under(source: str) -> Iterator[Path]:
    path = ROOT / source
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file() and "__pycache__" not in file.parts:
            yield file


def variables(path: Path) -> set[str]:
    return set(re.findall(r"\$\{(\w+)\}", path.read_text(encoding="utf-8")))


def options(words: list[str]) -> dict[str, list[str]]:
    """``--option value value …`` of a command line."""
    found: dict[str, list[str]] = {}
    for word in words:
        if word.startswith("--"):
            found[word] = []
        elif found:
            found[next(reversed(found))].append(word)
    return found


def training() -> dict[str, list[str]]:
    (run,) = [line for line in DIALOGUE.all("RUN") if "rasa train" in line]
    return options(shlex.split(run.split("&&")[0]))


def serving() -> dict[str, list[str]]:
    return options(DIALOGUE.command)


def web_paths() -> set[str]:
    @asynccontextmanager
    async def lifespan(_: FastAPI):
        yield

    return set(create_web_app([APIRouter()], {}, [], lifespan, largest_upload=1).openapi()["paths"])


# The files themselves


@pytest.mark.parametrize("image", IMAGES)
def test_the_linter_finds_nothing(image: str) -> None:
    hadolint = Path(sysconfig.get_path("scripts")) / "hadolint"
    command = [str(hadolint), "--no-color", "--failure-threshold", "style", str(IMAGES[image].path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_compose_keeps_to_its_specification() -> None:
    PyCompose.from_json(json.dumps(COMPOSE))  # merge keys resolved; an unknown key raises


# What goes into the images


@pytest.mark.parametrize("image", IMAGES)
def test_all_that_is_copied_exists_and_reaches_the_builder(image: str) -> None:
    assert (DOCKER / SERVICES[image]["build"]["context"]).resolve() == ROOT
    for source in IMAGES[image].copied:
        files = [str(file.relative_to(ROOT)) for file in files_under(source)]
        assert files, f"{source} does not exist or is empty"
        assert not [file for file in files if not reaches_the_builder(file)]


@pytest.mark.parametrize(
    "path",
    [".env", "docker/.env", "var/fawen.db", ".git/config", ".venv/bin/python", "bot/__pycache__/x.pyc"],
)
def test_nothing_local_reaches_the_builder(path: str) -> None:
    assert not reaches_the_builder(path)


def test_the_app_image_holds_all_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = [name.rstrip("*") for name in project["tool"]["setuptools"]["packages"]["find"]["include"]]
    assert {*packages, "pyproject.toml", project["project"]["readme"]} <= set(APP.copied)


def test_the_dialogue_is_trained_on_what_make_validates() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (data,) = re.findall(r"^NLU := (.*)$", makefile, flags=re.MULTILINE)
    assert training()["--data"] == data.split()
    for path in [*training()["--config"], *training()["--domain"], *training()["--data"]]:
        assert (ROOT / path).exists()
        assert any(path == source or path.startswith(f"{source}/") for source in DIALOGUE.copied)


def test_the_dialogue_serves_the_model_it_trained_with_the_files_it_copied() -> None:
    assert serving()["--model"] == [f"{training()['--out'][0]}/{training()['--fixed-model-name'][0]}.tar.gz"]
    for option in ("--endpoints", "--credentials"):
        assert set(serving()[option]) <= set(DIALOGUE.copied)
    (destination,) = [line.split()[-1] for line in DIALOGUE.all("COPY") if "credentials" in line]
    assert destination == "docker/"


def test_rasa_knows_each_option() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in (RASA / "cli/arguments").glob("*.py"))
    for option in [*training(), *serving()]:
        assert f'"{option}"' in sources, option


def test_versions_are_pinned_and_agree() -> None:
    bases = [image.one("FROM") for image in IMAGES.values()]
    for image in [*bases, *(service["image"] for service in SERVICES.values() if "image" in service)]:
        assert re.fullmatch(r"[a-z]+:\d+\.\d+(\.\d+)?-[a-z-]+", image), image
    assert re.match(r"python:3\.11\.\d+-slim-", APP.one("FROM"))
    assert re.match(r"python:3\.10\.\d+-slim-", DIALOGUE.one("FROM"))
    (uv,) = re.findall(r"^uv_version=(.*)$", (ROOT / "scripts/install").read_text(), flags=re.MULTILINE)
    for image in IMAGES.values():
        assert re.findall(r"pip install --no-cache-dir (\S+)", image.all("RUN")[0]) == [f"uv=={uv}"]


# How they run


@pytest.mark.parametrize("image", IMAGES)
def test_images_do_not_run_as_root(image: str) -> None:
    assert int(IMAGES[image].one("USER")) >= 1000
    last = max(i for i, (name, _) in enumerate(IMAGES[image].instructions) if name in {"RUN", "COPY"})
    assert last < [name for name, _ in IMAGES[image].instructions].index("USER")


@pytest.mark.parametrize("service", SERVICES)
def test_services_are_confined(service: str) -> None:
    settings = SERVICES[service]
    assert "no-new-privileges:true" in settings["security_opt"]
    assert settings["mem_limit"]
    assert settings["restart"] == "unless-stopped"
    assert settings["stop_grace_period"]
    assert settings["logging"]["options"].keys() == {"max-size", "max-file"}
    if service != "postgres":  # its image changes owners first, then leaves root
        assert settings["read_only"]
        assert settings["cap_drop"] == ["ALL"]


@pytest.mark.parametrize("service", SERVICES)
def test_health_is_checked_and_waited_for(service: str) -> None:
    def has_check(name: str) -> bool:
        return "healthcheck" in SERVICES[name] or bool(name in IMAGES and IMAGES[name].one("HEALTHCHECK"))

    assert has_check(service)
    for other, wait in SERVICES[service].get("depends_on", {}).items():
        assert wait["condition"] in {"service_started", "service_healthy"}
        assert has_check(other)


def test_nobody_waits_for_the_app() -> None:
    """The app waits for the database alone: without the dialogue it still answers."""
    waits = {
        (name, other)
        for name, service in SERVICES.items()
        for other, wait in service.get("depends_on", {}).items()
        if wait["condition"] == "service_healthy"
    }
    assert waits == {("app", "postgres"), ("dialogue", "postgres"), ("dialogue", "redis")}


def test_health_checks_ask_for_pages_that_exist() -> None:
    assert urlsplit(APP.health_url).path in web_paths()
    page = urlsplit(DIALOGUE.health_url).path
    assert f'@app.get("{page}")' in (RASA / "server.py").read_text(encoding="utf-8")


def test_ports_agree() -> None:
    app, dialogue = environment("app"), environment("dialogue")
    inside = app["FAWEN_PORT"]
    assert APP.one("EXPOSE") == inside == str(urlsplit(APP.health_url).port)
    assert SERVICES["app"]["ports"] == [f"127.0.0.1:8000:{inside}"]

    (rasa,) = serving()["--port"]
    assert DIALOGUE.one("EXPOSE") == rasa == str(urlsplit(DIALOGUE.health_url).port)
    assert app["FAWEN_DIALOGUE_URL"] == f"http://dialogue:{rasa}"
    assert serving()["--interface"] == [app["FAWEN_HOST"]] == [app["FAWEN_ACTIONS_HOST"]] == ["0.0.0.0"]

    actions = urlsplit(dialogue["FAWEN_ACTIONS_URL"])
    assert (actions.hostname, str(actions.port)) == ("app", app["FAWEN_ACTIONS_PORT"])
    unused: Any = None
    assert actions.path in create_actions_app(unused, unused, unused, "token", 1.0).openapi()["paths"]


def test_only_the_app_is_published_and_only_to_this_machine() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published.keys() == {"app"}
    assert all(port.startswith("127.0.0.1:") for port in published["app"])
    assert COMPOSE["networks"]["private"]["internal"] is True
    assert {name: service["networks"] for name, service in SERVICES.items()} == {
        "app": ["front", "private"],
        "dialogue": ["private"],
        "postgres": ["private"],
        "redis": ["private"],
    }


def test_what_is_kept_lies_on_volumes() -> None:
    mounts = [mount.split(":") for service in SERVICES.values() for mount in service.get("volumes", [])]
    named = {source for source, *_ in mounts if not source.startswith(".")}
    assert named == COMPOSE["volumes"].keys()
    assert all((DOCKER / source).is_file() for source, *_ in mounts if source.startswith("."))
    data_dir = Settings.model_fields["data_dir"].default.relative_to(ROOT)
    assert SERVICES["app"]["volumes"] == [f"var:{APP.one('WORKDIR')}/{data_dir}"]
    assert environment("app")["HF_HOME"].startswith(f"{APP.one('WORKDIR')}/{data_dir}/")


def test_each_fawen_command_exists() -> None:
    group = typer.main.get_command(cli.app)
    readme = (DOCKER / "README.md").read_text(encoding="utf-8")
    said = [" ".join(APP.command), *re.findall(r"\bfawen (?:kb |db )?[a-z]+\b", readme)]
    assert {"fawen up", "fawen kb import"} <= set(said)
    for line in said:
        command: Any = group
        for word in line.split()[1:]:
            assert word in getattr(command, "commands", {}), line
            command = command.commands[word]


# What they are told


def test_each_variable_means_something() -> None:
    settings = {f"FAWEN_{name.upper()}" for name in Settings.model_fields}
    cluster = variables(DOCKER / "endpoints.cluster.yml")
    sql = set(re.findall(r"\\getenv \w+ (\w+)", (DOCKER / "databases.sql").read_text(encoding="utf-8")))
    named = {key for name in SERVICES for key in SERVICES[name].get("environment", {})}
    named |= {key for image in IMAGES.values() for key in image.environment}
    assert named - settings - cluster - sql <= WELL_KNOWN
    spoken = set(re.findall(r"\bFAWEN_[A-Z_]+", COMPOSE_TEXT + EXAMPLE))
    assert spoken <= settings | cluster


def test_rasa_is_given_each_variable_of_its_endpoints() -> None:
    dialogue = environment("dialogue")
    cluster = variables(DOCKER / "endpoints.cluster.yml")
    assert cluster == {name for name in dialogue if name.startswith("FAWEN_")}

    tree = ast.parse((ROOT / "bot/cli/serve.py").read_text(encoding="utf-8"))
    keys = {
        key.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    }
    assert variables(DOCKER / "endpoints.embedded.yml") <= keys


@pytest.mark.parametrize("mode", ["cluster", "embedded"])
def test_rasa_expands_every_variable(mode: str) -> None:
    """It does so in plain scalars only: a quoted one would stay as it is."""
    text = (DOCKER / f"endpoints.{mode}.yml").read_text(encoding="utf-8")
    scalars = [event for event in yaml.parse(text) if isinstance(event, yaml.ScalarEvent)]
    assert not [event.value for event in scalars if "$" in event.value and event.style is not None]


def test_rasa_knows_each_key_of_its_stores() -> None:
    endpoints = yaml.safe_load((DOCKER / "endpoints.cluster.yml").read_text(encoding="utf-8"))
    for key, file, name in (
        ("tracker_store", "core/tracker_store.py", "SQLTrackerStore"),
        ("lock_store", "core/lock_store.py", "RedisLockStore"),
    ):
        tree = ast.parse((RASA / file).read_text(encoding="utf-8"))
        (store,) = [n for n in ast.walk(tree) if isinstance(n, ast.ClassDef) and n.name == name]
        (init,) = [n for n in store.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"]
        known = {argument.arg for argument in init.args.args}
        assert endpoints[key].keys() - {"type", "url"} <= known  # the url is handed on as host
    assert urlsplit(f"//{environment('dialogue')['FAWEN_TRACKER_HOST']}").hostname in SERVICES
    assert environment("dialogue")["FAWEN_REDIS_HOST"] in SERVICES


def test_the_app_accepts_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment("app").items():
        monkeypatch.setenv(name, value)
    settings = Settings(_env_file=None)
    assert settings.dialogue_url  # so that `fawen up` starts no Rasa
    assert settings.actions_token
    url = make_url(settings.database)
    assert not Database(settings.database).is_sqlite  # its driver is installed and can be awaited
    assert (url.drivername, url.host, url.port) == ("postgresql+psycopg", "postgres", 5432)
    trusted = uvicorn.Config(FastAPI()).forwarded_allow_ips
    assert trusted == environment("app")["FORWARDED_ALLOW_IPS"]
    assert all(ipaddress.ip_network(part).is_private for part in str(trusted).split(","))


def test_both_databases_are_made_for_whoever_uses_them() -> None:
    sql = (DOCKER / "databases.sql").read_text(encoding="utf-8")
    read = dict(re.findall(r"\\getenv (\w+) (\w+)", sql))
    roles = {role: read[name] for role, name in re.findall(r"CREATE ROLE (\w+) LOGIN PASSWORD :'(\w+)'", sql)}
    app, dialogue = make_url(environment("app")["FAWEN_DATABASE_URL"]), environment("dialogue")
    assert roles.keys() == {app.username, dialogue["FAWEN_TRACKER_USER"]}
    assert app.password == f"made-up-{roles[str(app.username)]}"
    assert dialogue["FAWEN_TRACKER_PASSWORD"] == f"made-up-{roles[dialogue['FAWEN_TRACKER_USER']]}"
    assert dict(re.findall(r"CREATE DATABASE (\w+) OWNER (\w+)", sql)) == {
        app.database: app.username,
        dialogue["FAWEN_TRACKER_DB"]: dialogue["FAWEN_TRACKER_USER"],
    }
    assert set(read.values()) <= environment("postgres").keys()


def test_each_secret_is_required_and_none_has_a_value() -> None:
    assert re.findall(r"(?<!\$)\$\{[^}]*\}", COMPOSE_TEXT) == [m[0] for m in REQUIRED.finditer(COMPOSE_TEXT)]
    for image in IMAGES.values():
        assert not [name for name in image.environment if SECRET.search(name)]
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if SECRET.search(name) and value is not None:
                assert REQUIRED.fullmatch(value), name
            for password in re.findall(r"://[^:]+:(.*)@", str(value)):
                assert REQUIRED.fullmatch(password), name
    shared = [SERVICES[name]["environment"]["FAWEN_ACTIONS_TOKEN"] for name in ("app", "dialogue")]
    assert shared[0] == shared[1]


def test_the_example_names_all_that_compose_asks_for() -> None:
    required = dict(re.findall(r"^(\w+)=(.*)$", EXAMPLE, flags=re.MULTILINE))
    optional = dict(re.findall(r"^# (\w+)=(.*)$", EXAMPLE, flags=re.MULTILINE))
    assert required.keys() == set(REQUIRED.findall(COMPOSE_TEXT))
    assert not any(required.values())
    passed = {
        name for s in SERVICES.values() for name, value in s.get("environment", {}).items() if value is None
    }
    assert optional.keys() == passed
    assert not [name for name in optional if SECRET.search(name) and optional[name]]


def test_redis_and_its_health_check_use_the_same_password() -> None:
    redis = SERVICES["redis"]
    assert environment("redis")["REDISCLI_AUTH"] == environment("dialogue")["FAWEN_REDIS_PASSWORD"]
    assert "requirepass $$REDISCLI_AUTH" in redis["command"][-1]
    assert "redis-cli ping" in redis["healthcheck"]["test"][-1]
