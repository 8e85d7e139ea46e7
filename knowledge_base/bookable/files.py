"""The files of bookable services: defaults and shared parts put together into whole matters.

A service's file may hold its matters itself, and a folder of the same name may hold more, one file for each
matter or small group. Shared questions, materials and so on stand once and are named by id.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from knowledge_base.faq_entries import InvalidContent, check_content, read_content

POOLS = ("questions", "materials", "limits", "detours", "follow_ups")
"""Lists whose items may be shared: an item is an object, or the id of one that stands in the same service."""
_KEYS = ("as_of", "defaults", "matters", "tiers", *POOLS)
_DEFAULTS_FIRST = ("materials", "limits", "cautions")
Item = dict[str, Any]


def read_matter_items(folder: Path) -> Iterator[tuple[str, str, Item]]:
    """Each matter of the services in a folder: the service's id, the file's name, the whole item.

    Raises:
        InvalidContent: a file breaks its schema, a folder has no service, an id is unknown or stands twice.
    """
    known = {path.stem for path in folder.glob("*.yaml")}
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in known and any(path.glob("*.yaml")):
            raise InvalidContent(f"services/{path.name}：文件夹没有同名的服务文件 {path.name}.yaml")
    for path in sorted(folder.glob("*.yaml")):
        yield from _service(folder, path)


def _service(folder: Path, path: Path) -> Iterator[tuple[str, str, Item]]:
    schemas = folder.parent / "schemas"
    whole = read_content(path, schemas / "service.schema.json")
    own = {key: whole[key] for key in _KEYS if key in whole}
    files = {path.name: own}
    if own:
        check_content(own, schemas / "bookable_file.schema.json", path.name)
    for one in sorted((folder / path.stem).glob("*.yaml")):
        files[f"{path.stem}/{one.name}"] = read_content(one, schemas / "bookable_file.schema.json")
    pools = {name: _pool(files, name) for name in POOLS}
    for file, content in files.items():
        for item in content.get("matters", ()):
            merged = _merged(item, content.get("defaults", {}), {} if content is own else own)
            merged.setdefault("as_of", content.get("as_of"))
            place = f"{file} {item['id']}"
            for name in POOLS:
                merged[name] = _resolved(place, merged.get(name, ()), pools[name])
            merged["tiers"] = _tiers(place, own.get("tiers", ()), merged.get("tier_rules", {}))
            merged["lowest_tier"] = merged.get("lowest_tier", "")
            check_content(merged, schemas / "bookable_matter.schema.json", place)
            yield whole["id"], file, merged


def _pool(files: Mapping[str, Item], name: str) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for file, content in files.items():
        for item in content.get(name, ()):
            if item["id"] in found:
                raise InvalidContent(f"{file}：{name} 里编号 {item['id']} 出现了两次")
            found[item["id"]] = item
    return found


def _merged(item: Item, near: Item, service: Item) -> Item:
    """The matter with what its file and its service give to all; its own word counts most."""
    merged = dict(item)
    left_out = set(item.get("without", ()))
    for defaults in (near, service.get("defaults", {})):
        for key, value in defaults.items():
            if key not in (*POOLS, "cautions"):
                merged.setdefault(key, value)
                continue
            mine = list(merged.get(key, ()))
            named = {_name(one) for one in mine} | left_out
            rest = [one for one in value if _name(one) not in named]
            merged[key] = rest + mine if key in _DEFAULTS_FIRST else mine + rest
    merged.pop("without", None)
    return merged


def _name(item: Item | str) -> str:
    return item if isinstance(item, str) else str(item["id"])


def _resolved(place: str, items: Any, pool: Mapping[str, Item]) -> list[Item]:
    found: list[Item] = []
    for item in items:
        if isinstance(item, str):
            if item not in pool:
                raise InvalidContent(f"{place}：没有 {item} 这一项")
            item = pool[item]
        elif item["id"] in pool:  # a shared one, said otherwise here
            item = {**pool[item["id"]], **item}
        if any(item["id"] == one["id"] for one in found):
            raise InvalidContent(f"{place}：{item['id']} 写了两次")
        found.append(item)
    return found


def _tiers(place: str, tiers: Any, rules: Mapping[str, list[Any]]) -> list[Item]:
    unknown = rules.keys() - {tier["id"] for tier in tiers}
    if unknown:
        raise InvalidContent(f"{place}：没有 {'、'.join(sorted(unknown))} 这一级调解员")
    return [{**tier, "any_of": [*tier.get("any_of", ()), *rules.get(tier["id"], ())]} for tier in tiers]
