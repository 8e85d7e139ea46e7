"""What a text tells of age, household and the number of people who claim."""

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.legal_aid.spoken_numbers import SpokenNumber, spoken_numbers

_AGE_AFTER = re.compile(r"^(?:周岁|岁)")
_AGE_BEFORE = re.compile(
    r"(?:今年(?:都|已经?|快)?|年龄是?|年纪是?|岁数是?|虚岁|满了?|妈|爸|爹|娘|奶奶|爷爷|公|婆|"
    r"老人家?|母亲|父亲)(?:都|已经?|有|快|是|今年)*$"
)
_AGE_TAIL = re.compile(r"^(?:多|几|好几|出头|来)?(?:岁)?(?:了|啦|咯|的人了)")
_ALMOST = re.compile(r"(?:差|大|小|快|快要|将近|不到|未满|不满|没满|还没|没到|未|不足)(?:满)?$")
_ABOUT_AGE = re.compile(r"^(?:多|几|好几|出头|来)")

_HEADS_AFTER = re.compile(r"^(?:多)?(?:口人?|个人|个(?=$|吃|生活|过|的|了)|人(?!民|均)|张嘴)")
_HOUSEHOLD = re.compile(
    r"(?:一家|全家|家里|家中|我家|我们家|屋里|家庭|家|一共|总共|共|就|有|连我)(?:总共|一共|里|"
    r"人口|成员|有|就|老小|大小|上下|共|是|现在|连我|子)*$"
)
_ALONE = re.compile(
    r"(?:就|只有|只|光|仅)(?:剩|有)?我(?:自己)?(?:一个人|一个(?!人)|一人|自己(?!一))(?!挣|赚|打工|上班|工作|"
    r"有收入|干活|养|在(?:上班|挣|打工))|我(?:自己)?一个人(?:过|生活|住|吃|$)|"
    r"^(?:是)?(?:一个人|单身|独居|独自|自己一个人|孤身|光棍|孤寡)(?:一个|一人|老人|生活|住|"
    r"过)?(?:了|的)?$|单身(?:一人|一个|汉)|独居|一人户"
)
_LIVES_ALONE = re.compile(r"一个人(?:过|生活|住)(?!院)|单身(?:一人|一个|汉)|独居|一人户|孤身一人")
_TWO = re.compile(
    r"^(?:家里)?(?:就|只有|只)?(?:我们)?(?:两口子|夫妻(?:俩|两个?|二人)|小两口|老两口|两老|"
    r"娘俩|娘儿俩|母子俩|母女俩|父子俩|父女俩|爷俩|爷儿俩|我和(?:我)?(?:老婆|老公|老伴|孩子|"
    r"儿子|女儿|妈|爸|爱人)(?:两个?人?|俩))(?:过|生活|住|人)?$"
)
_PEOPLE = re.compile(r"(?:我们|咱们?|工友|工人|老乡|大家|班组|一起|一共|总共|共)[^,]{0,5}$")
_PEOPLE_AFTER = re.compile(r"^(?:多|几)?(?:个|名|位|号)?(?:人|工人|工友|农民工|老乡|员工|职工|民工|兄弟)")

_MEMBERS = re.compile(r"我(?:和|跟|同|与|加上?|还有)(.{1,20})")
_MEMBER = re.compile(
    r"([一两二三四五六\d])?(?:个|位)?(?:我)?(父母|爸妈|爹妈|公婆|老公|丈夫|老婆|妻子|爱人|"
    r"媳妇|老伴|儿子|女儿|爸爸?|妈妈?|父亲|母亲|孩子|小孩|娃|老人|哥哥?|弟弟?|姐姐?|妹妹?|"
    r"奶奶|爷爷|外公|外婆)"
)
_COUNT = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}

_AROUND = 14  # how far around a number its meaning is looked for


def ages(said: Iterable[str], *, alone: bool) -> dict[str, object]:
    """age, or elderly and minor where only that is told (六十多, 快六十); empty if nothing or several.

    Args:
        said: clauses that speak of the person.
        alone: whether the age was asked, so that a bare number is one.
    """
    found: list[Mapping[str, object]] = []
    for clause in said:
        for one in spoken_numbers(clause):
            before, after = _around(clause, one)
            plainly = bool(_AGE_AFTER.match(re.sub(r"^(?:多|几|好几|来)", "", after)))
            likely = bool(_AGE_BEFORE.search(before) and _AGE_TAIL.match(after or "了"))
            bare = (
                alone and not before.strip("我他她今年已经都快满有是") and not after.strip("多几出头了啦岁的")
            )
            if (plainly or likely or bare) and one.value == int(one.value) and 0 <= one.value <= 120:
                found.append(_age(int(one.value), before, after))
    return dict(found[0]) if len(found) == 1 else {}


def _age(value: int, before: str, after: str) -> Mapping[str, object]:
    if _ALMOST.search(before):
        return {60: {"elderly": "no"}, 18: {"minor": "yes"}}.get(value) or {}
    if _ABOUT_AGE.match(after):
        if value >= 60:
            return {"elderly": "yes"}
        return {"minor": "no", "elderly": "no"} if value >= 20 else {}
    return {"age": value}


def household_size(said: Sequence[str], *, alone: bool) -> int | None:
    """How many live together, or None; a bare number counts if ``alone``."""
    for clause in said:
        if (_ALONE if alone else _LIVES_ALONE).search(clause):
            return 1
        if _TWO.match(clause):
            return 2
    for clause in said:
        for one in spoken_numbers(clause):
            if not 1 <= one.value <= 20 or one.value != int(one.value):
                continue
            before, after = _around(clause, one)
            heads = _HEADS_AFTER.match(after)
            if after.startswith("口") and not after.startswith("口子"):
                return int(one.value)
            rest = after[heads.end() :] if heads else ""
            if heads and (
                _HOUSEHOLD.search(before) or rest.startswith(("吃饭", "生活", "一起", "过日子", "要吃饭"))
            ):
                return int(one.value)
            if heads and alone and not before.strip("我们大概是有约") and not rest.strip("的了吧"):
                return int(one.value)
            if alone and not before.strip("是有约") and not after.strip("的了吧"):
                return int(one.value)
    return _members("、".join(said)) if alone else None


def _around(clause: str, one: SpokenNumber) -> tuple[str, str]:
    return clause[max(0, one.start - _AROUND) : one.start], clause[one.end : one.end + _AROUND]


def _members(text: str) -> int | None:
    listed = _MEMBERS.search(text)
    if listed is None or re.search(r"[离吵打告纠]", text):
        return None
    count = 1
    for number, who in _MEMBER.findall(listed[1]):
        each = 2 if who in ("父母", "爸妈", "爹妈", "公婆") else 1
        count += int(number) if number.isdecimal() else _COUNT.get(number, each)
    return count if 2 <= count <= 20 else None


def people(said: Iterable[str], *, alone: bool) -> int | None:
    """How many raise the same claim, or None."""
    for clause in said:
        if alone and re.search(
            r"(?:就|只有|只|是)(?:我|他|她)(?:自己)?(?:一个人?|一人|自己)?$|^(?:我)?(?:自己|一个人)$", clause
        ):
            return 1
        for one in spoken_numbers(clause):
            before, after = _around(clause, one)
            if one.value != int(one.value) or not 1 <= one.value <= 100_000:
                continue
            if "家" not in before and _PEOPLE.search(before) and _PEOPLE_AFTER.match(after):
                return int(one.value)
            if alone and re.match(
                r"^(?:多|几|来)?(?:个|名|位|号)?(?:人|工人|工友|农民工|员工)?(?:了|的|吧|左右|都)?", after
            ):
                return int(one.value)
    return None
