"""An assessment as a citizen reads it: what it comes to, why, what to do next. Always tentative."""

from bot.legal_aid.assessment import Assessment
from bot.legal_aid.fact_wording import question_words, title
from bot.legal_aid.help_wording import HELP, agency_text, day, urgency_text, venue_text
from bot.legal_aid.outcomes import Outcome
from bot.legal_aid.parties import Applicant
from bot.legal_aid.rule_wording import reason_text
from bot.legal_aid.timetable import Step
from bot.legal_aid.urgency import Urgent

DISCLAIMER = "这只是初步看法，给不给援助由法律援助机构决定。"

_OUTCOME = {
    Outcome.DEFENCE_BY_NOTICE: (
        "初步看，办案的公安、检察院或者法院应当通知法律援助机构派律师来辩护，本人不用申请，也不收费。"
        "要是还没有人来，可以直接跟办案人员说。"
    ),
    Outcome.NO_MEANS_CONDITION: "初步看，您可以申请法律援助，而且不看家里有没有钱。",
    Outcome.MEANS_CHECK_WAIVED: "初步看，您可以申请法律援助，带上能证明身份的材料，就不再核查经济状况。",
    Outcome.MEANS_TESTED_LIKELY: "初步看，您可以申请法律援助，家里的收入看来在经济困难标准以内。",
    Outcome.MEANS_TESTED_OVER: (
        "初步看，这件事在法律援助的范围里，只是家里的收入超过了经济困难标准，申请援助律师可能通不过。"
        "家里有大病、欠债等特殊情况的，可以跟工作人员说明。"
    ),
    Outcome.OUT_OF_SCOPE: "初步看，这件事申请不到援助律师，但是免费咨询照样可以问。",
    Outcome.PERSON_MUST_LOOK: "您的情况，要请法律援助机构的工作人员看了才能说准。",
}
_FEW = 4  # more would not be read
_ALREADY_HAS = "初步看，您已经自己请了律师，现在申请不到援助律师。不再请了以后，可以再来申请。"
_ORGANISATION = "初步看，法律援助是给公民个人的，单位申请不到援助律师，但是免费咨询照样可以问。"


def outcome_text(assessment: Assessment) -> str:
    """What it comes to, in a sentence or two."""
    if assessment.outcome is Outcome.OUT_OF_SCOPE:
        if assessment.facts.applicant is Applicant.ORGANISATION:
            return _ORGANISATION
        if any(reason.rule == "own-counsel" for reason in assessment.reasons):
            return _ALREADY_HAS
    text = _OUTCOME[assessment.outcome]
    if assessment.missing:
        return "再知道几样情况，才能看准能不能申请。"
    if not assessment.settled:
        text += f"可能的结果是：{'；'.join(one.label for one in assessment.possible)}。"
    return text


def reason_lines(assessment: Assessment) -> list[str]:
    """Why, each with its article."""
    lines = []
    for reason in assessment.reasons:
        if reason.rule == "contradiction" or reason.rule == "facts-unknown":
            continue
        text = reason_text(reason)
        if text:
            lines.append(f"{text}（{reason.source.cited}）" if reason.source else text)
    lines += [
        f"{one.why}（{'、'.join(title(name) for name in one.facts)}）" for one in assessment.contradictions
    ]
    if assessment.missing:
        open_ones = "、".join(question_words(name) for name in assessment.missing[:_FEW])
        lines.append(f"还不知道：{open_ones}{'等' if len(assessment.missing) > _FEW else ''}")
    elif not assessment.settled:
        lines.append("有的情况您也说不准，所以先不下结论")
    return list(dict.fromkeys(lines))


def step_text(step: Step) -> str:
    """How long, and until when."""
    by = f"，当天提交的话最晚{day(step.last_day)}" if step.last_day else ""
    return f"{step.about}：{step.length}{by}（《{step.citation.law}》{step.citation.article}）"


def assessment_text(assessment: Assessment) -> str:
    """The whole in plain Chinese, what is urgent first, one paragraph a topic."""
    blocks = [urgency_text(one) for one in assessment.urgencies if one.kind is not Urgent.DETAINED]
    blocks.append(f"{outcome_text(assessment)}{DISCLAIMER}")
    blocks.append(_listed("为什么", reason_lines(assessment)))
    if assessment.forwarding and assessment.outcome is not Outcome.DEFENCE_BY_NOTICE:
        blocks += [urgency_text(one) for one in assessment.urgencies if one.kind is Urgent.DETAINED]
    if assessment.outcome not in (Outcome.DEFENCE_BY_NOTICE, Outcome.OUT_OF_SCOPE) and assessment.timetable:
        source = assessment.venue.source.cited
        blocks.append(f"到哪里申请：{venue_text(assessment.venue, assessment.region)}（{source}）")
        if assessment.agency:
            cited = f"（{assessment.agency.source.cited}）" if assessment.agency.source else ""
            blocks.append(f"谁来申请：{agency_text(assessment.agency)}{cited}")
        blocks.append(_listed("带什么", [paper.text for paper in assessment.papers]))
    blocks += [f"{one.title}：{one.promise}。" for one in assessment.green_channels]
    blocks.append(_listed("要多久", [step_text(step) for step in assessment.timetable]))
    blocks.append(_listed("还有这些帮助", [HELP[one.id] for one in assessment.further_help]))
    if assessment.on_samples:
        blocks.append(f"请注意：{'、'.join(assessment.on_samples)}还没有经司法局确认，以窗口答复为准。")
    return "\n\n".join(block for block in blocks if block)


def _listed(heading: str, lines: list[str]) -> str:
    return f"{heading}：\n" + "\n".join(f"· {line}" for line in lines) if lines else ""
