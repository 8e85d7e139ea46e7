"""Whom a clause speaks of: whoever asks, a relative, or somebody else."""

import re
from collections.abc import Iterator, Sequence

from bot.legal_aid.parties import Applicant

_LEAD = (
    r"^(?:那个|嗯|是的?|对|但是?|因为|可是|而且|就是|其实|听说|然后|还有|不过|所以|虽然|现在|"
    r"目前|今年|以前|另外|跟您说|你好|您好|请问|主要是?|家里|就|只有|也|都|连)*"
)

_KIN = (
    r"(?:老?[爸妈爹娘]+|父亲|母亲|父母|双亲|爷爷|奶奶|外公|外婆|姥姥|姥爷|公婆|公公|婆婆|岳父|"
    r"岳母|丈母娘|丈人|老公|老婆|丈夫|妻子|爱人|媳妇|老伴|对象"
    r"|儿子|女儿|闺女|囡囡|囡|孩子|小孩|娃|崽|哥哥?|弟弟?|姐姐?|妹妹?|兄弟|姐妹|孙子|孙女|"
    r"家里人|家属|老人家?|老头子|老太太|两个?老人|男人|女人)"
)
_RELATIVE = re.compile(
    _LEAD
    + rf"(?:(?:我|俺|阿拉|我们)(?:家|的)?(?:里)?(?:那个?)?{_KIN}|{_KIN})(?!打我|骂我)"
    + rf"|{_LEAD}(?:我|俺)?(?:还|也|就)?(?:有|带着|拖着|养着|生了)(?:[一两三俩]?个?)(?:小|大)?{_KIN}"
)
_SELF = re.compile(
    _LEAD + r"(?:我|本人|俺|阿拉|咱|自己)(?!们(?:老板|公司|厂|单位)|老板|公司|厂|朋友|同事|邻居|房东)"
)
_OTHER = re.compile(
    _LEAD + r"(?:我们?|我的|那个)?(?:老板娘?|对方|公司|厂里?|单位|包工头|工头|司机|肇事者|医生|医院|"
    r"他们|法官|房东|邻居|物业|原告|被告|前夫|前妻|凶手|打人的|政府|村里|村干部|警察|同事|"
    r"朋友|工友|律师|派出所|法院)"
)
_PRONOUN = re.compile(_LEAD + r"[他她它]")

FOR_ANOTHER = frozenset({Applicant.GUARDIAN, Applicant.NEAR_RELATIVE, Applicant.OTHER_PERSON})


def subject(clause: str) -> str | None:
    """self, relative, other, or None where the clause names nobody."""
    if _OTHER.match(clause):
        return "other"
    if _RELATIVE.match(clause) or _PRONOUN.match(clause):
        return "relative"
    return "self" if _SELF.match(clause) else None


def of_whoever_needs_help(said: Sequence[str], applicant: Applicant | None, *, asked: bool) -> Iterator[str]:
    """The clauses that speak of the person who needs help; who is not named again stays the subject.

    Args:
        said: clauses that state something.
        applicant: who asks, if known. If not, a relative is meant only by who answers of nobody else.
        asked: whether the person was asked about.
    """
    subjects = []
    current: str | None = None
    for clause in said:
        current = subject(clause) or current
        subjects.append(current)
    if applicant in FOR_ANOTHER:
        wrong = {"self"} if "relative" in subjects else set()
        if applicant is not Applicant.OTHER_PERSON:
            wrong.add("other")
    elif applicant is None and asked and "self" not in subjects:
        wrong = {"other"}
    else:
        wrong = {"other", "relative"}
    return (clause for clause, whom in zip(said, subjects, strict=True) if whom not in wrong)
