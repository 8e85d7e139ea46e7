"""How a screening may end. The outcomes are different things and stay different everywhere."""

from bot.legal_aid.labels import Labelled


class Outcome(Labelled):
    """The tentative outcome of a screening."""

    DEFENCE_BY_NOTICE = "defence_by_notice", "办案机关应当通知派律师，不用本人申请"
    NO_MEANS_CONDITION = "no_means_condition", "可以申请，不看经济条件"
    MEANS_CHECK_WAIVED = "means_check_waived", "可以申请，带上证明就不用核查经济状况"
    MEANS_TESTED_LIKELY = "means_tested_likely", "可以申请，家里的情况看来在经济困难标准以内"
    PERSON_MUST_LOOK = "person_must_look", "要请工作人员看"
    MEANS_TESTED_OVER = "means_tested_over", "事情在范围里，但是收入看来超过了经济困难标准"
    OUT_OF_SCOPE = "out_of_scope", "看来不在法律援助代理的范围里，免费咨询还是可以的"


BEST_FIRST = tuple(Outcome)
"""The outcomes, the most helpful for the citizen first: what "never worsens" is measured by."""

AIDED = frozenset(
    {
        Outcome.DEFENCE_BY_NOTICE,
        Outcome.NO_MEANS_CONDITION,
        Outcome.MEANS_CHECK_WAIVED,
        Outcome.MEANS_TESTED_LIKELY,
    }
)
"""The outcomes under which a lawyer will likely be assigned."""


def rank(outcome: Outcome) -> int:
    """How helpful: 0 is least."""
    return len(BEST_FIRST) - 1 - BEST_FIRST.index(outcome)
