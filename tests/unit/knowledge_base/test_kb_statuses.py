"""Texts that are the newest under their title and no longer count."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.faq_entries import InvalidContent
from knowledge_base.models import FaqEntry
from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.faq_search import FEATURES, FaqIndex
from knowledge_base.retrieval.layout import Layout
from knowledge_base.retrieval.search import KnowledgeBase
from knowledge_base.retrieval.segment import Segment
from knowledge_base.retrieval.statute_search import BLENDED, StatuteIndex
from knowledge_base.statuses import Status, Statuses, read_statuses

KNOWLEDGE = Path(__file__).parents[3] / "knowledge_base"
REPLACED = """checked_on: "2026-01-01"
texts:
  - {law: 青山市公园管理条例, state: replaced, by: 青山市图书馆办法, since: 2026-01-01, source: 第九条第一款}
"""
DAY = date(2026, 1, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(KNOWLEDGE / "schemas", tmp_path / "schemas")
    (tmp_path / "statutes").mkdir()
    return tmp_path / "statutes"


def test_what_ships_can_be_read_and_names_the_cases_known_from_the_start() -> None:
    known = read_statuses(KNOWLEDGE / "statutes")
    for law in ("治安管理处罚法", "婚姻登记条例", "仲裁法", "法律援助条例", "信访条例", "环境噪声污染防治法"):
        assert known.outdated(law, date(2026, 11, 23)), law
    assert known.outdated("民法典", date(2026, 11, 23)) is None


def test_a_text_counts_until_the_day_before(folder: Path) -> None:
    (folder / "status.yaml").write_text(REPLACED, encoding="utf-8")
    known = read_statuses(folder)
    assert known.outdated("青山市公园管理条例", DAY - timedelta(days=1)) is None
    found = known.outdated("青山市公园管理条例", DAY)
    assert found is not None
    assert found.by == "青山市图书馆办法"


def test_without_a_file_everything_counts(tmp_path: Path) -> None:
    assert list(read_statuses(tmp_path)) == []


@pytest.mark.parametrize(
    "content",
    [
        REPLACED.replace(", by: 青山市图书馆办法", ""),
        REPLACED.replace("2026-01-01, source", "2026-02-30, source"),
        REPLACED + REPLACED.splitlines()[-1] + "\n",
    ],
    ids=["replaced by nothing", "an impossible day", "twice"],
)
def test_a_faulty_file_is_refused(folder: Path, content: str) -> None:
    (folder / "status.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(InvalidContent, match=r"status\.yaml"):
        read_statuses(folder)


@pytest.fixture
def knowledge(entries: list[FaqEntry], segment: Segment, encoder: Encoder) -> KnowledgeBase:
    statutes = StatuteIndex(
        Layout([segment]), encoder, Blend(BLENDED, np.ones(len(BLENDED), dtype=np.float32), -4.0)
    )
    faq = FaqIndex(entries, encoder, Blend(FEATURES, np.ones(len(FEATURES), dtype=np.float32), -5.0))
    return KnowledgeBase(encoder, faq, statutes, Statuses([Status("青山市公园管理条例", "", DAY, "试验")]))


def test_an_article_that_no_longer_counts_is_left_out_and_named(knowledge: KnowledgeBase) -> None:
    question = "在草坪上烧烤引起草坪受损要补种草皮吗"
    assert "青山市公园管理条例" in {hit.article.law for hit in knowledge.ask(question, 5).articles}
    found = knowledge.ask(question, 5, on=DAY)
    assert {hit.article.law for hit in found.articles} == {"青山市图书馆办法"}
    assert {status.law for _, status in found.outdated} == {"青山市公园管理条例"}
    before = knowledge.ask(question, 5, on=DAY - timedelta(days=1))
    assert before.outdated == []
