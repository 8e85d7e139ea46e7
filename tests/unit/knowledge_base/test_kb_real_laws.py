"""The importer against the national laws at hand. They are not part of the project, so no text is quoted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from knowledge_base.importers.markdown import UnreadableStatute, read_markdown
from knowledge_base.library import Library
from knowledge_base.lint import lint_content
from knowledge_base.models import Reference, StatuteText

PROJECT = Path(__file__).parents[3]
LAWS = PROJECT.parent / "shared" / "laws"

pytestmark = pytest.mark.skipif(
    not LAWS.is_dir(), reason=f"the statutes are not at hand ({LAWS}); the project ships none"
)


@dataclass(frozen=True)
class Import:
    """A library filled once for all tests here."""

    library: Library
    files: int
    unreadable: list[str]

    def again(self) -> list[bool]:
        """Import everything once more; whether each statute changed."""
        return [changed for _, changed in self.library.add(_read(self.unreadable))]


def _read(unreadable: list[str]) -> Iterator[tuple[StatuteText, str]]:
    for path in sorted(LAWS.rglob("*.md")):
        try:
            yield read_markdown(path), f"{path.parent.name}/{path.name}"
        except UnreadableStatute as fault:
            unreadable.append(f"{path.name}：{fault}")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Import:
    library = Library(tmp_path_factory.mktemp("laws") / "library.db")
    unreadable: list[str] = []
    stored = list(library.add(_read(unreadable)))
    return Import(library, len(stored) + len(unreadable), unreadable)


def test_every_file_can_be_read(imported: Import) -> None:
    assert imported.files == 1920
    assert imported.unreadable == []


def test_no_article_is_lost_on_the_way_to_the_library(imported: Import) -> None:
    current = list(imported.library.current())
    assert len(current) >= 75_000
    assert all(article.text and article.law and article.label for article in current)
    assert {Reference(article.law, article.label) for article in current} == set(imported.library.texts())


def test_the_civil_code_is_one_law_in_force_since_2021(imported: Import) -> None:
    found = imported.library.find("民法典", "第一千零七十九条")
    assert found is not None
    assert found.effective == date(2021, 1, 1)
    assert found.kind == "法律"
    assert imported.library.find("民法典", "第一条") is not None
    assert imported.library.find("民法典", "第一千二百六十条") is not None
    assert imported.library.find("民法典", "第一千二百六十一条") is None


def test_articles_that_were_glued_to_others_are_found(imported: Import) -> None:
    library = imported.library
    for law, label in [
        ("农民专业合作社法", "第五十四条"),
        ("刑事诉讼法", "第一百二十八条"),
        ("飞行基本规则", "第二条"),
        ("飞行基本规则", "第一百二十四条"),
    ]:
        assert library.find(law, label) is not None, (law, label)
    leases = library.find("最高人民法院关于审理涉及农村土地承包纠纷案件适用法律问题的解释", "第十九条")
    assert leases is not None
    assert "四、" not in leases.text


def test_annexes_are_cited_by_their_own_name(imported: Import) -> None:
    library = imported.library
    for law, label, last in [
        ("刑法", "附件二", "第四百五十二条"),
        ("香港特别行政区基本法", "附件三", "第一百六十条"),
        ("女职工劳动保护特别规定", "附录", "第十六条"),
        ("国旗法", "附件", "第二十四条"),
    ]:
        article = library.find(law, last)
        assert library.find(law, label) is not None, (law, label)
        assert article is not None
        assert not any(line.startswith("附") for line in article.text.splitlines()), (law, last)
    assert library.find("宪法", "序言") is not None


def test_superseded_text_is_found_by_the_day(imported: Import) -> None:
    law = "行政复议法"
    days = [date(2023, 12, 31), date(2024, 1, 1)]
    found = [imported.library.find(law, "第二条", day) for day in days]
    assert [article.version for article in found if article] == [date(2017, 9, 1), date(2023, 9, 1)]
    assert [version for version, _ in imported.library.versions(law)][:2] == [
        date(2023, 9, 1),
        date(2017, 9, 1),
    ]


def test_local_regulations_know_their_region(imported: Import) -> None:
    regions = Counter(
        article.region for article in imported.library.current() if article.kind == "地方性法规"
    )
    assert "" not in regions
    assert {"浙江省", "杭州市", "宁波市", "丽水市", "景宁畲族自治县"} <= set(regions)
    assert all(region.endswith(("省", "市", "县")) and len(region) < 9 for region in regions)


def test_importing_again_changes_nothing(imported: Import) -> None:
    fingerprint = imported.library.fingerprint()
    articles = list(imported.library.current())
    assert len(imported.again()) == imported.files
    assert imported.library.fingerprint() == fingerprint
    assert list(imported.library.current()) == articles


def test_importing_again_reports_no_change(imported: Import) -> None:
    assert not any(imported.again())


def test_what_ships_cites_only_articles_that_exist(imported: Import) -> None:
    report = lint_content(PROJECT / "knowledge_base", imported.library.texts())
    assert report.faults == []
    assert report.checked > 100
