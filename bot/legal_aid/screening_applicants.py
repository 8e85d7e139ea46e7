"""Who asks, as far as a message tells."""

import re
from collections.abc import Sequence

from bot.legal_aid.parties import Applicant
from bot.legal_aid.screening_numbers import ages
from bot.legal_aid.screening_words import Texts, choice_told

_GROWN = (
    r"(?:老?[爸妈爹娘]|父亲|母亲|父母|爷爷|奶奶|外公|外婆|姥姥|姥爷|公公|婆婆|岳父|岳母|"
    r"丈母娘|老公|老婆|丈夫|妻子|爱人|媳妇|老伴|哥哥?|弟弟?|姐姐?|妹妹?|兄弟)"
)

_CHILD = r"(?:儿子|女儿|闺女|孩子|小孩|娃)"
_HARMED = (
    r"(?:被(?!我|告)|让人|出车祸|出了?车祸|受伤|摔|工伤|触电|住院|去世|死了|没了|的(?:工资|"
    r"工钱|案子|事故|赔偿))"
)

_RELATIVE_HARMED = re.compile(
    rf"(?:我|俺)(?:的|家)?{_GROWN}(?:在|去|上|昨|前|今|上个|给|坐|骑|"
    rf"干)?[^,]{{0,8}}?{_HARMED}(?![^,]*(?:我|俺))"
)
_CHILD_HELD = re.compile(rf"(?:我|俺)(?:的|家)?{_CHILD}[^,]{{0,6}}被[^,]{{0,6}}(?:抓|拘|捕)")
_AGED = re.compile(
    rf"(?:我|俺)(?:的|家)?(?P<who>{_GROWN}|{_CHILD}),?(?:她|他)?(?:今年|才|刚满?|都|已经|快|有)*"
    r"(?P<age>[0-9一二三四五六七八九十]{1,4}(?:多|来)?(?:周岁|岁|了))"
)
"""Whose age is told first is spoken of: 「我妈，她七十八了」, 「我儿子16岁」."""
_GROWN_UP = 18
_MYSELF = re.compile(
    rf"(?:我|俺|本人)(?!(?:的|家)?(?:{_GROWN}|{_CHILD}))(?:自己)?(?:想|要|来)?(?:申请|被|让人|"
    rf"在|受|是|的工资|的工钱|骑|开|走|干|打|上班|手|腿|脚|签|买|借|租|摔|出车祸|出了车祸)"
    r"|(?:我|俺)(?:今年|都|已经|快|也)*[0-9一二三四五六七八九十]{1,4}(?:多|来)?(?:周岁|岁|了)"
    r"|(?:欠|拖欠|扣|骗|打|揍|辞退|开除|撞|炒|告|咬|砍|不给|没给|不发|没发|少发|不要|差|克扣|"
    r"赔)(?:了|着|掉|到|伤|倒)?(?:我|俺)(?!(?:的|家)?(?:爸|妈|爹|娘|父|母|儿|女|孩|公|婆|爷|"
    r"奶|哥|弟|姐|妹|老公|老婆|丈夫|妻))"
    r"|(?:我|俺)(?:的|家)?(?:老公|老婆|丈夫|妻子|男人|爱人|媳妇)[^,]{0,8}(?:打我|揍我|出轨|"
    r"外遇|要离|家暴|不管我|骂我|离婚)|(?:我|俺)?(?:要|想)(?:跟|和)[^,]{0,4}离婚|我(?:要|"
    r"想)离婚"
)


def applicant_told(said: Sequence[str], texts: Texts, *, alone: bool) -> Applicant | None:
    """Who asks: as said outright, else by who was harmed; None if that is not clear.

    Args:
        said: clauses that state something.
        texts: the interview's words.
        alone: whether it was asked.
    """
    named = choice_told("applicant", said, texts, alone=alone)
    if named is not None:
        return Applicant.named(named)
    whole = ",".join(said)
    relative = _RELATIVE_HARMED.search(whole) or _CHILD_HELD.search(whole)
    myself = _MYSELF.search(whole)
    aged = _AGED.search(whole)
    if aged and not (myself and not alone):
        return Applicant.GUARDIAN if _young(aged) else Applicant.NEAR_RELATIVE
    if relative:
        return None if myself and not alone and myself.start() > relative.end() else Applicant.NEAR_RELATIVE
    return Applicant.SELF if myself else None


def _young(aged: re.Match[str]) -> bool:
    """Whether it is the child, under 18, of whoever asks: a parent is the statutory agent (民法典 23, 27)."""
    age = ages([aged["age"]], alone=True).get("age")
    child = re.fullmatch(_CHILD, aged["who"]) is not None
    return child and isinstance(age, int) and age < _GROWN_UP
