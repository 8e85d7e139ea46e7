"""The index on disk: what is built, what is left as it is, what of old texts remains."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.library import Library
from knowledge_base.models import Article
from knowledge_base.progress import unwatched as ignore
from knowledge_base.retrieval import index_store
from knowledge_base.retrieval import segment as segments
from knowledge_base.retrieval.candidates import Blend
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.features import FEATURES
from knowledge_base.retrieval.index_store import Manifest, build_index, manifest_mark, read_manifest
from knowledge_base.retrieval.layout import Layout
from knowledge_base.retrieval.opening import learnt_for, open_statutes
from knowledge_base.retrieval.segment import Segment
from knowledge_base.retrieval.statute_search import BLENDED, StatuteIndex
from knowledge_base.retrieval.wordings import Wordings
from tests.support.statutes import fill

BLEND = Blend(BLENDED, np.ones(len(BLENDED), dtype=np.float32), -4.0)
PLACES = "东湖 西山 南桥 北门 荷塘 竹林 果园 码头 花圃 凉亭 石阶 喷泉 温室 草场 鱼池 钟楼 牌坊 茶室 苗圃 沙地"
OLD, NEW, NEWEST = "租船应当付押金。", "租船不收押金，凭身份证登记。", "租船应当付定金，大风天退还。"


def rules(place: str, version: date = date(2024, 3, 1)) -> list[Article]:
    """Two articles of one statute."""
    texts = (f"{place}每天早晨六时开门，夜间十时关门。", f"{place}内不得烧烤，带狗应当拴好狗绳。")
    return [
        Article(f"青山市{place}管理办法", f"第{'一二'[number]}条", text, ("第一章",), "部门规章", version)
        for number, text in enumerate(texts)
    ]


def boat(text: str, version: date = date(2024, 3, 1)) -> Article:
    return Article("青山市游船管理办法", "第一条", text, ("第一章",), "部门规章", version)


@pytest.fixture(scope="module")
def town() -> list[Article]:
    """Statutes enough that one of them is a small change."""
    return [*(article for place in PLACES.split() for article in rules(place)), boat(OLD)]


@pytest.fixture
def library(tmp_path: Path, town: list[Article]) -> Library:
    library = Library(tmp_path / "library.db")
    fill(library, town)
    return library


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "index"


class Spy:
    """Remembers of how many articles each new segment was made."""

    def __init__(self) -> None:
        self.built: list[int] = []
        self._build = segments.build

    def build(self, folder: Path, articles: Sequence[Article], *rest: object) -> None:
        self.built.append(len(articles))
        self._build(folder, articles, *rest)  # type: ignore[arg-type]


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    spy = Spy()
    monkeypatch.setattr(segments, "build", spy.build)
    return spy


def opened(root: Path, manifest: Manifest, encoder: Encoder) -> StatuteIndex:
    """As the knowledge base opens it, with weights of ours."""
    held = [Segment(root / name) for name in manifest.segments]
    sizes = {one.folder.name: len(one) for one in held}
    return StatuteIndex(
        Layout(held, manifest.dead(sizes)),
        encoder,
        BLEND,
    )


def all_found(index: StatuteIndex, questions: Sequence[str]) -> set[str]:
    """The texts of everything that any of these questions finds."""
    return {hit.article.text for question in questions for hit in index.search(question, 200)}


def stands(index: StatuteIndex, library: Library) -> None:
    """The index holds what is current in the library, each once, and finds nothing else."""
    current = list(library.current())
    assert len(index) == len(current)
    for article in current:
        assert index.layout.find(article.law, article.label) == article
    found = all_found(index, ("租船押金定金登记", "开门关门", "烧烤带狗"))
    assert found == {article.text for article in current}


def test_a_first_index_holds_all_in_one_segment(
    root: Path, library: Library, encoder: Encoder, town: list[Article]
) -> None:
    manifest = build_index(root, library, encoder, ignore)
    assert manifest == read_manifest(root)
    assert (manifest.encoder, manifest.dimension) == (encoder.name, encoder.dimension)
    assert manifest.library == library.fingerprint()
    assert manifest.articles == len(town)
    assert len(manifest.segments) == 1
    assert {path.name for path in root.iterdir()} == {"manifest.json", *manifest.segments}
    assert manifest.dead({manifest.segments[0]: len(town)}) == []
    stands(opened(root, manifest, encoder), library)


def test_stretches_tell_where_each_statute_stands(root: Path, library: Library, encoder: Encoder) -> None:
    manifest = build_index(root, library, encoder, ignore)
    names = Segment(root / manifest.segments[0]).passages.names()
    assert {stretch.key for stretch in manifest.stretches} == set(library.statutes())
    covered: list[int] = []
    for stretch in manifest.stretches:
        own = range(stretch.start, stretch.start + stretch.length)
        assert {names[place][0] for place in own} == {stretch.key.title}
        assert stretch.alive
        covered += own
    assert sorted(covered) == list(range(len(names)))


def test_an_unchanged_library_builds_nothing(
    root: Path, library: Library, encoder: Encoder, spy: Spy
) -> None:
    manifest = build_index(root, library, encoder, ignore)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}

    def refuse(step: str, _done: int, _total: int) -> None:
        raise AssertionError(f"built again: {step}")

    assert build_index(root, library, encoder, refuse) == manifest
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before
    assert len(spy.built) == 1


def test_a_new_statute_adds_a_segment_of_its_own(
    root: Path, library: Library, encoder: Encoder, spy: Spy, town: list[Article]
) -> None:
    first = build_index(root, library, encoder, ignore)
    fill(library, rules("马场"))
    second = build_index(root, library, encoder, ignore)
    assert spy.built == [len(town), 2]
    assert second.segments[:1] == first.segments
    assert len(second.segments) == 2
    assert second.articles == len(town) + 2
    index = opened(root, second, encoder)
    stands(index, library)
    assert index.search("马场夜间关门", 1)[0].article.law == "青山市马场管理办法"


@pytest.mark.parametrize("version", [date(2024, 3, 1), date(2026, 1, 1)])
def test_of_a_changed_statute_the_new_text_alone_is_found(
    root: Path, library: Library, encoder: Encoder, spy: Spy, town: list[Article], version: date
) -> None:
    build_index(root, library, encoder, ignore)
    newer = boat(NEW, version)
    fill(library, [newer])
    manifest = build_index(root, library, encoder, ignore)
    assert spy.built == [len(town), 1]
    assert manifest.articles == len(town)
    assert len(manifest.dead({name: len(Segment(root / name)) for name in manifest.segments})) == 1
    index = opened(root, manifest, encoder)
    assert index.layout.find(newer.law, newer.label) == newer
    assert index.search("租船押金", 1)[0].article == newer
    assert OLD not in all_found(index, (OLD, "租船押金"))
    stands(index, library)


def test_a_text_that_changes_again_and_again_is_found_as_it_last_was(
    root: Path, library: Library, encoder: Encoder
) -> None:
    build_index(root, library, encoder, ignore)
    for text in (NEW, NEWEST, "租船不必登记。"):
        fill(library, [boat(text)])
        index = opened(root, build_index(root, library, encoder, ignore), encoder)
        assert index.layout.find("青山市游船管理办法", "第一条") == boat(text)
        stands(index, library)


def test_a_text_that_comes_back_is_revived_and_not_built_again(
    root: Path, library: Library, encoder: Encoder, spy: Spy, town: list[Article]
) -> None:
    build_index(root, library, encoder, ignore)
    for text in (NEW, OLD, NEW, OLD, NEW):
        fill(library, [boat(text)])
        manifest = build_index(root, library, encoder, ignore)
        assert len(set(manifest.segments)) == len(manifest.segments) == 2
        stands(opened(root, manifest, encoder), library)
    assert spy.built == [len(town), 1]


def test_a_newer_version_replaces_the_older_and_keeps_its_place_when_the_older_is_imported_again(
    root: Path, library: Library, encoder: Encoder, town: list[Article]
) -> None:
    build_index(root, library, encoder, ignore)
    fill(library, [boat(NEW, date(2026, 1, 1))])
    build_index(root, library, encoder, ignore)
    fill(library, [boat(NEWEST, date(2025, 1, 1))])  # an older version comes in later
    manifest = build_index(root, library, encoder, ignore)
    assert manifest.library == library.fingerprint()
    assert manifest.articles == len(town)
    index = opened(root, manifest, encoder)
    assert index.layout.find("青山市游船管理办法", "第一条") == boat(NEW, date(2026, 1, 1))
    stands(index, library)


def test_a_statute_that_left_the_library_is_not_found(
    root: Path, library: Library, encoder: Encoder, tmp_path: Path, town: list[Article]
) -> None:
    build_index(root, library, encoder, ignore)
    smaller = Library(tmp_path / "smaller.db")
    fill(smaller, town[:-1])
    manifest = build_index(root, smaller, encoder, ignore)
    index = opened(root, manifest, encoder)
    assert index.layout.find("青山市游船管理办法", "第一条") is None
    stands(index, smaller)
    fill(smaller, [boat(NEW, date(2026, 1, 1))])
    stands(opened(root, build_index(root, smaller, encoder, ignore), encoder), smaller)


def test_a_large_change_builds_everything_anew(
    root: Path, library: Library, encoder: Encoder, spy: Spy, town: list[Article]
) -> None:
    build_index(root, library, encoder, ignore)
    fill(library, [article for place in PLACES.split() for article in rules(f"新{place}")])
    manifest = build_index(root, library, encoder, ignore)
    assert len(manifest.segments) == 1
    assert spy.built == [len(town), 2 * len(town) - 1]
    assert {path.name for path in root.iterdir()} == {"manifest.json", *manifest.segments}
    stands(opened(root, manifest, encoder), library)


def test_too_many_segments_are_built_into_one(
    root: Path, library: Library, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_store, "_MOST_SEGMENTS", 3)
    build_index(root, library, encoder, ignore)
    counts = []
    for text in (NEW, NEWEST, "租船不必登记。", "租船应当登记。"):
        fill(library, [boat(text)])
        manifest = build_index(root, library, encoder, ignore)
        counts.append(len(manifest.segments))
        stands(opened(root, manifest, encoder), library)
        assert {path.name for path in root.iterdir()} == {"manifest.json", *manifest.segments}
    assert counts == [2, 3, 1, 2]


def test_another_encoder_builds_anew(
    root: Path, library: Library, encoder: Encoder, other_encoder: Encoder, spy: Spy, town: list[Article]
) -> None:
    first = build_index(root, library, encoder, ignore)
    second = build_index(root, library, other_encoder, ignore)
    assert spy.built == [len(town)] * 2
    assert second.encoder == other_encoder.name
    assert not set(first.segments) & set(second.segments)
    assert {path.name for path in root.iterdir()} == {"manifest.json", *second.segments}


def test_an_index_of_another_format_is_built_anew(
    root: Path, library: Library, encoder: Encoder, spy: Spy, town: list[Article]
) -> None:
    build_index(root, library, encoder, ignore)
    path = root / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(told | {"format": -1}), encoding="utf-8")
    assert read_manifest(root) is None
    manifest = build_index(root, library, encoder, ignore)
    assert spy.built == [len(town)] * 2
    stands(opened(root, manifest, encoder), library)


def test_half_a_segment_is_not_taken_for_a_whole_one(root: Path, library: Library, encoder: Encoder) -> None:
    name = build_index(root, library, encoder, ignore).segments[0]
    (root / "manifest.json").unlink()
    (root / name / "outline.npz").write_bytes(b"half")
    stands(opened(root, build_index(root, library, encoder, ignore), encoder), library)


def test_an_empty_library_makes_an_empty_index(root: Path, encoder: Encoder, tmp_path: Path) -> None:
    manifest = build_index(root, Library(tmp_path / "none.db"), encoder, ignore)
    assert (manifest.articles, manifest.segments, manifest.stretches) == (0, (), ())
    assert read_manifest(root) == manifest
    nothing = Wordings(np.zeros((0, encoder.dimension), dtype=np.float32), [])
    assert open_statutes(root, manifest, encoder, nothing, learnt_for(encoder)) is None
    library = Library(tmp_path / "none.db")
    fill(library, [boat(OLD)])
    stands(opened(root, build_index(root, library, encoder, ignore), encoder), library)


def test_where_nothing_stands_there_is_no_manifest(root: Path) -> None:
    assert read_manifest(root) is None


def interrupted(library: Library, root: Path, encoder: Encoder, at: int) -> None:
    """Build until the step of that number."""
    steps = iter(range(1000))

    def fail(_step: str, _done: int, _total: int) -> None:
        if next(steps) == at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_index(root, library, encoder, fail)


@pytest.mark.parametrize("at", [0, 3])
@pytest.mark.parametrize("large", [False, True])
def test_a_build_that_breaks_off_leaves_the_old_index_whole_and_no_rubbish(
    root: Path, library: Library, encoder: Encoder, town: list[Article], at: int, large: bool
) -> None:
    old = build_index(root, library, encoder, ignore)
    before = sorted(path.name for path in root.iterdir())
    fill(library, [boat(NEW)])
    if large:
        fill(library, [article for place in PLACES.split() for article in rules(f"新{place}")])
    interrupted(library, root, encoder, at)
    assert sorted(path.name for path in root.iterdir()) == before
    assert read_manifest(root) == old
    index = opened(root, old, encoder)
    assert len(index) == len(town)
    assert index.layout.find("青山市游船管理办法", "第一条") == boat(OLD)
    stands(opened(root, build_index(root, library, encoder, ignore), encoder), library)


def test_a_build_that_breaks_off_before_its_manifest_leaves_the_old_index_whole(
    root: Path, library: Library, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = build_index(root, library, encoder, ignore)
    fill(library, [boat(NEW)])

    def fail(_root: Path, _manifest: Manifest) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(index_store, "_replace_manifest", fail)
        with pytest.raises(KeyboardInterrupt):
            build_index(root, library, encoder, ignore)
    assert read_manifest(root) == old
    assert opened(root, old, encoder).layout.find("青山市游船管理办法", "第一条") == boat(OLD)
    manifest = build_index(root, library, encoder, ignore)
    stands(opened(root, manifest, encoder), library)
    assert {path.name for path in root.iterdir()} == {"manifest.json", *manifest.segments}


def test_a_first_build_that_breaks_off_leaves_nothing(root: Path, library: Library, encoder: Encoder) -> None:
    interrupted(library, root, encoder, 1)
    assert read_manifest(root) is None
    assert list(root.iterdir()) == []


@pytest.mark.parametrize("large", [False, True])
def test_who_reads_the_old_index_goes_on_while_the_new_one_is_written_and_after(
    root: Path, library: Library, encoder: Encoder, large: bool
) -> None:
    reader = opened(root, build_index(root, library, encoder, ignore), encoder)
    expected = reader.search("租船押金", 5)
    fill(library, [boat(NEW)])
    if large:
        fill(library, [article for place in PLACES.split() for article in rules(f"新{place}")])
    seen = []

    def reading(_step: str, _done: int, _total: int) -> None:
        seen.append(reader.search("租船押金", 5) == expected)
        manifest = read_manifest(root)
        assert manifest is not None
        assert opened(root, manifest, encoder).layout.find("青山市游船管理办法", "第一条") == boat(OLD)

    build_index(root, library, encoder, reading)
    assert seen
    assert all(seen)
    assert reader.search("租船押金", 5) == expected
    assert reader.layout.find("青山市游船管理办法", "第一条") == boat(OLD)


def test_what_is_added_later_is_scored_like_what_was_there_before(
    root: Path, library: Library, encoder: Encoder, tmp_path: Path, town: list[Article]
) -> None:
    whole = opened(root, build_index(root, library, encoder, ignore), encoder)
    same = [replace(article, law=f"{article.law}（试行）") for article in rules("东湖")]
    fill(library, same)
    grown = opened(root, build_index(root, library, encoder, ignore), encoder)
    assert len(grown.layout.segments) == 2
    for question in ("东湖早晨开门", "东湖烧烤带狗拴好狗绳"):
        before = {hit.article.text: hit.scores for hit in whole.search(question, 100)}
        after = {hit.article: hit.scores for hit in grown.search(question, 100)}
        for article in rules("东湖"):
            old = after[article]
            new = after[replace(article, law=f"{article.law}（试行）")]
            assert old["words"] == pytest.approx(before[article.text]["words"])
            assert new["bigrams"] == pytest.approx(old["bigrams"], rel=0.1)  # the title is longer
            assert new["words"] == pytest.approx(old["words"], rel=0.1)
    fresh = opened(tmp_path / "fresh", build_index(tmp_path / "fresh", library, encoder, ignore), encoder)
    assert len(fresh.layout.segments) == 1
    top = grown.search("东湖早晨开门", 2)
    assert {hit.article for hit in top} == {hit.article for hit in fresh.search("东湖早晨开门", 2)}


def test_an_index_that_grew_finds_what_one_built_at_once_finds(
    root: Path, library: Library, encoder: Encoder, tmp_path: Path
) -> None:
    build_index(root, library, encoder, ignore)
    fill(library, rules("马场"))
    build_index(root, library, encoder, ignore)
    fill(library, [boat(NEW)])
    grown = opened(root, build_index(root, library, encoder, ignore), encoder)
    fresh = opened(tmp_path / "fresh", build_index(tmp_path / "fresh", library, encoder, ignore), encoder)
    assert len(grown.layout.segments) == 3
    assert len(fresh.layout.segments) == 1
    for question in ("马场里烧烤", "租船登记", "东湖几点关门"):
        one, other = fresh.search(question, 1)[0], grown.search(question, 1)[0]
        assert one.article == other.article
        assert other.scores["dense"] == pytest.approx(one.scores["dense"], abs=1e-3)
        assert tuple(other.scores) == FEATURES


def test_the_mark_changes_whenever_the_index_is_replaced_and_only_then(
    root: Path, library: Library, encoder: Encoder
) -> None:
    assert manifest_mark(root) == 0
    build_index(root, library, encoder, ignore)
    first = manifest_mark(root)
    assert first != 0
    build_index(root, library, encoder, ignore)
    assert manifest_mark(root) == first
    fill(library, [boat(NEW)])
    build_index(root, library, encoder, ignore)
    assert manifest_mark(root) != first


def test_everyday_words_kept_beside_the_index_are_left_alone(
    root: Path, library: Library, encoder: Encoder
) -> None:
    (root / "everyday-abc").mkdir(parents=True)
    build_index(root, library, encoder, ignore)
    fill(library, [boat(NEW)])
    build_index(root, library, encoder, ignore)
    assert (root / "everyday-abc").is_dir()
