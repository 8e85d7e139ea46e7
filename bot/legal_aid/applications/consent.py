"""Consent before anything personal is stored (个人信息保护法 13, 14, 17, 19, 28–31, 45, 47).

Giving legal aid is a statutory duty, for which 13 item 3 asks no consent; the duties to inform (17, 30, 35)
remain. We ask all the same, and separately for sensitive data, because the citizen then knows and can choose
the counter instead. A bureau's lawyer may shorten this.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from bot.legal_aid.applications.errors import ConsentMissing

_TEXT = """在您填写个人信息之前，请先看一下：
谁来保管：{name}，电话{phone}。
存什么：姓名、电话、住址、经济情况、您交的材料；身份证号可以不填。
为什么：只用来审查和办理您的法律援助申请，并和您联系。
谁能看到：办理您这件申请的法律援助工作人员、审查异议的司法局工作人员，以及指派给您的律师。别人看不到，也不会公开。
怎么保管：加密保存在境内的服务器上，显示时会遮住一部分。
存多久：办结以后 {days} 天自动删除；没有提交的，{draft_days} 天后删除。法律法规要求留存的案卷，按规定办。
您的权利：随时可以查看、要一份副本、更正，也可以撤回同意、要求删除。在这里说「删除我的申请」，或者打上面的电话都行。
不同意也没关系：您照样可以在这里咨询，也可以带材料到窗口申请。
依据：个人信息保护法第十三条、第十七条、第十九条、第四十五条至第四十七条。"""

_SENSITIVE = """还有一些信息比较敏感，需要您单独同意：
身份证号、收入和经济情况、健康或者残疾状况、受到伤害的经过。
审查您能不能得到援助，离不开这些情况。一旦泄露，可能影响您的名声或者安全，所以我们加密保存，只给经办的人看。
依据：个人信息保护法第二十八条至第三十条。"""

_CHILD = """不满十四周岁的，要由父母或者其他监护人来同意，并替孩子填写。
依据：个人信息保护法第三十一条。"""


@dataclass(frozen=True, slots=True)
class ConsentWording:
    """What the citizen is asked to agree to; ``version`` changes whenever a word of it does."""

    general: str
    sensitive: str
    child: str

    @property
    def version(self) -> str:
        """Sixteen hexadecimal characters, made from the words themselves."""
        words = "\n".join((self.general, self.sensitive, self.child))
        return hashlib.sha256(words.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Consent:
    """What was agreed to and when; ``by_guardian`` for a child under 14."""

    version: str
    given_at: datetime
    sensitive: bool
    by_guardian: bool = False


def consent_wording(name: str, phone: str, retention_days: int, draft_days: int) -> ConsentWording:
    """The words for an institution.

    Args:
        name, phone: who keeps the data and how to reach them (17).
        retention_days: how long after the end of a matter data is kept.
        draft_days: how long what was not submitted is kept.
    """
    general = _TEXT.format(name=name, phone=phone, days=retention_days, draft_days=draft_days)
    return ConsentWording(general, _SENSITIVE, _CHILD)


def require(consent: Consent | None) -> Consent:
    """The consent, whole.

    Raises:
        ConsentMissing: none, or none for sensitive data.
    """
    if consent is None:
        raise ConsentMissing("您还没有同意保存个人信息，所以什么都没有存。请先看说明，再决定同意还是不同意。")
    if not consent.sensitive:
        raise ConsentMissing(
            "审查申请离不开身份和经济情况，这些需要您单独同意。您还没有同意，所以什么都没有存。"
            "不同意的话，可以带材料到窗口申请。"
        )
    return consent
