"""Reading the FAQ that lawyers write: YAML checked against its schema."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from knowledge_base.models import FaqEntry, Reference


class InvalidContent(Exception):
    """A content file breaks its schema; the message names file, entry and fault, in Chinese."""


def read_faq(folder: Path) -> list[FaqEntry]:
    """All entries of ``folder/*.yaml``, in file order.

    Raises:
        InvalidContent: a file breaks the schema, or two entries share an id.
    """
    schema = folder.parent / "schemas" / "faq.schema.json"
    entries: list[FaqEntry] = []
    seen: set[str] = set()
    for path in sorted(folder.glob("*.yaml")):
        content = read_content(path, schema)
        for item in content["entries"]:
            if item["id"] in seen:
                raise InvalidContent(f"{path.name}：编号 {item['id']} 出现了两次")
            seen.add(item["id"])
            entries.append(_entry(content, item))
    return entries


def read_content(path: Path, schema: Path) -> dict[str, Any]:
    """One YAML file, checked. Dates stay text, as the schemas expect.

    Raises:
        InvalidContent: missing, not UTF-8, not YAML, or not as the schema says.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_TextDates)  # noqa: S506 - a safe loader
    except OSError as error:
        raise InvalidContent(f"{path.name}：文件无法打开：{error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InvalidContent(f"{path.name}：不是 UTF-8 编码的文本") from error
    except yaml.YAMLError as error:
        raise InvalidContent(f"{path.name}：不是有效的 YAML：{error}") from error
    check_content(content, schema, path.name)
    return dict(content)


def check_content(content: object, schema: Path, place: str) -> None:
    """Hold a value against a schema; ``place`` says in the message where it stands.

    Raises:
        InvalidContent: it is not as the schema says.
    """
    faults = sorted(
        _validator(schema).iter_errors(content), key=lambda fault: list(map(str, fault.absolute_path))
    )
    if faults:
        inside = "/".join(map(str, faults[0].absolute_path)) or "（整个文件）"
        raise InvalidContent(f"{place} {inside}：{faults[0].message[:200]}")


@cache
def _validator(schema: Path) -> jsonschema.Draft202012Validator:
    kind = jsonschema.Draft202012Validator
    return kind(json.loads(schema.read_text(encoding="utf-8")), format_checker=kind.FORMAT_CHECKER)


class _TextDates(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader (ten times faster in C, where it is there) without its conversion of dates."""


_TextDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _entry(content: dict[str, Any], item: dict[str, Any]) -> FaqEntry:
    return FaqEntry(
        id=item["id"],
        topic=content["topic"],
        topic_title=content["title"],
        question=item["question"],
        phrasings=tuple(item["phrasings"]),
        answer=item["answer"].strip(),
        next_step=item["next_step"].strip(),
        citations=tuple(Reference(one["law"], one["article"]) for one in item["citations"]),
        as_of=date.fromisoformat(item["as_of"]),
        service=item.get("service"),
        related=tuple(item.get("related", ())),
        caution=item.get("caution"),
        beyond_citations=tuple(mark["words"] for mark in item.get("beyond_citations", ())),
    )
