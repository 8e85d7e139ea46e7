"""Digests: what articles say in our own words, and how citizens speak of it."""

from datetime import date
from pathlib import Path

from knowledge_base.faq_entries import InvalidContent, read_content
from knowledge_base.models import Digest, Reference

NOT_DIGESTS = {"status.yaml", "nicknames.yaml"}
"""Files of the same folder that hold something else."""


def read_digests(folder: Path) -> dict[Reference, Digest]:
    """All digests of ``folder/*.yaml`` by the article they are of.

    Raises:
        InvalidContent: a file breaks the schema, or an article has two digests.
    """
    schema = folder.parent / "schemas" / "digest.schema.json"
    found: dict[Reference, Digest] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name in NOT_DIGESTS:
            continue
        content = read_content(path, schema)
        as_of = date.fromisoformat(content["as_of"])
        for statute in content["statutes"]:
            for item in statute["digests"]:
                of = Reference(statute["law"], item["article"])
                if of in found:
                    raise InvalidContent(f"{path.name}：《{of.law}》{of.article}的要旨写了两次")
                found[of] = Digest(of, item["gist"], tuple(item["everyday"]), as_of)
    return found
