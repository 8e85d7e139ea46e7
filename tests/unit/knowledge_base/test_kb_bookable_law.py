"""Whether every legal statement of the catalogue is borne out by the article that it cites."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from knowledge_base.bookable.catalogue import Catalogue, read_catalogue
from knowledge_base.bookable.lint import bookable_faults, cited_parameters, statements
from knowledge_base.importers.markdown import read_markdown
from knowledge_base.library import Library
from knowledge_base.models import Reference
from knowledge_base.services_catalogue import read_services
from knowledge_base.statuses import read_statuses

PROJECT = Path(__file__).parents[3]
KNOWLEDGE = PROJECT / "knowledge_base"
LAWS = PROJECT.parent / "shared" / "laws"
EVIDENCE: dict[str, dict[str, dict[str, list[str]]]] = yaml.safe_load(
    (Path(__file__).parent / "bookable_evidence.yaml").read_text(encoding="utf-8")
)

needs_laws = pytest.mark.skipif(
    not LAWS.is_dir(), reason=f"the statutes are not at hand ({LAWS}); the project ships none"
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(KNOWLEDGE)


@pytest.fixture(scope="module")
def texts(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> dict[Reference, str]:
    """The current texts of the laws that the catalogue cites."""
    cited = {reference.law for _, references in cites(catalogue) for reference in references}
    files = [
        path
        for path in LAWS.rglob("*.md")
        if path.parent.name == "民法典" or path.name.rpartition("(")[0] in cited
    ]
    library = Library(tmp_path_factory.mktemp("laws") / "library.db")
    for _ in library.add((read_markdown(path), path.name) for path in files):
        pass
    return library.texts()


def cites(catalogue: Catalogue) -> Iterator[tuple[str, tuple[Reference, ...]]]:
    for matter in catalogue.matters.values():
        for statement in statements(matter):
            yield statement.name, statement.references
    yield from cited_parameters(catalogue)


def test_every_statement_has_been_looked_up(catalogue: Catalogue) -> None:
    unchecked = {
        (statement.name, reference.law, reference.article)
        for matter in catalogue.matters.values()
        for statement in statements(matter)
        for reference in statement.references
        if reference.article not in EVIDENCE.get(statement.name, {}).get(reference.law, {})
    }
    assert unchecked == set()


def test_nothing_is_looked_up_that_is_not_said(catalogue: Catalogue) -> None:
    said = {
        (statement.name, reference.law, reference.article)
        for matter in catalogue.matters.values()
        for statement in statements(matter)
        for reference in statement.references
    }
    kept = {
        (name, law, article)
        for name, laws in EVIDENCE.items()
        for law, found in laws.items()
        for article in found
    }
    assert kept - said == set()


@needs_laws
def test_the_articles_say_so(texts: dict[Reference, str]) -> None:
    missing = [
        (name, law, article, words)
        for name, laws in EVIDENCE.items()
        for law, articles in laws.items()
        for article, wordings in articles.items()
        for words in wordings
        if words not in texts.get(Reference(law, article), "")
    ]
    assert missing == []


@needs_laws
def test_the_catalogue_stands_against_the_law(catalogue: Catalogue, texts: dict[Reference, str]) -> None:
    services = {service.id for service in read_services(KNOWLEDGE / "services").values()}
    outdated = {status.law for status in read_statuses(KNOWLEDGE / "statutes")}
    assert list(bookable_faults(catalogue, services, texts, outdated)) == []
