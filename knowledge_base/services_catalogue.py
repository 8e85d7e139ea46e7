"""Services and institutions as the bureau's clerks write them."""

from dataclasses import dataclass
from pathlib import Path

from knowledge_base.faq_entries import InvalidContent, read_content
from knowledge_base.models import Reference


@dataclass(frozen=True, slots=True)
class Service:
    """Something the bureau does for citizens; ``open`` tells whether the conversation can do it today."""

    id: str
    title: str
    intents: tuple[str, ...]
    open: bool
    about: str
    meanwhile: str
    prepare: str
    citations: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Institution:
    """The bureau; ``sample`` is True until it has confirmed the values.

    ``regions``: the places whose own rules apply, from province to county.
    """

    name: str
    sample: bool
    hours: str
    hotline: str
    regions: tuple[str, ...] = ()

    @property
    def home(self) -> str:
        """The nearest of the regions, "" where none is named."""
        return self.regions[-1] if self.regions else ""


@dataclass(frozen=True, slots=True)
class Danger:
    """Signs of present danger (regular expressions) and what to say at once."""

    reply: str
    signs: tuple[str, ...]


def read_services(folder: Path) -> dict[str, Service]:
    """Services by intent.

    Raises:
        InvalidContent: a file breaks the schema, or two services share an id or an intent.
    """
    schema = folder.parent / "schemas" / "service.schema.json"
    services: dict[str, Service] = {}
    files: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        item = read_content(path, schema)
        service = Service(
            id=item["id"],
            title=item["title"],
            intents=tuple(item["intents"]),
            open=item["open"],
            about=item["about"],
            meanwhile=item["meanwhile"],
            prepare=item["prepare"],
            citations=tuple(Reference(one["law"], one["article"]) for one in item["citations"]),
        )
        if service.id in files:
            raise InvalidContent(f"{path.name}：编号 {service.id} 已经用在 {files[service.id]}")
        files[service.id] = path.name
        for intent in service.intents:
            if intent in services:
                raise InvalidContent(f"{path.name}：意图 {intent} 已经属于 {services[intent].id}")
            services[intent] = service
    return services


def read_institution(folder: Path) -> Institution:
    """The bureau itself.

    Raises:
        InvalidContent: the file breaks the schema.
    """
    item = read_content(folder / "bureau.yaml", folder.parent / "schemas" / "institution.schema.json")
    return Institution(
        item["name"], item["sample"], item["hours"], item["hotline"], tuple(item.get("regions", ()))
    )


def read_danger(folder: Path) -> Danger:
    """What present danger looks like in words.

    Raises:
        InvalidContent: the file breaks the schema.
    """
    item = read_content(folder / "danger.yaml", folder.parent / "schemas" / "danger.schema.json")
    return Danger(item["reply"], tuple(item["signs"]))
