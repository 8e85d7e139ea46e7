"""Whether a question asks about time: 来得及吗, 哪天截止, 还能告吗; of one's own case, or in general."""

import re

from knowledge_base.time_limits import TimeLimit

_TIME = "|".join((
    "来得及|来不来得及|赶得[上及]|过期|过没过|过(了|没)?(时效|期限|诉讼|追诉)",
    "超.{0,5}(时效|期限|时间)|超期|超时|时效|期限|截止|截至|作废|失效",
    "(什么时候|啥时候|哪天|几号|何时)到期|到没到期|到期了?[吗没么日]",
    "最[晚迟]|最后(一天|期限|日期|哪天)|哪一?天(之?前|为止|满|截|到|最)|几号(之?前|截)",
    "到(哪天|几号|什么时候|啥时候|何时)|(还剩|还有|剩下?)(多少|几|多久|多长)",
    "晚了?[吗没不么]|晚不晚|迟了?[吗没不么]",
    "还(有没有|有|管)(用|效|救|戏|机会|希望)|还行(不行|吗|不)",
    "(几|多少)[天日](之|以)?内|多久(之|以)?内|期.{0,3}(几|多少)[天日]",
))  # fmt: skip
_ASKS_TIME = re.compile(_TIME)
_ASKS_WHEN = re.compile(f"{_TIME}|什么时候|啥时候|几时|何时|多久|多长|几天|多少天|哪天|有效|还没")
_ASKS_OWN_TIME = re.compile("|".join((
    "来得及|赶得[上及]|过没过|截止|最[晚迟](哪|几|什么|到)|最后一天",
    r"(过期|超期|超时)了?([吗么]|[没不](?=有?[？?，。\s]|有?$))",
    "哪一?天(之?前|为止|截|到)|到(哪天|几号|什么时候|啥时候)|(还剩|还有|剩下?)(多少|几)[天日]",
    "晚了?[吗没不么]|晚不晚",
)))  # fmt: skip
_IN_GENERAL = re.compile(
    "一般|规定|多久|(几|多少)[天日年]内|几年|多长|法律上|有(没有)?期限|期限是|时效(是|多|几|有)"
    "|从(哪|什么|啥)|是不是就"
)
_OWN = re.compile("[我俺咱了刚被]|已经|到手")
_LONG_AGO = re.compile("[很好]久|[好几多]年|早就")
_CAN_STILL = "(?:还能|还可以|还来|还去|现在.{0,3}(?:能|可以|去|再)).{0,10}"


def asks_time(limit: TimeLimit, text: str) -> bool:
    """Whether time is asked for in so many words; of authorities, also when they will answer."""
    asks = _ASKS_TIME if limit.kind in ("claim", "none") else _ASKS_WHEN
    return asks.search(text) is not None


def asks_if_still(limit: TimeLimit, text: str) -> bool:
    """Whether somebody asks if what the limit is about can still be done: 还能仲裁吗."""
    return any(re.search(f"{_CAN_STILL}(?:{act.pattern})", text) for act in limit.acts)


def of_ones_own(text: str) -> bool:
    """Whether somebody tells of a case of their own and does not ask what the rule is."""
    return bool(_OWN.search(text)) and not _IN_GENERAL.search(text)


def asks_own_time(limit: TimeLimit, text: str, *, lately: bool) -> bool:
    """Whether somebody asks if their own time still runs; ``lately``: 还能……吗 is about time, too."""
    if not of_ones_own(text):
        return False
    return bool(_ASKS_OWN_TIME.search(text)) or (
        (lately or _LONG_AGO.search(text) is not None) and asks_if_still(limit, text)
    )
