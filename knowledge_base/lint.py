"""Checks of what lawyers and clerks wrote: shape, citations, duplicates, samples."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from knowledge_base.faq_entries import InvalidContent, read_faq
from knowledge_base.models import Reference
from knowledge_base.nicknames import read_nicknames
from knowledge_base.retrieval.tokenizer import normalise
from knowledge_base.services_catalogue import read_danger, read_institution, read_services
from knowledge_base.statuses import read_statuses

_MEASURES = "°℃"  # signs that are neither emoji nor ornament


@dataclass(slots=True)
class LintReport:
    """Faults stop a release; notes are for the bureau to settle."""

    checked: int = 0
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def lint_content(folder: Path, known_articles: set[tuple[str, str]]) -> LintReport:
    """Check all content files.

    Args:
        folder: the knowledge base.
        known_articles: (title, article) of all statutes at hand; empty if none has been imported, and
            then citations are checked for shape alone.
    """
    report = LintReport()
    for check in (_faq, _services, _institution, _statuses):
        try:
            check(folder, known_articles, report)
        except InvalidContent as fault:
            report.faults.append(str(fault))
    if not known_articles:
        report.notes.append(
            "还没有导入法律，引用的条文只检查了写法。导入后再检查一次：fawen kb import 文件夹"
        )
    return report


def _faq(folder: Path, known: set[tuple[str, str]], report: LintReport) -> None:
    entries = read_faq(folder / "faq")
    outdated = {status.law for status in read_statuses(folder / "statutes")}
    ids = {entry.id for entry in entries}
    owners: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        report.checked += 1
        _citations(entry.id, entry.citations, known, report)
        for reference in entry.citations:
            if reference.law in outdated:
                report.faults.append(
                    f"{entry.id}：《{reference.law}》已被代替或修订（见 statutes/status.yaml）"
                )
        for other in entry.related:
            if other not in ids or other == entry.id:
                report.faults.append(f"{entry.id}：相关问题 {other} 不存在或者就是它自己")
        for wording in (entry.question, *entry.phrasings):
            owners[normalise(wording).strip("？?。！! ")].append(entry.id)
        for character in entry.answer + entry.next_step:
            if unicodedata.category(character) == "So" and character not in _MEASURES:
                report.faults.append(f"{entry.id}：法律内容里不用表情符号（{character}）")
    for wording, owner in owners.items():
        if len(owner) > 1:
            report.faults.append(f"问法重复：“{wording}”出现在 {'、'.join(owner)}")


def _services(folder: Path, known: set[tuple[str, str]], report: LintReport) -> None:
    services = read_services(folder / "services").values()
    for service in {service.id: service for service in services}.values():
        report.checked += 1
        _citations(service.id, service.citations, known, report)


def _institution(folder: Path, _: set[tuple[str, str]], report: LintReport) -> None:
    institution = read_institution(folder / "institutions")
    read_danger(folder / "institutions")
    report.checked += 2
    if institution.sample:
        report.notes.append("institutions/bureau.yaml 还是示例：名称和上班时间等待司法局确认")


def _statuses(folder: Path, known: set[tuple[str, str]], report: LintReport) -> None:
    laws = {law for law, _ in known}
    for status in read_statuses(folder / "statutes"):
        report.checked += 1
        # The text that was replaced need not be held: people go on naming it.
        if laws and status.by and status.by not in laws:
            report.faults.append(f"statutes/status.yaml：没有《{status.by}》这部法律")
    for title in dict.fromkeys(read_nicknames(folder / "statutes").values()):
        report.checked += 1
        if laws and title not in laws:
            report.faults.append(f"statutes/nicknames.yaml：没有《{title}》这部法律")


def _citations(
    owner: str, references: tuple[Reference, ...], known: set[tuple[str, str]], report: LintReport
) -> None:
    for reference in references:
        if known and (reference.law, reference.article) not in known:
            report.faults.append(f"{owner}：找不到《{reference.law}》{reference.article}")
