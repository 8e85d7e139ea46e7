"""Short names that people use for laws."""

from pathlib import Path

from knowledge_base.faq_entries import InvalidContent, read_content


def read_nicknames(folder: Path) -> dict[str, str]:
    """Title by nickname, from ``folder/nicknames.yaml``; none if there is no such file.

    Raises:
        InvalidContent: the file breaks its schema, or one name stands for two laws.
    """
    path = folder / "nicknames.yaml"
    if not path.exists():
        return {}
    content = read_content(path, folder.parent / "schemas" / "nicknames.schema.json")
    titles: dict[str, str] = {}
    for title, names in content["nicknames"].items():
        for name in names:
            if name in titles:
                raise InvalidContent(f"{path.name}：“{name}”既指《{titles[name]}》又指《{title}》")
            titles[name] = title
    return titles
