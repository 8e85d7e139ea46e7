"""Quantities in texts. All sentences are invented."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.numerals import to_chinese
from knowledge_base.quantities import Quantity, quantities

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
UNITS = {
    "个工作日": ("工作日", 1),
    "工作日": ("工作日", 1),
    "个小时": ("小时", 1),
    "小时": ("小时", 1),
    "周岁": ("岁", 1),
    "岁": ("岁", 1),
    "日": ("日", 1),
    "天": ("日", 1),
    "个月": ("月", 1),
    "年": ("月", 12),
    "倍": ("倍", 1),
    "万元": ("元", 10_000),
    "万块": ("元", 10_000),
    "元": ("元", 1),
    "块钱": ("元", 1),
}

numbers = st.integers(1, 9999)
units = st.sampled_from(sorted(UNITS))


def found(text: str) -> list[tuple[float, str]]:
    return [(float(quantity.value), quantity.unit) for quantity in quantities(text)]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("三十日", (30, "日")),
        ("30日", (30, "日")),
        ("３０日", (30, "日")),
        ("30天", (30, "日")),
        ("一百二十天", (120, "日")),
        ("一百零五日", (105, "日")),
        ("30多天", (30, "日")),
        ("三天半", (3.5, "日")),
        ("半天", (0.5, "日")),
        ("十五个工作日", (15, "工作日")),
        ("15个工作日", (15, "工作日")),
        ("十五工作日", (15, "工作日")),
        ("二十四小时", (24, "小时")),
        ("24个小时", (24, "小时")),
        ("半小时", (0.5, "小时")),
        ("两个小时", (2, "小时")),
        ("两个月", (2, "月")),
        ("二个月", (2, "月")),
        ("半个月", (0.5, "月")),
        ("十二个月", (12, "月")),
        ("一年", (12, "月")),
        ("两年", (24, "月")),
        ("两年半", (30, "月")),
        ("半年", (6, "月")),
        ("1.5年", (18, "月")),
        ("二十年", (240, "月")),
        ("十八周岁", (18, "岁")),
        ("18岁", (18, "岁")),
        ("六十岁", (60, "岁")),
        ("两倍", (2, "倍")),
        ("2倍", (2, "倍")),
        ("1.5倍", (1.5, "倍")),
        ("一倍半", (1.5, "倍")),
        ("五十元", (50, "元")),
        ("50元", (50, "元")),
        ("五十块钱", (50, "元")),
        ("一万元", (10_000, "元")),
        ("1万元", (10_000, "元")),
        ("10000元", (10_000, "元")),
        ("1.2万元", (12_000, "元")),
        ("五十万元", (500_000, "元")),
        ("三千万元", (30_000_000, "元")),
        ("两万块", (20_000, "元")),
        ("百元", (100, "元")),
        ("百分之五十", (50, "%")),
        ("50%", (50, "%")),
        ("50％", (50, "%")),
        ("５０％", (50, "%")),
        ("0.5%", (0.5, "%")),
        ("百分之百", (100, "%")),
        ("百分之12", (12, "%")),
        ("三分之一", (100 / 3, "%")),
        ("三分之二", (200 / 3, "%")),
        ("十分之一", (10, "%")),
        ("30\u200b日", (30, "日")),
    ],
)
def test_a_quantity_is_read_in_every_spelling(text: str, quantity: tuple[float, str]) -> None:
    for sentence in (text, f"应当在{text}内到公园办理", f"（{text}）", f"满{text}，"):
        ((value, unit),) = found(sentence)
        assert value == pytest.approx(quantity[0])
        assert unit == quantity[1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "公园早晨开门",
        "第三条",
        "第三十二条第二款",
        "第一编",
        "第二章第3节",
        "2024年3月1日起施行",
        "二〇二四年三月一日",
        "2024年",
        "二〇二四年",
        "1999年以前",
        "三个人",
        "五本书",
        "六时开门",
        "一起去",
        "年",
        "每日",
        "几天",
        "数倍",
    ],
)
def test_dates_numbers_of_articles_and_other_counts_are_no_quantities(text: str) -> None:
    assert found(text) == []


def test_all_quantities_of_a_text_are_found_and_counted() -> None:
    text = "五日以上十日以下，一年六个月，罚五十元以上五百元以下，逾期十日的加百分之三。"
    assert sorted(found(text)) == sorted(
        [(5, "日"), (10, "日"), (12, "月"), (6, "月"), (50, "元"), (500, "元"), (10, "日"), (3, "%")]
    )


def test_a_share_is_not_read_twice() -> None:
    assert found("百分之三十日") == [(30, "%")]
    assert [unit for _, unit in found("三分之二年")] == ["%"]


def test_values_are_exact() -> None:
    assert list(quantities("三分之一")) == [Quantity(Fraction(100, 3), "%")]
    assert list(quantities("0.1倍")) == [Quantity(Fraction(1, 10), "倍")]


def test_years_and_months_meet_in_months_but_days_stay_days() -> None:
    assert found("一年") == found("十二个月")
    assert found("半年") == found("六个月")
    assert found("三十日") != found("一个月")


def test_a_numeral_that_is_none_matches_nothing_and_breaks_nothing() -> None:
    ((value, unit),) = found("3十日")
    assert (value < 0, unit) == (True, "日")


@settings(max_examples=200)
@given(numbers, units)
def test_the_same_number_in_either_notation_is_the_same_quantity(number: int, unit: str) -> None:
    if unit == "年" and 1900 <= number < 2100:
        number -= 1000  # 2024年 names a year
    name, times = UNITS[unit]
    expected = [Quantity(Fraction(number * times), name)]
    assert list(quantities(f"满{number}{unit}的")) == expected
    assert list(quantities(f"满{to_chinese(number)}{unit}的")) == expected
    assert list(quantities(f"满{str(number).translate(_FULL_WIDTH)}{unit}的")) == expected


@settings(max_examples=100)
@given(st.integers(1, 9999))
def test_the_same_share_in_either_notation_is_the_same_quantity(number: int) -> None:
    expected = [Quantity(Fraction(number), "%")]
    assert list(quantities(f"收百分之{to_chinese(number)}的费用")) == expected
    assert list(quantities(f"收百分之{number}的费用")) == expected
    assert list(quantities(f"收{number}%的费用")) == expected


@settings(max_examples=100)
@given(st.integers(0, 999), st.integers(0, 99), units)
def test_a_decimal_is_read_exactly(whole: int, part: int, unit: str) -> None:
    name, times = UNITS[unit]
    value = Fraction(f"{whole}.{part:02}") * times
    assert list(quantities(f"满{whole}.{part:02}{unit}的")) == [Quantity(value, name)]
    assert list(quantities(f"满{whole}．{part:02}{unit}的")) == [Quantity(value, name)]


@settings(max_examples=100)
@given(
    st.text(alphabet="第条一二十百千两半零〇0９3.．%％分之年月日天个工作小时元万块钱倍多岁周，", max_size=16)
)
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for quantity in quantities(text):
        assert quantity.unit in {"日", "工作日", "小时", "月", "岁", "倍", "元", "%"}
