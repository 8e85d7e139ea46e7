"""Chinese numerals as statutes use them."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge_base.numerals import article_label, normalise_article, to_chinese, to_int

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

numbers = st.integers(1, 9999)


def test_every_number_below_ten_thousand_survives_being_written_and_read() -> None:
    assert [to_int(to_chinese(number)) for number in range(1, 10_000)] == list(range(1, 10_000))


def test_no_two_numbers_are_written_alike() -> None:
    assert len({to_chinese(number) for number in range(1, 10_000)}) == 9999


def _digit(allow_zero: bool) -> st.SearchStrategy[int]:
    return st.integers(0 if allow_zero else 1, 9)


@st.composite
def written(draw: st.DrawFn) -> str:
    """A numeral put together as one is spoken, independently of the code under test."""
    digits = draw(st.lists(_digit(True), min_size=1, max_size=4).filter(any))
    spoken = ""
    for place, digit in enumerate(digits):
        name = ["", "十", "百", "千"][len(digits) - 1 - place]
        spoken += f"{'零一二三四五六七八九'[digit]}{name if digit else ''}"
    spoken = re.sub("零+", "零", spoken).strip("零")
    return spoken.removeprefix("一") if spoken.startswith("一十") else spoken


@given(written())
def test_every_numeral_in_the_style_of_headings_survives_being_read_and_written(numeral: str) -> None:
    assert to_chinese(to_int(numeral)) == numeral


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("一十", 10),
        ("十一", 11),
        ("二十", 20),
        ("一百零三", 103),
        ("一百〇三", 103),
        ("一百一十", 110),
        ("一千零七十九", 1079),
        ("两千零五", 2005),
        ("九千九百九十九", 9999),
        ("二〇二一", 2021),
        ("一〇七九", 1079),
        ("一二三四", 1234),
        ("12", 12),
        ("１０７９", 1079),
        (" 三 ", 3),
        ("零", 0),
    ],
)
def test_reads_every_notation(numeral: str, number: int) -> None:
    assert to_int(numeral) == number


@pytest.mark.parametrize("text", ["", " ", "法", "第三", "十0", "三x", "1.5", "-1", "²"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"numeral|invalid"):
        to_int(text)


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_only_numbers_that_headings_use_are_written(number: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        to_chinese(number)


def test_an_inserted_article_carries_its_suffix() -> None:
    assert article_label(234) == "第二百三十四条"
    assert article_label(234, 1) == "第二百三十四条之一"
    assert article_label(10, 11) == "第十条之十一"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1079条", "第一千零七十九条"),
        ("第１０条", "第十条"),
        ("第 10 条", "第十条"),
        ("第一〇七九条", "第一千零七十九条"),
        ("第10条之1", "第十条之一"),
        ("第十条 之 二", "第十条之二"),
        ("青山市公园管理条例第三条之一第二款", "第三条之一"),
        ("第三条和第五条", "第三条"),
        ("公园条例怎么说", None),
        ("第条", None),
        ("第10000条", None),
        ("第零条", None),
        ("", None),
    ],
)
def test_the_first_article_in_a_text_is_named_as_its_heading_is(text: str, label: str | None) -> None:
    assert normalise_article(text) == label


@given(
    number=numbers,
    suffix=st.none() | st.integers(1, 99),
    before=st.sampled_from(["", "《青山市公园管理条例》", "请问"]),
    after=st.sampled_from(["", "第二款第（三）项", " 是什么意思？"]),
    space=st.sampled_from(["", " ", "\u3000"]),
    notation=st.sampled_from(["chinese", "arabic", "full width"]),
    opens=st.sampled_from(["第", ""]),
)
def test_an_article_is_recognised_in_every_notation(
    number: int, suffix: int | None, before: str, after: str, space: str, notation: str, opens: str
) -> None:
    def write(value: int) -> str:
        if notation == "chinese":
            return to_chinese(value)
        return str(value) if notation == "arabic" else str(value).translate(_FULL_WIDTH)

    cited = f"{opens}{space}{write(number)}{space}条" + (f"之{write(suffix)}" if suffix else "")
    assert normalise_article(before + cited + after) == article_label(number, suffix)


@given(number=numbers, suffix=st.none() | numbers)
def test_normalising_a_heading_leaves_it_as_it_is(number: int, suffix: int | None) -> None:
    label = article_label(number, suffix)
    assert normalise_article(label) == label


@settings(max_examples=200)
@given(st.text(alphabet="第条零〇一两九十百千0９ 法，", max_size=12))
def test_any_text_has_a_heading_or_none(text: str) -> None:
    label = normalise_article(text)
    assert label is None or normalise_article(label) == label


@settings(max_examples=50)
@given(st.text(alphabet="第条之零一十百0９", max_size=12))
@example("第三条之十0")
def test_any_text_with_a_suffix_has_a_heading_or_none(text: str) -> None:
    label = normalise_article(text)
    assert label is None or normalise_article(label) == label
