"""What a text tells of the household's income, in yuan a month."""

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from bot.legal_aid.screening_people import subject
from bot.legal_aid.spoken_numbers import spoken_numbers

_MONEY_AFTER = re.compile(
    r"^(?:多|来|几|出头|左右|上下|把|大几)*(?:块钱?|元|圆|人民币|rmb|大洋|大毛|钱|一个月|每月|/月)"
)
_EARNS = re.compile(
    r"挣|赚|收入|工资|月薪|薪水|拿|到手|进账|进项|退休金|养老金|低保金|打工|开(?=\d|"
    r"[一二两三四五六七八九])|发|领|一个?月|每个?月|月(?=\d)|补贴|年薪|年收|薪"
)
_SPENDS = re.compile(
    r"欠|借|债|贷|房租|租金|医药费|医疗费|花(?!甲)|开销|开支|支出|学费|赔|罚|诉讼费|押金|存款|"
    r"彩礼|还款|抚养费|赡养费|要交|房价|药费|没发|拖|标准"
)
_YEARLY = re.compile(r"一年|每年|年收|年薪|全年|年(?:均|入)|(?:块|元|万)(?:一|/|每)年|收成|年底分红|年纯收")
_DAILY = re.compile(r"一天|每天|日薪|/天|一日|每日|天(?=\d)|小时|一周|每周")
_EVERYBODY = re.compile(
    r"全家|我们家|我家|家里(?!人)|一家|家庭|一共|总共|合计|总(?:收入|的)|加起来|加一起|加在一起|加拢|统共|"
    r"拢共|两口子|夫妻(?:俩|两)|我们俩|我俩|俩人|两个人|合起来|所有人"
)
_EARNERS = r"(?:我|他|她|老公|丈夫|老婆|妻子|爱人|爸|妈|儿子|女儿)"
_ONLY_EARNER = re.compile(
    rf"{_EARNERS}(?:自己)?(?:一个人?|一人)(?:在)?(?:挣|赚|打工|上班|工作|有收入|干活|养家|养|外面|在外)"
    rf"|(?:全|都|就|只|光|只有)(?:家)?(?:靠|指望|凭){_EARNERS}"
    rf"|(?:就|只|光|只有){_EARNERS}(?:一个人?|一人)?(?:在)?(?:挣|赚|打工|上班|工作|有收入|有工作|干活|外面)"
)
_NOTHING = re.compile(
    r"没人(?:上班|工作|挣钱|赚钱|打工)|(?:没有?|没得|无|呒没|冇|零|木有)(?:什么|啥|任何|一分钱?|一点|固定的?|经济)?(?:收入|"
    r"进账|进项|来源|挣钱|赚钱|工资|退休金)|(?:没|不|没有|没在|不在|没去|弗)(?:工作|上班|干活|"
    r"做事|挣钱|赚钱|打工)"
    r"|失业|下岗|待业|无业|家庭主妇|全职(?:妈妈|太太|带娃)|(?:在家)?带(?:孩子|小孩|娃)|(?:在|"
    r"还在|都在|都|还)(?:上学|读书|念书|上大学|上小学|上幼儿园)|收入(?:是|为)?(?:零|0|没有|"
    r"呒没|没得)|一分(?:钱)?(?:都|也)?(?:没有|没得|不挣|没挣|呒没)|分文(?:没有|无)|"
    r"在家(?:务农)?闲着|种点地(?:没收入)?"
)
_DENIED_NOTHING = re.compile(r"(?:不是|并非|不算)$")
_EARNER = re.compile(
    r"(?:老公|丈夫|老婆|妻子|爱人|媳妇|老伴|儿子|女儿|爸|妈|父亲|母亲|父母|爹|娘|哥|弟|姐|妹|"
    r"对象|孩子|小孩|娃)"
)
_NO_MONEY = re.compile(r"(?:口|个|岁|人|年(?!收|薪)|月|天|号|日|点|级|平)")
_AROUND = 14  # how far around a number its meaning is looked for
_CENT = Decimal("0.01")
_MOST = Decimal(1_000_000)


def income(said: Sequence[str], size: int | None, *, alone: bool) -> Decimal | None:
    """The household's income, if the words settle it: of all together, or of everybody who earns.

    One person's income is the household's only if nobody else earns: the person lives alone, another is said
    to earn nothing, or is said to be the only one.

    Args:
        said: the clauses.
        size: people in the household, if known.
        alone: whether the income was asked, so that an amount without a subject is the household's.
    """
    earned: dict[str, Decimal] = {}
    total: Decimal | None = None
    without: set[str] = set()
    bare: list[Decimal] = []
    earner = ""
    for clause in said:
        earner = _earner(clause) or earner
        nothing = _NOTHING.search(clause)
        if nothing and not _DENIED_NOTHING.search(clause[: nothing.start()]):
            without.add(
                "all" if _EVERYBODY.search(clause) or "都" in clause[: nothing.start()] else _earner(clause)
            )
            continue
        for amount in _amounts(clause, alone):
            if _EVERYBODY.search(clause):
                total = amount
            elif earner:
                earned[earner] = earned.get(earner, Decimal(0)) + amount
            else:
                bare.append(amount)
    return _household(total, earned, without, bare, size, said, alone)


def _household(
    total: Decimal | None,
    earned: dict[str, Decimal],
    without: set[str],
    bare: list[Decimal],
    size: int | None,
    said: Sequence[str],
    alone: bool,
) -> Decimal | None:
    if total is not None:
        return total
    if earned:
        only = any(_ONLY_EARNER.search(clause) for clause in said)
        others = without - earned.keys()
        if size == 1 or only or others or len(earned) >= 2:
            return sum(earned.values(), Decimal(0)) + sum(bare, Decimal(0))
        return None
    if len(bare) == 1 and alone:
        return bare[0]
    if bare:
        return None
    if "all" in without or (without and size == 1) or (alone and "" in without) or len(without) >= 2:
        return Decimal(0)
    return None


def speaks_of_income(said: Iterable[str]) -> bool:
    """Whether a text is about somebody's income, though it may not settle the household's."""
    return any(_NOTHING.search(clause) or _amounts(clause, alone=True) for clause in said)


def _earner(clause: str) -> str:
    found = _EARNER.search(clause)
    whom = subject(clause)
    if found and whom != "self":
        return found[0]
    return "self" if whom == "self" or re.search(r"^(?:就|靠|全靠)?我", clause) else ""


def _amounts(clause: str, alone: bool) -> list[Decimal]:
    """The monthly incomes that a clause names; none where it speaks of spending, debts or daily wages."""
    if _SPENDS.search(clause) or _DAILY.search(clause):
        return []
    earns, together = bool(_EARNS.search(clause)), bool(_EVERYBODY.search(clause))
    if not (alone or earns):
        return []
    months = 12 if _YEARLY.search(clause) else 1
    found = []
    for one in spoken_numbers(clause):
        after = clause[one.end : one.end + _AROUND]
        if not 0 <= one.value <= _MOST * months or _NO_MONEY.match(after):
            continue
        money = bool(_MONEY_AFTER.match(after))
        if one.value < 100 and not (money or (one.value == 0 and alone)):
            continue
        nothing_else = one.start <= 6 and not after.strip("多来几出头左右上下的了吧不到")
        if money or earns or together or nothing_else:
            found.append((one.value / months).quantize(_CENT, ROUND_HALF_UP))
    return found
