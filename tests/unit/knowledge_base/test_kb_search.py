"""The knowledge base as the rest of the system sees it, and how it is put together from files and index."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import yaml

from knowledge_base.library import Library
from knowledge_base.models import Article, Digest, FaqEntry, Reference
from knowledge_base.progress import unwatched as ignore
from knowledge_base.retrieval import digest_search, faq_search, opening, statute_search, wordings
from knowledge_base.retrieval import segment as segments
from knowledge_base.retrieval.calibration import Calibration, read_calibration
from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.faq_search import FaqIndex
from knowledge_base.retrieval.index_store import build_index
from knowledge_base.retrieval.layout import Layout
from knowledge_base.retrieval.opening import open_knowledge_base
from knowledge_base.retrieval.search import KnowledgeBase
from knowledge_base.retrieval.segment import Segment
from knowledge_base.retrieval.statute_search import BLENDED, StatuteIndex
from knowledge_base.statuses import Status, Statuses
from tests.support.statutes import fill

SCHEMAS = Path(__file__).parents[3] / "knowledge_base" / "schemas"
PARK, LIBRARY = "青山市公园管理条例", "青山市图书馆办法"
BOAT = Article("游船办法", "第一条", "租船应当付押金，押金当天退还。", kind="部门规章")
DIGESTS = {
    "as_of": "2025-04-19",
    "statutes": [
        {
            "law": PARK,
            "digests": [
                {
                    "article": "第七条",
                    "gist": "说的是公园早上几点开门、晚上几点关门。",
                    "everyday": ["夜里能进去吗", "大门锁了没有", "天黑了还开不开"],
                }
            ],
        }
    ],
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture(scope="module")
def content(entries: list[FaqEntry], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base folder: the entries as YAML, one digest, a law that no longer counts, a nickname."""
    folder = tmp_path_factory.mktemp("content")
    shutil.copytree(SCHEMAS, folder / "schemas")

    def write(path: str, **written: object) -> None:
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(yaml.safe_dump(written, allow_unicode=True), encoding="utf-8")

    for topic in ("park", "library"):
        own = [entry for entry in entries if entry.topic == topic]
        items = [
            {
                "id": entry.id,
                "question": entry.question,
                "phrasings": list(entry.phrasings),
                "answer": entry.answer * 2,
                "next_step": entry.next_step,
                "citations": [{"law": one.law, "article": one.article} for one in entry.citations],
                "as_of": entry.as_of.isoformat(),
            }
            for entry in own
        ]
        write(f"faq/{topic}.yaml", topic=topic, title=own[0].topic_title, entries=items)
    write("statutes/park.yaml", **DIGESTS)
    status = {"law": LIBRARY, "state": "revised", "since": "2025-01-01", "source": "第九条第一款"}
    write("statutes/status.yaml", checked_on="2025-04-19", texts=[status])
    write("statutes/nicknames.yaml", nicknames={PARK: ["公园条例"]})
    return folder


@pytest.fixture
def open_it(content: Path, root: Path, library: Library, encoder: Encoder) -> Callable[[], KnowledgeBase]:
    build_index(root, library, encoder, ignore)
    return lambda: open_knowledge_base(content, root, encoder)


@pytest.fixture
def even(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights of ours: those that ship are fitted to another encoder."""
    for_faq = Blend(faq_search.FEATURES, np.ones(len(faq_search.FEATURES), dtype=np.float32), -5.0)
    for_statutes = Blend(BLENDED, np.ones(len(BLENDED), dtype=np.float32), -4.0)
    for_digests = Blend(digest_search.FEATURES, np.ones(4, dtype=np.float32), -3.0)
    ours = Calibration(for_faq, for_faq, for_statutes, for_digests)
    monkeypatch.setattr(opening, "read_calibration", lambda: ours)


def test_the_fitted_weights_are_those_of_the_features() -> None:
    shipped = read_calibration()
    assert shipped.faq.features == shipped.faq_second.features == faq_search.FEATURES
    assert shipped.statutes.features == BLENDED
    assert shipped.digests.features == digest_search.FEATURES
    for blend in (shipped.faq, shipped.faq_second, shipped.statutes, shipped.digests):
        assert (blend.weights >= 0).all()


@pytest.mark.usefixtures("even")
def test_a_question_finds_entries_and_articles(open_it: Callable[[], KnowledgeBase]) -> None:
    found = open_it().ask("草坪上烧烤把草坪弄坏了，草坪受损要补种草皮吗", 3)
    assert found.faq[0].entry.id == "park-barbecue"
    assert "烧烤" in found.articles[0].article.text
    assert (len(found.faq), len(found.articles)) == (3, 3)


def test_an_entry_is_looked_up_by_its_id(open_it: Callable[[], KnowledgeBase]) -> None:
    knowledge = open_it()
    entry = knowledge.entry("library-card")
    assert entry is not None
    assert entry.question == "借书证怎么办理？"
    assert knowledge.entry("library-gone") is None


def test_an_article_is_looked_up_by_what_an_entry_cites(
    open_it: Callable[[], KnowledgeBase], articles: list[Article]
) -> None:
    knowledge = open_it()
    assert knowledge.article(Reference(articles[0].law, "第一条")) == articles[0]
    assert knowledge.article(Reference(articles[0].law, "第九十九条")) is None


def test_an_article_named_in_a_question_is_recognised(open_it: Callable[[], KnowledgeBase]) -> None:
    named = open_it().named("青山市公园管理条例第2条、公园条例第3条说什么")
    assert named == [Reference(PARK, "第二条"), Reference(PARK, "第三条")]
    assert open_it().named("草坪上可以烧烤吗") == []


def test_the_entries_that_rest_on_an_article_are_known(open_it: Callable[[], KnowledgeBase]) -> None:
    knowledge = open_it()
    citing = knowledge.citing(Reference("青山市图书馆办法", "第一条"))
    assert {entry.id for entry in citing} == {"library-card", "library-overdue", "library-lost"}
    assert knowledge.citing(Reference("青山市图书馆办法", "第二条")) == []


def test_laws_are_recognised_by_name_even_where_none_is_imported(
    content: Path, root: Path, encoder: Encoder, tmp_path: Path
) -> None:
    build_index(root, Library(tmp_path / "none.db"), encoder, ignore)
    knowledge = open_knowledge_base(content, root, encoder)
    assert knowledge.named(f"{LIBRARY}第一条") == [Reference(LIBRARY, "第一条")]
    assert knowledge.named("公园条例第二条") == [Reference(PARK, "第二条")]


@pytest.mark.usefixtures("even")
def test_without_statutes_faq_and_digests_are_all_that_is_known(
    content: Path, root: Path, encoder: Encoder, tmp_path: Path
) -> None:
    build_index(root, Library(tmp_path / "none.db"), encoder, ignore)
    knowledge = open_knowledge_base(content, root, encoder)
    found = knowledge.ask("借书证要押金吗")
    assert found.faq[0].entry.id == "library-card"
    assert all(Reference(hit.article.law, hit.article.label) in knowledge.digests for hit in found.articles)
    assert not any(hit.article.text for hit in found.articles)
    assert knowledge.statutes is None
    assert knowledge.article(Reference(PARK, "第一条")) is None


@pytest.mark.usefixtures("even")
def test_all_that_speaks_for_an_article_is_added_up(open_it: Callable[[], KnowledgeBase]) -> None:
    found = open_it().ask("借书证要押金吗，草坪上能烧烤吗", 14)
    entries = {hit.entry.id: hit for hit in found.faq}
    own = {(hit.article.law, hit.article.label): hit.probability for hit in found.articles}
    assert [one.weight for one in found.likely] == sorted((one.weight for one in found.likely), reverse=True)
    for one in found.likely:
        reference = Reference(one.article.law, one.article.label)
        cited = sum(
            hit.probability**0.5 * (2 / 3) ** hit.entry.citations.index(reference)
            for hit in entries.values()
            if reference in hit.entry.citations
        )
        if (one.article.law, one.article.label) in own:
            assert one.weight == pytest.approx(own[one.article.law, one.article.label] + cited)
        assert one.weight >= cited - 1e-6
    assert any(one.weight > own.get((one.article.law, one.article.label), 0) for one in found.likely)


def test_what_no_longer_counts_is_not_likely_either(open_it: Callable[[], KnowledgeBase]) -> None:
    found = open_it().ask("借书证不收押金", 14, date(2025, 1, 1))
    assert LIBRARY not in {one.article.law for one in found.likely}


def test_what_no_longer_counts_on_the_day_is_told_apart(open_it: Callable[[], KnowledgeBase]) -> None:
    knowledge = open_it()
    question = "借书证不收押金"
    on_the_day = knowledge.ask(question, on=date(2025, 1, 1))
    assert {hit.article.law for hit in on_the_day.articles} == {PARK}
    assert {(hit.article.law, status.law) for hit, status in on_the_day.outdated} == {(LIBRARY, LIBRARY)}
    for found in (knowledge.ask(question, on=date(2024, 12, 31)), knowledge.ask(question)):
        assert found.outdated == []
        assert LIBRARY in {hit.article.law for hit in found.articles}


def test_what_no_longer_counts_takes_no_place_of_what_does(open_it: Callable[[], KnowledgeBase]) -> None:
    found = open_it().ask("借书证", 3, date(2025, 6, 1))
    assert len(found.articles) == 3
    assert found.outdated


TWINS = [
    Article("风筝条例", "第一条", "放风筝应当避开高压电线。", kind="地方性法规", region=region)
    for region in ("", "青山市", "白水市")
]


@pytest.fixture(scope="module")
def regional(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> StatuteIndex:
    """The same rule three times: national, of our town, of another."""
    folder = tmp_path_factory.mktemp("regional")
    segments.build(folder, TWINS, encoder, ignore)
    return StatuteIndex(Layout([Segment(folder)]), encoder, Blend(BLENDED, np.ones(len(BLENDED)), -4.0))


@pytest.fixture(scope="module")
def faq(entries: list[FaqEntry], encoder: Encoder) -> FaqIndex:
    weights = np.ones(len(faq_search.FEATURES), dtype=np.float32)
    return FaqIndex(entries, encoder, Blend(faq_search.FEATURES, weights, -5.0))


def test_other_regions_rules_are_left_out_and_ones_own_go_before_national_ones(
    regional: StatuteIndex, faq: FaqIndex, encoder: Encoder
) -> None:
    town = KnowledgeBase(encoder, faq, regional, home=["青山市"])
    assert [hit.article.region for hit in town.ask("放风筝").articles] == ["青山市", ""]
    both = KnowledgeBase(encoder, faq, regional, home=["青山市", "白水市"])
    assert [hit.article.region for hit in both.ask("放风筝").articles][-1] == ""


def test_where_no_region_is_named_every_rule_is_kept(
    regional: StatuteIndex, faq: FaqIndex, encoder: Encoder
) -> None:
    found = KnowledgeBase(encoder, faq, regional).ask("放风筝").articles
    assert {hit.article.region for hit in found} == {"", "青山市", "白水市"}


def test_the_bureaus_own_file_names_the_regions(
    tmp_path: Path, root: Path, encoder: Encoder, content: Path
) -> None:
    folder = tmp_path / "content"
    shutil.copytree(content, folder)
    (folder / "institutions").mkdir()
    bureau = {"id": "bureau", "name": "青山", "sample": False, "hours": "每天上午", "hotline": "12348"}
    library = Library(tmp_path / "library.db")
    fill(library, [replace(article, law=f"{article.region}{article.law}") for article in TWINS])
    build_index(root, library, encoder, ignore)
    for regions, expected in ((["青山市"], {"", "青山市"}), ([], {"", "青山市", "白水市"})):
        written = bureau | ({"regions": regions} if regions else {})
        (folder / "institutions" / "bureau.yaml").write_text(
            yaml.safe_dump(written, allow_unicode=True), encoding="utf-8"
        )
        found = open_knowledge_base(folder, root, encoder).ask("放风筝").articles
        assert {hit.article.region for hit in found} == expected


def test_a_knowledge_base_that_becomes_a_newer_one_is_seen_by_all_who_hold_it(
    regional: StatuteIndex, faq: FaqIndex, segment: Segment, encoder: Encoder
) -> None:
    held = KnowledgeBase(encoder, faq, regional)
    newer = KnowledgeBase(
        encoder, faq, StatuteIndex(Layout([segment]), encoder, Blend(BLENDED, np.ones(len(BLENDED)), -4.0))
    )
    held.become(newer)
    assert held.ask("放风筝") == newer.ask("放风筝")
    assert held.named("青山市公园管理条例第二条") == [Reference(PARK, "第二条")]


def test_digests_are_at_hand_by_article(open_it: Callable[[], KnowledgeBase]) -> None:
    of = Reference(PARK, "第七条")
    assert open_it().digests == {
        of: Digest(
            of,
            "说的是公园早上几点开门、晚上几点关门。",
            ("夜里能进去吗", "大门锁了没有", "天黑了还开不开"),
            date(2025, 4, 19),
        )
    }


def test_everyday_words_of_digests_and_faq_reach_the_index(
    open_it: Callable[[], KnowledgeBase], articles: list[Article]
) -> None:
    knowledge = open_it()
    assert knowledge.statutes is not None
    hits = {hit.article.label: hit for hit in knowledge.statutes.search("大门锁了没有", 14)}
    seventh = next(hit for hit in hits.values() if hit.article == articles[6])
    assert seventh.scores["everyday_known"] == 1
    assert seventh.scores["everyday_words"] > 0
    known = {hit.article.law: hit for hit in hits.values() if hit.scores["everyday_known"]}
    assert set(known) <= {PARK, LIBRARY}
    unknown = [hit for hit in hits.values() if not hit.scores["everyday_known"]]
    assert unknown
    assert all(hit.scores["everyday_words"] == 0 for hit in unknown)


def test_a_sentence_that_fits_is_picked_from_a_text(open_it: Callable[[], KnowledgeBase]) -> None:
    text = "阅览室内保持安静。借书证不收押金。"
    assert open_it().sentence(text, "借书证不收押金") == "借书证不收押金。"


def test_opening_again_uses_the_segments_that_are_loaded(
    content: Path, root: Path, library: Library, encoder: Encoder, open_it: Callable[[], KnowledgeBase]
) -> None:
    before = open_it()
    again = open_knowledge_base(content, root, encoder, before)
    assert before.statutes is not None
    assert again.statutes is not None
    assert again.statutes is not before.statutes
    assert [id(one) for one in again.statutes.layout.segments] == [
        id(one) for one in before.statutes.layout.segments
    ]
    assert again.statutes.search("放风筝") == before.statutes.search("放风筝")
    fill(library, [BOAT])
    build_index(root, library, encoder, ignore)
    renewed = open_knowledge_base(content, root, encoder, before)
    assert renewed.article(Reference(BOAT.law, BOAT.label)) == BOAT
    assert before.article(Reference(BOAT.law, BOAT.label)) is None


def test_segments_of_another_place_are_not_taken_for_ones_own(
    content: Path, tmp_path: Path, library: Library, encoder: Encoder, open_it: Callable[[], KnowledgeBase]
) -> None:
    before = open_it()
    elsewhere = tmp_path / "elsewhere"
    build_index(elsewhere, library, encoder, ignore)
    moved = open_knowledge_base(content, elsewhere, encoder, before)
    assert moved.statutes is not None
    assert {one.folder.parent for one in moved.statutes.layout.segments} == {elsewhere}


def test_a_knowledge_base_needs_neither_statuses_nor_digests(
    entries: list[FaqEntry], segment: Segment, encoder: Encoder
) -> None:
    blend = Blend(faq_search.FEATURES, np.ones(len(faq_search.FEATURES), dtype=np.float32), -5.0)
    statutes = StatuteIndex(Layout([segment]), encoder, Blend(BLENDED, np.ones(len(BLENDED)), -4.0))
    knowledge = KnowledgeBase(encoder, FaqIndex(entries, encoder, blend), statutes)
    assert knowledge.digests == {}
    assert knowledge.ask("放风筝", on=date(2025, 6, 1)).outdated == []
    revised = Statuses([Status(PARK, "", date(2025, 1, 1), "第九条第一款")])
    strict = KnowledgeBase(encoder, knowledge.faq, statutes, revised)
    assert strict.ask("放风筝", on=date(2025, 6, 1)).outdated


def test_an_index_of_another_encoder_is_refused(
    content: Path, root: Path, library: Library, encoder: Encoder, other_encoder: Encoder
) -> None:
    build_index(root, library, encoder, ignore)
    with pytest.raises(ValueError, match=r"fawen kb build") as refusal:
        open_knowledge_base(content, root, other_encoder)
    assert encoder.name in str(refusal.value)
    assert other_encoder.name in str(refusal.value)


def test_an_index_of_other_dimensions_is_refused(
    content: Path, root: Path, library: Library, encoder: Encoder
) -> None:
    manifest = build_index(root, library, encoder, ignore)
    wrong = replace(manifest, dimension=manifest.dimension + 1)
    nothing = wordings.Wordings(np.zeros((0, 1)), [])
    with pytest.raises(ValueError, match="kb build"):
        opening.open_statutes(root, wrong, encoder, nothing, opening.learnt_for(encoder))


def test_where_no_index_stands_the_clerk_is_told_what_to_run(
    content: Path, root: Path, encoder: Encoder
) -> None:
    with pytest.raises(FileNotFoundError, match="fawen kb build"):
        open_knowledge_base(content, root, encoder)


def test_an_index_without_its_manifest_is_not_opened(
    content: Path, root: Path, library: Library, encoder: Encoder
) -> None:
    build_index(root, library, encoder, ignore)
    (root / "manifest.json").unlink()
    with pytest.raises(FileNotFoundError):
        open_knowledge_base(content, root, encoder)


def test_a_bureau_that_has_written_nothing_yet_can_search_statutes(
    root: Path, library: Library, encoder: Encoder, tmp_path: Path
) -> None:
    empty = tmp_path / "content"
    for name in ("faq", "statutes"):
        (empty / name).mkdir(parents=True)
    build_index(root, library, encoder, ignore)
    knowledge = open_knowledge_base(empty, root, encoder)
    found = knowledge.ask("草坪上烧烤")
    assert found.faq == []
    assert "烧烤" in found.articles[0].article.text


def test_a_reranker_that_fits_the_encoder_decides_and_no_other(
    root: Path,
    library: Library,
    encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    class Known:
        encoder = ""

        @classmethod
        def load(cls, folder: Path) -> "Known":
            assert folder == tmp_path
            return cls()

        def scores(self, features: np.ndarray) -> np.ndarray:
            return np.arange(len(features), dtype=float)

        def probability(self, scores: np.ndarray, _: np.ndarray) -> np.ndarray:
            return scores / 100

    asked = wordings.Wordings(encoder.encode(["放风筝"]), [(Reference(PARK, "第三条"),)])
    wordings.save_questions(tmp_path, asked.vectors, asked.targets)
    monkeypatch.setattr(opening, "LEARNT", tmp_path)
    monkeypatch.setattr(opening, "Reranker", Known)
    manifest = build_index(root, library, encoder, ignore)
    nothing = wordings.Wordings(asked.vectors[:0], [])

    def found() -> list[statute_search.ArticleHit]:
        index = opening.open_statutes(root, manifest, encoder, nothing, opening.learnt_for(encoder))
        assert index is not None
        return index.search("放风筝", 14)

    strange = found()
    assert strange[0].article.label == "第三条"
    assert strange[0].scores["asked"] < 0.9  # questions that another encoder has read are left alone
    Known.encoder = encoder.name
    judged = found()
    assert [hit.probability for hit in judged] == pytest.approx([place / 100 for place in range(13, -1, -1)])
    asked_before = {hit.article.label for hit in judged if hit.scores["asked"] > 0.99}
    assert asked_before == {"第三条"}
