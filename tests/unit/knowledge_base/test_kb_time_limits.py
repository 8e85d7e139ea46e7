"""Time limits as the bureau's lawyers keep them, and how periods are counted."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.faq_entries import InvalidContent
from knowledge_base.importers.markdown import UnreadableStatute, read_markdown
from knowledge_base.models import Reference
from knowledge_base.periods import last_day, rests, shift_months, working_day
from knowledge_base.statuses import read_statuses
from knowledge_base.time_limit_lint import time_limit_faults
from knowledge_base.time_limits import read_time_limits

PROJECT = Path(__file__).parents[3]
KNOWLEDGE = PROJECT / "knowledge_base"
LAWS = PROJECT.parent / "shared" / "laws"
TABLE = read_time_limits(KNOWLEDGE / "parameters")

LIMIT = {
    "id": "park-barbecue",
    "kind": "claim",
    "title": "申请退还草皮押金",
    "length": 10,
    "unit": "日",
    "rule": "从烧烤那天的第二天起算",
    "ask": "请告诉我是哪天烧烤的",
    "matter": ["草皮押金"],
    "acts": ["退"],
    "starts": [{"said": "烧烤", "words": ["烧烤"]}],
    "citations": [{"law": "青山市公园管理条例", "article": "第一条"}],
    "caveats": ["管理处放假时另外说明。"],
    "still": "可以和公园商量",
    "next_step": "打公园服务台的电话问一问。",
}
PARK = Reference("青山市公园管理条例", "第一条")


def write(folder: Path, *limits: dict[str, object]) -> Path:
    """A knowledge base of these limits alone."""
    shutil.copytree(KNOWLEDGE / "schemas", folder / "schemas")
    parameters = folder / "parameters"
    parameters.mkdir()
    content = {"as_of": "2026-01-01", "limits": list(limits)}
    (parameters / "time_limits.yaml").write_text(
        yaml.safe_dump(content, allow_unicode=True), encoding="utf-8"
    )
    return parameters


def test_what_ships_has_every_row_of_the_table() -> None:
    told = {limit.id: (limit.length, limit.unit) for limit in TABLE.limits}
    expected = {
        "labour-arbitration": (1, "年"),
        "labour-pay-arrears": (1, "年"),
        "labour-arbitration-acceptance": (5, "日"),
        "labour-award-decision": (45, "日"),
        "labour-award-suit": (15, "日"),
        "labour-award-annulment": (30, "日"),
        "labour-inspection": (2, "年"),
        "work-injury-employer": (30, "日"),
        "work-injury-worker": (1, "年"),
        "reconsideration": (60, "日"),
        "reconsideration-acceptance": (5, "工作日"),
        "reconsideration-decision": (60, "日"),
        "reconsideration-suit": (15, "日"),
        "administrative-suit": (6, "月"),
        "appeal-judgment": (15, "日"),
        "appeal-ruling": (10, "日"),
        "appeal-criminal-judgment": (10, "日"),
        "appeal-criminal-ruling": (5, "日"),
        "enforcement": (2, "年"),
        "mediation-confirmation": (30, "日"),
        "protection-order-decision": (72, "小时"),
        "protection-order-validity": (6, "月"),
        "state-compensation": (2, "年"),
        "land-arbitration": (2, "年"),
        "maintenance": (0, "日"),
        "civil-limitation": (3, "年"),
    }
    assert told == expected


def test_lengths_are_spelled_as_people_say_them() -> None:
    spelled = {limit.id: limit.spelled for limit in TABLE.limits}
    assert spelled["enforcement"] == "两年"
    assert spelled["administrative-suit"] == "六个月"
    assert spelled["reconsideration-acceptance"] == "五个工作日"
    assert spelled["protection-order-decision"] == "七十二小时"


def test_a_limit_is_found_by_its_id() -> None:
    assert TABLE.named("enforcement").length == 2
    with pytest.raises(KeyError):
        TABLE.named("none-such")


@pytest.mark.skipif(
    not LAWS.is_dir(), reason=f"the statutes are not at hand ({LAWS}); the project ships none"
)
def test_every_citation_exists_and_states_the_length() -> None:
    cited = {one.law for limit in TABLE.limits for one in (*limit.citations, *limit.counting)}
    newest: dict[tuple[str, str], tuple[date, dict[Reference, str]]] = {}
    for path in LAWS.rglob("*.md"):
        if not any(law in path.name or law in str(path.parent) for law in cited):
            continue
        try:
            statute = read_markdown(path)
        except UnreadableStatute:
            continue
        texts = {Reference(statute.title, article.label): article.text for article in statute.articles}
        key, version = (statute.title, statute.part), statute.version or date.min
        if key not in newest or newest[key][0] <= version:
            newest[key] = (version, texts)
    texts = {reference: text for _, articles in newest.values() for reference, text in articles.items()}
    today = date(2026, 11, 23)
    statuses = read_statuses(KNOWLEDGE / "statutes")
    outdated = {law for law in cited if statuses.outdated(law, today)}
    assert {law for law in cited if not any(one.law == law for one in texts)} == set()
    assert list(time_limit_faults(TABLE, texts, outdated)) == []


@pytest.mark.parametrize(
    ("text", "outdated", "fault"),
    [
        ("押金在十日以内退还。", (), None),
        ("押金在十五日以内退还。", (), "没有“十日”"),
        ("押金在十日以内退还。", ("青山市公园管理条例",), "已被代替"),
        ("押金在十日以内退还。游人可以先打公园服务台的电话问一问就好，再来现场。", (), "照抄"),
        (None, (), "找不到"),
    ],
)
def test_the_lint_compares_with_the_article(
    tmp_path: Path, text: str | None, outdated: tuple[str, ...], fault: str | None
) -> None:
    limit = LIMIT | {"still": "可以先打公园服务台的电话问一问就好"}
    table = read_time_limits(write(tmp_path, limit))
    texts = {Reference("别的", "第一条"): "无关"} | ({PARK: text} if text else {})
    faults = list(time_limit_faults(table, texts, outdated))
    assert [fault in one for one in faults] == [True] if fault else faults == []


def test_without_statutes_the_lint_says_nothing(tmp_path: Path) -> None:
    assert list(time_limit_faults(read_time_limits(write(tmp_path, LIMIT)), {})) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"matter": ["("]}, "正则"),
        ({"matter": ["a*"]}, "什么都能匹配"),
        ({"unit": "旬"}, "time_limits.yaml"),
        ({"length": 0}, "time_limits.yaml"),
        ({"citations": []}, "time_limits.yaml"),
        ({"citations": [{"law": "公园条例", "article": "1"}]}, "time_limits.yaml"),
        ({"caveats": []}, "time_limits.yaml"),
        ({"typo": "x"}, "time_limits.yaml"),
        ({"others": [{"limit": "none-such", "words": "不然的话"}]}, "none-such"),
        ({"others": [{"limit": "park-barbecue", "words": "不然的话"}]}, "park-barbecue"),
    ],
)
def test_a_faulty_limit_is_refused(tmp_path: Path, change: dict[str, object], fault: str) -> None:
    with pytest.raises(InvalidContent, match=fault):
        read_time_limits(write(tmp_path, LIMIT | change))


def test_a_limit_needs_a_length_unless_no_time_runs(tmp_path: Path) -> None:
    without = {key: value for key, value in LIMIT.items() if key not in ("length", "unit")}
    assert read_time_limits(write(tmp_path / "free", without | {"kind": "none"})).limits[0].length == 0
    with pytest.raises(InvalidContent, match="length"):
        read_time_limits(write(tmp_path / "bound", without))


def test_an_id_stands_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidContent, match="两次"):
        read_time_limits(write(tmp_path, LIMIT, LIMIT))


@pytest.mark.parametrize(
    ("start", "length", "unit", "last"),
    [
        ("2026-11-20", 15, "日", "2026-12-05"),
        ("2026-09-03", 60, "日", "2026-11-02"),
        ("2025-12-31", 1, "年", "2026-12-31"),
        ("2024-02-29", 1, "年", "2025-02-28"),
        ("2024-02-29", 4, "年", "2028-02-29"),
        ("2026-08-31", 6, "月", "2027-02-28"),
        ("2023-08-31", 6, "月", "2024-02-29"),
        ("2026-03-31", 1, "月", "2026-04-30"),
        ("2026-11-23", 72, "小时", "2026-11-26"),
        ("2026-11-23", 24, "小时", "2026-11-24"),
        ("2026-11-23", 25, "小时", "2026-11-25"),
        ("2026-11-16", 5, "工作日", "2026-11-23"),
        ("2026-11-20", 5, "工作日", "2026-11-27"),
        ("2026-09-28", 5, "工作日", "2026-10-12"),
    ],
)
def test_periods_are_counted_as_the_code_says(start: str, length: int, unit: str, last: str) -> None:
    assert last_day(date.fromisoformat(start), length, unit) == date.fromisoformat(last)  # type: ignore[arg-type]


def test_a_last_day_moves_only_over_holidays() -> None:
    assert rests(date(2026, 12, 5))
    assert working_day(date(2026, 12, 5)) == date(2026, 12, 7)
    assert working_day(date(2026, 12, 7)) == date(2026, 12, 7)
    assert working_day(date(2026, 10, 1)) == date(2026, 10, 8)
    assert TABLE.named("appeal-judgment").carried_to(date(2026, 12, 5)) == date(2026, 12, 7)
    assert TABLE.named("work-injury-worker").carried_to(date(2026, 12, 5)) == date(2026, 12, 5)


days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@given(day=days, months=st.integers(-600, 600))
def test_months_end_on_the_matching_day_or_the_last_of_the_month(day: date, months: int) -> None:
    moved = shift_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


@given(first=days, later=st.integers(0, 400), length=st.integers(1, 60))
def test_who_starts_later_ends_no_earlier(first: date, later: int, length: int) -> None:
    second = first + timedelta(days=later)
    for unit in ("日", "月", "年", "工作日", "小时"):
        assert last_day(first, length, unit) <= last_day(second, length, unit)  # type: ignore[arg-type]
