"""The importer against the national laws at hand. They are not part of the project, so no text is quoted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from knowledge_base.importers.markdown import UnreadableStatute, read_markdown
from knowledge_base.library import Library
from knowledge_base.lint import lint_content
from knowledge_base.models import StatuteText

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
    assert {(article.law, article.label) for article in current} == imported.library.labels()


def test_the_civil_code_is_one_law_in_force_since_2021(imported: Import) -> None:
    found = imported.library.find("民法典", "第一千零七十九条")
    assert found is not None
    assert found.effective == date(2021, 1, 1)
    assert found.kind == "法律"
    assert imported.library.find("民法典", "第一条") is not None
    assert imported.library.find("民法典", "第一千二百六十条") is not None
    assert imported.library.find("民法典", "第一千二百六十一条") is None


def test_importing_again_changes_nothing(imported: Import) -> None:
    fingerprint = imported.library.fingerprint()
    articles = list(imported.library.current())
    assert len(imported.again()) == imported.files
    assert imported.library.fingerprint() == fingerprint
    assert list(imported.library.current()) == articles


def test_importing_again_reports_no_change(imported: Import) -> None:
    assert not any(imported.again())


def test_what_ships_cites_only_articles_that_exist(imported: Import) -> None:
    report = lint_content(PROJECT / "knowledge_base", imported.library.labels())
    assert report.faults == []
    assert report.checked > 100
