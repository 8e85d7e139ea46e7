"""The knowledge base as the rest of the system sees it."""

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import yaml

from knowledge_base.library import Library
from knowledge_base.models import Article, ArticleText, FaqEntry, Reference, StatuteText
from knowledge_base.retrieval import faq_search, statute_search
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.search import (
    KnowledgeBase,
    blends,
    build_index,
    index_folder,
    is_built,
    open_knowledge_base,
)

SCHEMAS = Path(__file__).parents[3] / "knowledge_base" / "schemas"


def ignore(_step: str, _done: int, _total: int) -> None:
    return None


def fill(library: Library, articles: Sequence[Article]) -> None:
    laws = {article.law: article for article in articles}
    statutes = [
        StatuteText(
            law,
            first.kind,
            first.version,
            first.effective,
            "",
            tuple(ArticleText(one.label, one.text, one.path) for one in articles if one.law == law),
        )
        for law, first in laws.items()
    ]
    for _ in library.add((statute, "甲.md") for statute in statutes):
        pass


@pytest.fixture
def library(tmp_path: Path, articles: list[Article]) -> Library:
    library = Library(tmp_path / "library.db")
    fill(library, articles)
    return library


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture(scope="module")
def content(entries: list[FaqEntry], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base folder with the entries as YAML."""
    folder = tmp_path_factory.mktemp("content")
    shutil.copytree(SCHEMAS, folder / "schemas")
    (folder / "faq").mkdir()
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
        written = yaml.safe_dump(
            {"topic": topic, "title": own[0].topic_title, "entries": items}, allow_unicode=True
        )
        (folder / "faq" / f"{topic}.yaml").write_text(written, encoding="utf-8")
    return folder


@pytest.fixture
def open_it(content: Path, root: Path, library: Library, encoder: Encoder) -> Callable[[], KnowledgeBase]:
    return lambda: open_knowledge_base(content, build_index(root, library, encoder, ignore), encoder)


def test_the_fitted_weights_are_those_of_the_features() -> None:
    for_faq, for_statutes = blends()
    assert for_faq.features == faq_search.FEATURES
    assert for_statutes.features == statute_search.FEATURES
    assert (for_faq.weights >= 0).all()
    assert (for_statutes.weights >= 0).all()


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
    named = open_it().named("青山市公园管理条例第2条和图书馆办法第一条说什么")
    assert named[0] == Reference("青山市公园管理条例", "第二条")
    assert open_it().named("草坪上可以烧烤吗") == []


def test_the_entries_that_rest_on_an_article_are_known(open_it: Callable[[], KnowledgeBase]) -> None:
    knowledge = open_it()
    citing = knowledge.citing(Reference("青山市图书馆办法", "第一条"))
    assert {entry.id for entry in citing} == {"library-card", "library-overdue", "library-lost"}
    assert knowledge.citing(Reference("青山市图书馆办法", "第二条")) == []


def test_laws_are_recognised_by_name_even_where_none_is_imported(
    content: Path, root: Path, encoder: Encoder, tmp_path: Path
) -> None:
    folder = build_index(root, Library(tmp_path / "none.db"), encoder, ignore)
    knowledge = open_knowledge_base(content, folder, encoder)
    assert knowledge.named("青山市图书馆办法第一条") == [Reference("青山市图书馆办法", "第一条")]


def test_without_statutes_the_faq_answers_alone(
    content: Path, root: Path, encoder: Encoder, tmp_path: Path
) -> None:
    folder = build_index(root, Library(tmp_path / "none.db"), encoder, ignore)
    knowledge = open_knowledge_base(content, folder, encoder)
    found = knowledge.ask("借书证要押金吗")
    assert found.faq[0].entry.id == "library-card"
    assert found.articles == []
    assert knowledge.article(Reference("青山市公园管理条例", "第一条")) is None


def test_a_built_index_stands_complete_in_its_place(
    root: Path, library: Library, encoder: Encoder, articles: list[Article]
) -> None:
    folder = build_index(root, library, encoder, ignore)
    assert folder == index_folder(root, library, encoder.name)
    assert is_built(folder)
    assert list(root.iterdir()) == [folder]
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest == {
        "encoder": encoder.name,
        "dimension": encoder.dimension,
        "passages": len(articles),
    }


def test_an_index_that_stands_is_used_again(root: Path, library: Library, encoder: Encoder) -> None:
    folder = build_index(root, library, encoder, ignore)
    (folder / "mark").touch()

    def refuse(step: str, _done: int, _total: int) -> None:
        raise AssertionError(f"built again: {step}")

    assert build_index(root, library, encoder, refuse) == folder
    assert (folder / "mark").exists()


def test_a_changed_library_gets_a_new_index_and_the_old_one_goes(
    root: Path, library: Library, encoder: Encoder
) -> None:
    old = build_index(root, library, encoder, ignore)
    fill(library, [Article("游船办法", "第一条", "租船应当付押金。", kind="部门规章")])
    new = build_index(root, library, encoder, ignore)
    assert new != old
    assert list(root.iterdir()) == [new]


def test_another_encoder_gets_another_index(
    root: Path, library: Library, encoder: Encoder, other_encoder: Encoder
) -> None:
    assert index_folder(root, library, encoder.name) != index_folder(root, library, other_encoder.name)


def test_a_build_that_breaks_off_leaves_the_old_index_and_no_rubbish(
    root: Path, library: Library, encoder: Encoder
) -> None:
    old = build_index(root, library, encoder, ignore)
    fill(library, [Article("游船办法", "第一条", "租船应当付押金。", kind="部门规章")])

    def fail(_step: str, _done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_index(root, library, encoder, fail)
    assert list(root.iterdir()) == [old]
    assert is_built(old)
    assert not is_built(index_folder(root, library, encoder.name))


def test_half_an_index_is_built_anew(root: Path, library: Library, encoder: Encoder) -> None:
    folder = index_folder(root, library, encoder.name)
    folder.mkdir(parents=True)
    (folder / "passages.db").write_bytes(b"half")
    assert build_index(root, library, encoder, ignore) == folder
    assert is_built(folder)
    assert (folder / "passages.db").read_bytes() != b"half"


def test_an_index_of_another_encoder_is_refused(
    content: Path, root: Path, library: Library, encoder: Encoder, other_encoder: Encoder
) -> None:
    folder = build_index(root, library, encoder, ignore)
    with pytest.raises(ValueError, match=r"fawen kb build") as refusal:
        open_knowledge_base(content, folder, other_encoder)
    assert encoder.name in str(refusal.value)
    assert other_encoder.name in str(refusal.value)


def test_an_index_of_other_dimensions_is_refused(
    content: Path, root: Path, library: Library, encoder: Encoder
) -> None:
    folder = build_index(root, library, encoder, ignore)
    manifest = folder / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(told | {"dimension": encoder.dimension + 1}), encoding="utf-8")
    with pytest.raises(ValueError, match="kb build"):
        open_knowledge_base(content, folder, encoder)


def test_an_index_without_its_manifest_is_not_opened(
    content: Path, root: Path, library: Library, encoder: Encoder
) -> None:
    folder = build_index(root, library, encoder, ignore)
    (folder / "manifest.json").unlink()
    assert not is_built(folder)
    with pytest.raises(FileNotFoundError):
        open_knowledge_base(content, folder, encoder)
