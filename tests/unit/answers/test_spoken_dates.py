"""Spoken dates of past events, read on Monday 23 November 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.spoken_dates import Precision, SpokenDate, spoken_dates
from knowledge_base.numerals import to_chinese

TODAY = date(2026, 11, 23)


def read(text: str, today: date = TODAY) -> SpokenDate:
    """The one date that a text tells."""
    (found,) = spoken_dates(text, today)
    return found


def days(text: str) -> tuple[str, str]:
    found = read(text)
    return found.earliest.isoformat(), found.latest.isoformat()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天", "2026-11-23"),
        ("昨天晚上", "2026-11-22"),
        ("前天", "2026-11-21"),
        ("大前天", "2026-11-20"),
        ("上周五", "2026-11-20"),
        ("上个星期天", "2026-11-22"),
        ("上上周三", "2026-11-11"),
        ("这周一", "2026-11-23"),
        ("周三收到的", "2026-11-18"),
        ("礼拜天", "2026-11-22"),
        ("9月3号", "2026-09-03"),
        ("12月5号", "2025-12-05"),
        ("今年三月五号", "2026-03-05"),
        ("十一月十二日", "2026-11-12"),
        ("去年12月31日", "2025-12-31"),
        ("2024年2月29日", "2024-02-29"),
        ("二〇二一年三月五日", "2021-03-05"),
        ("21年5月1号", "2021-05-01"),
        ("２０２５年１２月３日", "2025-12-03"),
        ("2025-12-03", "2025-12-03"),
        ("2025.12.3收到", "2025-12-03"),
        ("9.3收到", "2026-09-03"),
        ("9/3号", "2026-09-03"),
        ("上个月15号", "2026-10-15"),
        ("本月3日", "2026-11-03"),
        ("25号收到的", "2026-10-25"),
        ("3号收到的", "2026-11-03"),
        ("去年今天", "2025-11-23"),
        ("三天前", "2026-11-20"),
        ("10天前", "2026-11-13"),
    ],
)
def test_a_day_is_read_to_the_day(text: str, day: str) -> None:
    assert days(text) == (day, day)
    assert read(text).precision is Precision.DAY


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("去年12月", "2025-12-01", "2025-12-31", Precision.MONTH),
        ("去年的十二月份", "2025-12-01", "2025-12-31", Precision.MONTH),
        ("2021年5月", "2021-05-01", "2021-05-31", Precision.MONTH),
        ("24年2月", "2024-02-01", "2024-02-29", Precision.MONTH),
        ("上个月", "2026-10-01", "2026-10-31", Precision.MONTH),
        ("上上个月", "2026-09-01", "2026-09-30", Precision.MONTH),
        ("这个月", "2026-11-01", "2026-11-23", Precision.MONTH),
        ("12月", "2025-12-01", "2025-12-31", Precision.MONTH),
        ("三年前的9月", "2023-09-01", "2023-09-30", Precision.MONTH),
        ("19年", "2019-01-01", "2019-12-31", Precision.YEAR),
        ("98年", "1998-01-01", "1998-12-31", Precision.YEAR),
        ("二零年", "2020-01-01", "2020-12-31", Precision.YEAR),
        ("前年", "2024-01-01", "2024-12-31", Precision.YEAR),
        ("今年", "2026-01-01", "2026-11-23", Precision.YEAR),
        ("9月底", "2026-09-20", "2026-09-30", Precision.AROUND),
        ("10月初", "2026-10-01", "2026-10-10", Precision.AROUND),
        ("上个月中旬", "2026-10-11", "2026-10-20", Precision.AROUND),
        ("去年年底", "2025-11-01", "2025-12-31", Precision.AROUND),
        ("去年上半年", "2025-01-01", "2025-06-30", Precision.AROUND),
        ("上周", "2026-11-16", "2026-11-22", Precision.AROUND),
        ("上周末", "2026-11-21", "2026-11-22", Precision.AROUND),
        ("前几天", "2026-11-14", "2026-11-21", Precision.AROUND),
        ("半个月前", "2026-11-01", "2026-11-15", Precision.AROUND),
        ("三个月前", "2026-08-08", "2026-09-08", Precision.AROUND),
        ("三年前", "2023-05-23", "2024-05-23", Precision.AROUND),
        ("两三天前", "2026-11-20", "2026-11-21", Precision.AROUND),
        ("十几天前", "2026-11-04", "2026-11-13", Precision.AROUND),
        ("国庆", "2026-09-30", "2026-10-09", Precision.AROUND),
        ("国庆后", "2026-10-02", "2026-10-24", Precision.AROUND),
        ("元旦前后", "2025-12-22", "2026-01-14", Precision.AROUND),
        ("去年春节", "2025-01-19", "2025-03-01", Precision.AROUND),
        ("前年这个时候", "2024-11-03", "2024-12-13", Precision.AROUND),
    ],
)
def test_what_is_vague_is_read_as_all_the_days_it_may_mean(
    text: str, earliest: str, latest: str, precision: Precision
) -> None:
    assert days(text) == (earliest, latest)
    assert read(text).precision is precision


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("离职快一年了", "2025-11-24", "2026-02-23"),
        ("离职不到一年", "2025-11-24", "2026-11-23"),
        ("离职一年多了", "2024-11-23", "2025-11-23"),
        ("收到十来天了", "2026-11-09", "2026-11-14"),
        ("收到15天了", "2026-11-08", "2026-11-08"),
        ("收到半个多月了", "2026-10-26", "2026-11-08"),
        ("收到快两个月了", "2026-09-24", "2026-10-08"),
        ("受伤八个月", "2026-03-08", "2026-04-08"),
        ("欠了两年半了", "2024-02-23", "2024-08-23"),
        ("拖了二十多天", "2026-10-25", "2026-11-03"),
    ],
)
def test_a_length_of_time_gone_by_is_marked(text: str, earliest: str, latest: str) -> None:
    assert days(text) == (earliest, latest)
    assert read(text).elapsed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "劳动仲裁时效多久",
        "下个月3号",
        "明年3月",
        "下周五",
        "这周五",
        "每月5号发工资",
        "农历八月十五",
        "八月初三",
        "去年腊月二十",
        "几年前",
        "好多年了",
        "15日内",
        "三年内",
        "一年的时效",
        "还有三天",
        "只剩两个月了",
        "再过五天",
        "判了三年",
        "11月31号",
        "2月30日",
        "2月29号",
        "2027年1月",
        "2100年1月1日",
        "前几年9月",
        "〔2025〕浙民终3号",
        "第12号",
        "住在3号楼",
        "9月31号收到",
        "快过年了",
    ],
)
def test_what_is_no_past_day_for_sure_is_not_read(text: str) -> None:
    assert spoken_dates(text, TODAY) == []


def test_a_month_without_a_year_after_one_of_another_year_may_be_of_either() -> None:
    first, second = spoken_dates("去年5月离职的，9月3号收到裁决书", TODAY)
    assert first.precision is Precision.MONTH
    assert (second.earliest, second.latest) == (date(2025, 9, 3), date(2026, 9, 3))
    assert second.precision is Precision.AROUND


def test_several_dates_are_told_with_their_places() -> None:
    text = "2023年5月入职，去年12月被辞退，上周五收到通知"
    found = spoken_dates(text, TODAY)
    assert [text[one.start : one.end] for one in found] == ["2023年5月", "去年12月", "上周五"]


def test_on_the_turn_of_the_year_last_month_is_of_last_year() -> None:
    found = read("上个月31号", date(2027, 1, 2))
    assert found.earliest == found.latest == date(2026, 12, 31)


todays = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(day=todays, today=todays, chinese=st.booleans())
def test_a_day_written_in_full_is_read_back_unless_it_is_to_come(
    day: date, today: date, chinese: bool
) -> None:
    text = f"{day.year}年{day.month}月{day.day}号"
    if chinese:
        year = "".join("〇一二三四五六七八九"[int(one)] for one in str(day.year))
        text = f"{year}年{to_chinese(day.month)}月{to_chinese(day.day)}日"
    found = spoken_dates(f"判决书{text}收到", today)
    assert [(one.earliest, one.latest) for one in found] == ([(day, day)] if day <= today else [])


@given(today=todays, back=st.integers(0, 360))
def test_a_day_without_a_year_is_the_last_such_day(today: date, back: int) -> None:
    day = today - timedelta(days=back)
    found = spoken_dates(f"{day.month}月{day.day}日", today)
    assert (day.month, day.day) == (2, 29) or [one.latest for one in found] == [day]


_WORDS = (
    "去年 前年 今年 19年 2021年 12月 三月 5号 初 底 上 周五 上个月 国庆 前 后 三 半 个 月 年 天"
    " 多 快 了 前天 春节 的 - . 0 1 2 9 十 百 农历 下 每 元旦 星期 礼拜 今天 收到 大 不到 超过 来 几 号"
    " 日 ， 被"
)
_PIECES = st.sampled_from(_WORDS.split())


@settings(max_examples=400)
@given(text=st.lists(_PIECES, max_size=12).map("".join), today=todays)
def test_no_text_breaks_the_reader_and_none_is_read_as_to_come(text: str, today: date) -> None:
    for found in spoken_dates(text, today):
        assert found.earliest <= found.latest <= today
        assert 0 <= found.start < found.end <= len(text)


@given(text=st.text(max_size=60), today=todays)
def test_any_text_at_all_can_be_read(text: str, today: date) -> None:
    for found in spoken_dates(text, today):
        assert found.earliest <= found.latest <= today
