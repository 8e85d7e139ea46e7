"""How much is known: counts for clerks and for the yearly report."""

from collections import Counter
from pathlib import Path

from knowledge_base.digests import read_digests
from knowledge_base.faq_entries import read_faq
from knowledge_base.library import Library
from knowledge_base.nicknames import read_nicknames
from knowledge_base.retrieval.index_store import read_manifest
from knowledge_base.services_catalogue import read_services
from knowledge_base.statuses import read_statuses


def content_statistics(content: Path, library: Library, index: Path) -> dict[str, list[tuple[str, int]]]:
    """Tables by title: what is counted and how many, in Chinese."""
    entries = read_faq(content / "faq")
    topics = Counter(entry.topic_title for entry in entries)
    digests = read_digests(content / "statutes")
    kinds: Counter[str] = Counter()
    articles = 0
    for article in library.current():
        kinds[article.kind] += 1
        articles += 1
    manifest = read_manifest(index)
    return {
        "常见问答": [*topics.most_common(), ("合计", len(entries))],
        "要旨（不是原文）": [
            *Counter(reference.law for reference in digests).most_common(10),
            ("合计", len(digests)),
            ("日常说法", sum(len(digest.everyday) for digest in digests.values())),
        ],
        "已导入的法律": [
            *((f"{kind}（条）", number) for kind, number in kinds.most_common()),
            ("部数", len(library.laws())),
            ("现行文本的条文", articles),
            ("索引里的条文", manifest.articles if manifest else 0),
        ],
        "其他": [
            ("服务", len({service.id for service in read_services(content / "services").values()})),
            ("已失效或已修订的文本", len(list(read_statuses(content / "statutes")))),
            ("法律的简称和俗称", len(read_nicknames(content / "statutes"))),
        ],
    }
