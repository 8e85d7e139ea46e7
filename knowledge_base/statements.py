"""What an FAQ answer states, piece by piece: figures and verdicts, each with the words that say of what."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from knowledge_base.models import FaqEntry
from knowledge_base.numerals import NUMERAL, to_int
from knowledge_base.quantities import quantities
from knowledge_base.retrieval.tokenizer import bigrams
from knowledge_base.verdicts import KINDS, asked, broad, left_open, verdict, without_verdicts

Value = tuple[Fraction, str]
"""A figure and its unit; for a verdict 1 (yes) or 0 (no) and its kind."""

Sides = tuple[frozenset[int], ...]
"""For each of the distinctions that the law makes, which of its cases a statement is for; none if open."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that an entry says.

    ``scale`` tells what may be held against it: figures of one dimension (时间, %, 元 …) or verdicts of one
    kind; a verdict on the entry's own question has a scale of its own. ``about`` weighs the words around by
    nearness, 0 to 1. ``clause`` is where it stands, ``given`` the figures named before it in its sentence:
    what it is said for (合同满三年的，试用期最多六个月).
    """

    scale: str
    values: frozenset[Value]
    about: Mapping[str, float]
    sides: Sides
    clause: str
    given: frozenset[Value] = frozenset()

    @property
    def is_figure(self) -> bool:
        """Whether it states a figure, not a verdict."""
        return self.scale.removeprefix(_ON_QUESTION) not in KINDS

    @property
    def on_question(self) -> bool:
        """Whether it is the yes or no to the entry's own question."""
        return self.scale.startswith(_ON_QUESTION)


_ON_QUESTION = "问："
_FULL_STOP = re.compile(r"[。！？\n]")
_CLAUSE = re.compile(r"[，、：（）“”]")
_TIME = {"小时", "日", "工作日", "月"}
_COUNT = re.compile(rf"({NUMERAL})(次|名|位|人(?=以上|以下))")
_FIGURE = re.compile(
    rf"百分之{NUMERAL}(?:点{NUMERAL})?|[一二两三四五六七八九十]分之[一二两三四五六七八九十]|[0-9.]+[%％]"
    rf"|(?:{NUMERAL}|[0-9.]+|半)[万亿]?多?"
    r"(?:个?工作日|个?小时|周岁|岁|日|天|个?月|年|倍|元|块钱|次|名|位|个人|人)"
)
# Kinds of punishment are measured by a figure, like units; they do not tell for what.
_MEASURED = re.compile(r"有期徒刑|拘役|管制|罚款|罚金|之日起|以上|以下|以内")
_DENIED = re.compile(r"(?<!是)不是|并非|而非")
_POINTS_BACK = re.compile(rf"[这那]{NUMERAL}(?:个?月|年|天|日)")
_EXAMPLE = ("比如", "例如", "假如")
_BARE = 6
"""A sentence no longer than this is a verdict on the question, and is compared as such."""

# One word for what citizens' wording calls by several names, so that two entries meet in it.
_SAME = {
    "单位": "公司|老板|厂里",
    "起诉": "打官司|告到法院|到法院告|去法院告",
    "商家": "卖家|店家|经营者",
    "强制执行": "申请执行",
    "申请": "提出来|提出",
    "收到": "拿到|接到|送达",
    "辞退": "开除|炒掉|解雇",
    "工资": "工钱|薪水",
    "房东": "出租人",
    "租客": "承租人|房客",
    "复议": "行政复议",
    "仲裁": "劳动仲裁",
}
_SAME_AS = {alias: name for name, aliases in _SAME.items() for alias in aliases.split("|")}
_ALIAS = re.compile("|".join(sorted(_SAME_AS, key=len, reverse=True)))

# Cases that exclude each other: what is said of one cannot contradict what is said of another.
_ROUTES = "时效 复议 仲裁 上诉 抗诉 复核 复查 执行 调解 鉴定 起诉|诉讼(?!时效)|打官司"
_SIDES = [
    ("不满(?!意)|未满|不到|不足", "(?<!圆)满(?!意)|超过|以上"),
    ("判决", "裁定"),
    ("一审", "二审", "再审"),
    ("民事", "刑事|犯罪|缓刑|有期徒刑", "治安"),
    _ROUTES.split(),
    ("国内", "国外|出境"),
    ("试用期", "转正"),
    ("期房", "现房"),
    ("婚前", "婚后"),
    ("自书|亲笔|自己写", "代书", "打印", "录音|录像", "口头", "公证"),
    ("城镇|城里", "农村|村里"),
    ("延长|再加|再延|展期", "^(?!.*(?:延长|再加|再延|展期))"),
]
_SIDE = [re.compile("|".join(f"({case})" for case in cases)) for cases in _SIDES]
_UNMET = re.compile(r"没|未")


def statements(entry: FaqEntry) -> Iterator[Statement]:
    """Figures and verdicts of an entry's answer and next step, then its verdict on its own question.

    What an entry warns of in ``caution`` (a change of law, another province) is another case by nature.
    """
    subject = dict.fromkeys(terms(entry.question), 0.3)
    for text in (entry.answer, entry.next_step):
        before: dict[str, float] = {}
        for paragraph in _FULL_STOP.split(text):
            for sentence in paragraph.split("；"):
                clauses = [clause for clause in _CLAUSE.split(sentence) if clause]
                said = [terms(clause) for clause in clauses]
                yield from _in_sentence(clauses, said, subject | before, entry.question)
                before = dict.fromkeys(set().union(*said), 0.5)
            before = dict.fromkeys(before, 0.2)
    yield from _on_question(entry)


def terms(text: str) -> set[str]:
    """The pairs of characters that tell what a text is about: neither figures nor verdicts."""
    plain = without_verdicts(_MEASURED.sub("，", _FIGURE.sub("，", text)))
    return set(bigrams(_ALIAS.sub(lambda match: _SAME_AS[match[0]], plain)))


def entry_terms(entry: FaqEntry) -> set[str]:
    """What an entry is about as a whole."""
    return terms(entry.question) | terms(entry.answer)


def _in_sentence(
    clauses: Sequence[str], said: Sequence[set[str]], around: Mapping[str, float], question: str
) -> Iterator[Statement]:
    given: set[Value] = set()
    bare = sum(map(len, clauses)) <= _BARE
    for place, clause in enumerate(clauses):
        figures = list(_figures(clause))
        if figures and clause.startswith(_EXAMPLE):
            return  # a sum worked out for a made-up case
        laid_down = None if bare else verdict(clause)
        if figures or laid_down:
            about = dict(around)
            for other, there in enumerate(said):
                near = 0.6 ** (place - other) if other <= place else 0.4 ** (other - place)
                for term in there:
                    about[term] = max(about.get(term, 0.0), near)
            sides = _sides(clause, *reversed(clauses[:place]), *clauses[place + 1 :], question)
            known = frozenset(given)
            for scale, values in figures:
                yield Statement(scale, values, about, sides, clause, known)
            if laid_down:
                values = frozenset({(Fraction(laid_down.yes), laid_down.kind)})
                met = (*sides, _conditions(clauses[:place]))
                yield Statement(laid_down.kind, values, about, met, clause, known)
        given.update(*(values for _, values in figures))


def _figures(clause: str) -> Iterator[tuple[str, frozenset[Value]]]:
    if _DENIED.search(clause):
        return
    own = _POINTS_BACK.sub("，", clause)
    found: dict[str, set[Value]] = {}
    for value, unit in quantities(own):
        found.setdefault("时间" if unit in _TIME else unit, set()).add((value, unit))
    for match in _COUNT.finditer(own):
        unit = "次" if match[2] == "次" else "人"
        found.setdefault(unit, set()).add((Fraction(to_int(match[1])), unit))
    for scale, values in found.items():
        yield scale, frozenset(values)


def _on_question(entry: FaqEntry) -> Iterator[Statement]:
    """The yes or no that opens the answer, once for each wording of the question that it answers."""
    first = re.split("[。；！？]", entry.answer)[0]
    told = ((clause, found) for clause in _CLAUSE.split(first) if (found := verdict(clause)))
    opening = None if left_open(first) else next(told, None)
    if not opening:
        return
    clause, found = opening
    kind = broad(found.kind)
    for wording in (entry.question, *entry.phrasings):
        if asked(wording) == kind:
            sides = (*_sides(wording), frozenset({len(_UNMET.findall(wording)) % 2}))
            about = dict.fromkeys(terms(wording), 1.0)
            values = frozenset({(Fraction(found.yes), kind)})
            yield Statement(_ON_QUESTION + kind, values, about, sides, clause)


def _sides(*scopes: str) -> Sides:
    """The cases that the nearest of these texts names, for each distinction."""
    return tuple(next(filter(None, (_named(side, scope) for scope in scopes)), frozenset()) for side in _SIDE)


def _named(side: re.Pattern[str], text: str) -> frozenset[int]:
    return frozenset(match.lastindex or 0 for match in side.finditer(text))


def _conditions(before: Sequence[str]) -> frozenset[int]:
    """Whether what goes before a verdict is a case where something was not done; open if nothing does."""
    return frozenset({int(any(map(_UNMET.search, before)))}) if before else frozenset()
