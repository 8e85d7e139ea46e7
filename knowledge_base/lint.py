"""Checks of what lawyers and clerks wrote: shape, citations, duplicates, samples."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge_base.bookable.catalogue import read_catalogue
from knowledge_base.bookable.lint import bookable_faults, bookable_samples, calendar_faults
from knowledge_base.bookable.parameters import CALENDAR_FILE, read_booking_calendar
from knowledge_base.bookable.recognition import read_synonyms
from knowledge_base.bookable.resources import FOLDER as RESOURCES
from knowledge_base.choices import choice_faults
from knowledge_base.contradictions import compare
from knowledge_base.digest_lint import digest_faults
from knowledge_base.digests import read_digests
from knowledge_base.faq_entries import InvalidContent, read_faq
from knowledge_base.faq_lint import figure_faults, read_terms, term_faults
from knowledge_base.interview_lint import interview_faults
from knowledge_base.interview_questions import FOLDER as INTERVIEWS
from knowledge_base.interview_questions import read_interview_questions
from knowledge_base.legal_aid_lint import legal_aid_faults, legal_aid_samples
from knowledge_base.legal_aid_parameters import read_legal_aid_parameters
from knowledge_base.models import FaqEntry, Reference
from knowledge_base.nicknames import read_nicknames
from knowledge_base.retrieval.tokenizer import normalise
from knowledge_base.reviewed_pairs import REVIEWED_FILE, read_reviewed_pairs
from knowledge_base.services_catalogue import read_danger, read_institution, read_services
from knowledge_base.statuses import read_statuses
from knowledge_base.time_limit_lint import time_limit_faults
from knowledge_base.time_limits import read_time_limits

Texts = Mapping[Reference, str]
"""The current text of articles, by law and number."""

_MEASURES = "°℃"  # signs that are neither emoji nor ornament


@dataclass(slots=True)
class LintReport:
    """Faults stop a release; notes are for the bureau to settle.

    ``pairs`` counts the pairs of FAQ entries that were held against each other.
    """

    checked: int = 0
    pairs: int = 0
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def lint_content(folder: Path, texts: Texts) -> LintReport:
    """Check all content files.

    Args:
        folder: the knowledge base.
        texts: the current text of every article at hand; empty if no statute has been imported, and then
            citations are checked for shape alone.
    """
    report = LintReport()
    for check in (_faq, _digests, _services, _institution, _statuses, _time_limits, _legal_aid, _bookable):
        try:
            check(folder, texts, report)
        except InvalidContent as fault:
            report.faults.append(str(fault))
    if not texts:
        report.notes.append(
            "还没有导入法律，引用的条文只检查了写法。导入后再检查一次：fawen kb import 文件夹"
        )
    return report


def _faq(folder: Path, known: Texts, report: LintReport) -> None:
    entries = read_faq(folder / "faq")
    outdated = {status.law for status in read_statuses(folder / "statutes")}
    ids = {entry.id for entry in entries}
    report.faults += choice_faults(folder / "choices", ids)
    terms = read_terms(folder / "parameters")
    owners: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        report.checked += 1
        _citations(entry.id, entry.citations, known, report)
        report.faults += figure_faults(entry, known)
        report.faults += term_faults(entry, known, terms)
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
    _contradictions(folder, entries, report)


def _contradictions(folder: Path, entries: Sequence[FaqEntry], report: LintReport) -> None:
    comparison = compare(entries)
    report.pairs = comparison.pairs
    reviewed = read_reviewed_pairs(folder / "parameters")
    for found in comparison.found:
        if not any(pair.settles(found) for pair in reviewed):
            (first, second), (one, other) = found.entries, found.clauses
            report.faults.append(
                f"{first} 和 {second} 可能说法相反：“{one}”，“{other}”；"
                f"对照条文改正，没有矛盾的记入 parameters/{REVIEWED_FILE}"
            )
    said = {entry.id: entry.answer + entry.next_step for entry in entries}
    for pair in reviewed:
        # Not whether it is still found: that hangs by the wording of all other entries too.
        for name, clause in zip(pair.entries, pair.clauses, strict=True):
            if clause not in said.get(name, ""):
                report.notes.append(f"parameters/{REVIEWED_FILE}：{name} 已经没有“{clause}”，这一条可以删掉")


def _digests(folder: Path, known: Texts, report: LintReport) -> None:
    outdated = {status.law for status in read_statuses(folder / "statutes")}
    owners: dict[str, Reference] = {}
    for reference, digest in read_digests(folder / "statutes").items():
        report.checked += 1
        name = f"《{reference.law}》{reference.article}的要旨"
        _citations(name, (reference,), known, report)
        if reference.law in outdated:
            report.faults.append(f"{name}：这部法律已被代替或修订（见 statutes/status.yaml）")
        if reference in known:
            report.faults += digest_faults(digest, known[reference])
        for wording in digest.everyday:
            other = owners.setdefault(normalise(wording), reference)
            if other != reference:
                report.faults.append(f"{name}：说法“{wording}”也写在《{other.law}》{other.article}")


def _services(folder: Path, known: Texts, report: LintReport) -> None:
    services = read_services(folder / "services").values()
    for service in {service.id: service for service in services}.values():
        report.checked += 1
        _citations(service.id, service.citations, known, report)


def _institution(folder: Path, _: Texts, report: LintReport) -> None:
    institution = read_institution(folder / "institutions")
    read_danger(folder / "institutions")
    report.checked += 2
    if institution.sample:
        report.notes.append("institutions/bureau.yaml 还是示例：名称和上班时间等待司法局确认")


def _statuses(folder: Path, known: Texts, report: LintReport) -> None:
    laws = {reference.law for reference in known}
    for status in read_statuses(folder / "statutes"):
        report.checked += 1
        # The text that was replaced need not be held: people go on naming it.
        if laws and status.by and status.by not in laws:
            report.faults.append(f"statutes/status.yaml：没有《{status.by}》这部法律")
    for title in dict.fromkeys(read_nicknames(folder / "statutes").values()):
        report.checked += 1
        if laws and title not in laws:
            report.faults.append(f"statutes/nicknames.yaml：没有《{title}》这部法律")


def _time_limits(folder: Path, known: Texts, report: LintReport) -> None:
    if not (folder / "parameters" / "time_limits.yaml").exists():
        return
    outdated = {status.law for status in read_statuses(folder / "statutes")}
    report.faults += time_limit_faults(read_time_limits(folder / "parameters"), known, outdated)


def _legal_aid(folder: Path, known: Texts, report: LintReport) -> None:
    if not (folder / "parameters" / "legal_aid.yaml").exists():
        return
    outdated = {status.law for status in read_statuses(folder / "statutes")}
    parameters = read_legal_aid_parameters(folder / "parameters")
    report.checked += 1
    report.faults += legal_aid_faults(parameters, known, outdated)
    report.notes += legal_aid_samples(parameters)
    if (folder / INTERVIEWS / "legal_aid.yaml").exists():
        questions = read_interview_questions(folder, "legal_aid")
        report.checked += len(questions)
        report.faults += interview_faults(questions, parameters, known, outdated)


def _bookable(folder: Path, known: Texts, report: LintReport) -> None:
    if not (folder / RESOURCES).exists():
        return
    outdated = {status.law for status in read_statuses(folder / "statutes")}
    services = {service.id for service in read_services(folder / "services").values()}
    catalogue = read_catalogue(folder)
    read_synonyms(folder)
    report.checked += len(catalogue.matters) + len(catalogue.resources)
    report.faults += bookable_faults(catalogue, services, known, outdated)
    report.notes += bookable_samples(catalogue)
    if (folder / "parameters" / CALENDAR_FILE).exists():
        calendar = read_booking_calendar(folder)
        report.faults += calendar_faults(calendar, catalogue)
        if calendar.sample:
            report.notes.append(f"parameters/{CALENDAR_FILE} 还是示例：工作日和停办等待司法局确认")


def _citations(owner: str, references: tuple[Reference, ...], known: Texts, report: LintReport) -> None:
    for reference in references:
        if known and reference not in known:
            report.faults.append(f"{owner}：找不到《{reference.law}》{reference.article}")
