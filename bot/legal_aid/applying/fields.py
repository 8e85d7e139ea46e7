"""The fields of an application as questions: words, readers, and how each may be shown."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.interviews.model import Choice, Unreadable
from bot.interviews.personal_answers import ASKS, consent_told, name_told, phone_told, tried
from bot.legal_aid.applications.personal import HONESTY
from bot.legal_aid.applications.readers import read_address, read_id_number, read_statement
from bot.masking import mask_address, mask_id_number, mask_name, mask_phone
from bot.personal_fields import plain_text

SKIPPED = "skipped"
"""Stands for a field that need not be given, and was not."""

_SKIPS = re.compile(r"不填|不想|不方便|没有|没带|不记得|记不得|忘了|跳过|不给|不知道|不要填|下一")
_BIRTH = re.compile(r"((?:19|20)\d\d)\D{0,2}(\d{1,2})\D{0,2}(\d{1,2})")
_LONGEST_RELATION = 12
_SPEAKS_OF_PLACE = re.compile(r"[省市县区镇乡村街路巷弄幢楼室组寨]")
_MEANS_TOLD = re.compile(r"收入|工资|元|块|低保|存款|没钱|欠债|养老金|打工|种田|务农")


@dataclass(frozen=True, slots=True)
class Field:
    """One question. ``read`` gives the value, or None if the text is no answer at all.

    ``shown`` masks a value; ``choices`` are offered as buttons.
    """

    title: str
    text: str
    why: str
    read: Callable[[str], str | None]
    shown: Callable[[str], str]
    choices: tuple[Choice, ...] = ()


def _relation(text: str) -> str | None:
    said = text.strip("。！! ，,")
    return None if not said or len(said) > _LONGEST_RELATION or ASKS.search(said) else said


def _id_number(text: str) -> str | None:
    digits = sum(one.isdigit() for one in plain_text(text))
    if digits < 6:
        return SKIPPED if _SKIPS.search(text) and not ASKS.search(text) else None
    return tried(read_id_number, lambda _: True)(text)


def _born(text: str) -> str | None:
    found = _BIRTH.search(plain_text(text))
    if found is None:
        if any(one.isdigit() for one in plain_text(text)):
            raise Unreadable("请把年月日都写上，比如：2015年3月8日。")
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        raise Unreadable("没有这一天。请再看一遍，比如：2015年3月8日。") from None


def _address(text: str) -> str | None:
    is_try = not ASKS.search(text) and bool(_SPEAKS_OF_PLACE.search(text) or len(text) >= 4)
    return tried(read_address, lambda _: is_try)(text) if is_try or not ASKS.search(text) else None


def _statement(text: str) -> str | None:
    return None if ASKS.search(text) else tried(read_statement, lambda _: True)(text)


def _means(text: str) -> str | None:
    if "承诺" in text:
        return "honesty"
    return "statement" if "说明" in text or "自己说" in text else None


def _yes(value: str) -> str:
    return {"yes": "同意", "no": "不同意"}.get(value, value)


CONSENT_CHOICES = (Choice("同意", "yes"), Choice("不同意", "no"))
_RELATIONS = tuple(Choice(one, one) for one in ("父母", "丈夫或者妻子", "子女", "兄弟姐妹", "其他监护人"))
_WHY_NAME = "申请要写清楚是谁申请的，指派了律师也好联系。依据法律援助法第四十一条。"

FIELDS: Mapping[str, Field] = {
    "consent": Field(
        "同意保存个人信息",
        "",
        "个人信息要先告诉您、得到您的同意才能保存。依据个人信息保护法第十三条、第十七条。",
        consent_told,
        _yes,
        CONSENT_CHOICES,
    ),
    "sensitive": Field(
        "同意使用敏感信息",
        "",
        "敏感的个人信息，法律要求单独取得同意。依据个人信息保护法第二十九条。",
        consent_told,
        _yes,
        CONSENT_CHOICES,
    ),
    "name": Field("姓名", "请问您叫什么名字？写身份证上的姓名。", _WHY_NAME, name_told, mask_name),
    "representative_name": Field(
        "代为申请的人", "您自己叫什么名字？您是替别人申请的人。", _WHY_NAME, name_told, mask_name
    ),
    "relation": Field(
        "和申请人的关系",
        "您是需要帮助的人的什么人？",
        "替别人申请，要看和本人是什么关系。依据法律援助法第四十条。",
        _relation,
        str,
        _RELATIONS,
    ),
    "guardian": Field(
        "监护人同意",
        "",
        "不满十四周岁的，要由监护人同意。依据个人信息保护法第三十一条。",
        consent_told,
        _yes,
        CONSENT_CHOICES,
    ),
    "phone": Field(
        "电话",
        "请留一个打得通的电话，手机或者带区号的座机。",
        "审查结果、要补的材料，都会打这个电话告诉您。查进度也要用它。",
        phone_told,
        mask_phone,
    ),
    "id_number": Field(
        "身份证号",
        "身份证号方便写吗？可以不填，到窗口时再带身份证。",
        "写了能早点核对身份；不写也一样能申请。",
        _id_number,
        lambda value: "没有填" if value == SKIPPED else mask_id_number(value),
        (Choice("不填", SKIPPED),),
    ),
    "born": Field(
        "出生日期",
        "需要帮助的人是哪年哪月哪日出生的？",
        "不满十四周岁的，要由监护人同意并替孩子申请。依据个人信息保护法第三十一条。",
        _born,
        lambda value: f"{value[:4]}年",
    ),
    "address": Field(
        "住址",
        "现在住在哪里？从县（市、区）写到村或者门牌号。",
        "书面决定要寄到这里。",
        _address,
        mask_address,
    ),
    "means": Field(
        "经济情况",
        f"经济情况，您可以选一种：写一份诚信承诺，或者自己说明。\n\n{HONESTY}",
        "这件事要看经济是否困难，可以由机构核查，也可以写诚信承诺。依据法律援助法第四十一条。",
        _means,
        lambda value: {"honesty": "诚信承诺", "statement": "自己说明", "not_needed": "不用核查"}[value],
        (Choice("我承诺如实", "honesty"), Choice("我自己说明", "statement")),
    ),
    "means_statement": Field(
        "经济情况说明",
        "请说说：家里几口人，一个月大概收入多少，有没有看病、欠债这样的大开支。",
        "审查的人要知道家里的经济情况。依据法律援助法第四十一条。",
        _statement,
        lambda _: "已写好，加密保存",
    ),
}
"""By name; the words of ``consent``, ``sensitive`` and ``guardian`` are the institution's."""


def tells_means(text: str) -> bool:
    """Whether a text, given where a way of showing means was asked for, describes them already."""
    return len(text) >= 8 and bool(_MEANS_TOLD.search(text)) and not ASKS.search(text)
