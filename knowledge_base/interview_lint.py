"""Whether the interview's words cover every question and cite what exists."""

import re
from collections.abc import Collection, Iterator, Mapping

from knowledge_base.interview_questions import NONE_OF_THESE, QuestionText
from knowledge_base.legal_aid_parameters import LegalAidParameters
from knowledge_base.models import Reference

_ARTICLE = re.compile(r"第[一二三四五六七八九十百千]+条")


def interview_faults(
    questions: Mapping[str, QuestionText],
    parameters: LegalAidParameters,
    texts: Mapping[Reference, str],
    outdated: Collection[str] = (),
) -> Iterator[str]:
    """Questions without words, groups that offer other facts than they ask, citations that are not there.

    Args:
        questions: the interview's words.
        parameters: what is asked together, expected, and named by local rules.
        texts: the current text of every article at hand; empty: existence is not checked.
        outdated: titles that no longer count.
    """
    guide = parameters.guide
    asked = {name for spec in guide.questions for name in (spec.id, *spec.facts)} | set(guide.likely)
    asked |= {name for channel in parameters.green_channels for name in channel.when}
    asked |= {extension.fact for extension in parameters.extensions}
    for name in sorted(asked - questions.keys()):
        yield f"interviews：没有 {name} 这一问的文字"
    for spec in guide.questions:
        question = questions.get(spec.id)
        offered = {choice.value for choice in question.choices} - {NONE_OF_THESE} if question else set()
        if offered and offered != set(spec.facts):
            yield f"interviews {spec.id}：选项和 parameters 里一起问的项目不一样"
    for question in questions.values():
        yield from _citations(question, texts, outdated)


def _citations(
    question: QuestionText, texts: Mapping[Reference, str], outdated: Collection[str]
) -> Iterator[str]:
    named = set(_ARTICLE.findall(question.why))
    if named != {reference.article for reference in question.citations} or not all(
        reference.law in question.why for reference in question.citations
    ):
        yield f"interviews {question.id}：why 里写的条文和 citations 不一样"
    for reference in question.citations:
        if texts and reference not in texts:
            yield f"interviews {question.id}：找不到《{reference.law}》{reference.article}"
        if reference.law in outdated:
            yield f"interviews {question.id}：《{reference.law}》已被代替或修订（见 statutes/status.yaml）"
