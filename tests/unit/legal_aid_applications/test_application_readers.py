"""Personal fields as people really type them."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import damm

from bot.legal_aid.applications.numbers import make_number, read_number
from bot.legal_aid.applications.readers import birth_date, read_address, read_id_number, read_statement
from bot.personal_fields import FieldNotUnderstood, read_name, read_phone


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("王小明", "王小明"),
        ("我叫王小明", "王小明"),
        ("我叫王小明。", "王小明"),
        ("我是王小明", "王小明"),
        ("你好，我的名字叫王小明，谢谢", "王小明"),
        ("姓名：王小明", "王小明"),
        ("姓名 王 小 明", "王小明"),
        ("本人 欧阳娜娜", "欧阳娜娜"),
        ("名字是李四", "李四"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("㛃茹", "㛃茹"),
        ("John Smith", "John Smith"),
    ],
)
def test_a_name_is_read(typed: str, name: str) -> None:
    assert read_name(typed) == name


@pytest.mark.parametrize(
    "typed",
    ["", "王", "我叫", "13812341234", "王小明13812341234", "不想告诉你", "为什么要名字", "哈" * 60, "？？"],
)
def test_what_is_no_name_is_asked_for_again(typed: str) -> None:
    with pytest.raises(FieldNotUnderstood, match="请只写身份证上的姓名") as again:
        read_name(typed)
    assert again.value.field == "name"


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("13812341234", "+8613812341234"),
        ("138 1234 1234", "+8613812341234"),
        ("138-1234-1234", "+8613812341234"),
        ("１３８１２３４１２３４", "+8613812341234"),
        ("+86 138 1234 1234", "+8613812341234"),
        ("8613812341234", "+8613812341234"),
        ("电话一三八一二三四一二三四", "+8613812341234"),
        ("电话是幺三八一二三四幺二三四，打这个", "+8613812341234"),
        ("我的号码：13812341234。", "+8613812341234"),
        ("138\u200b12341234", "+8613812341234"),
        ("0578-7123456", "+865787123456"),
        ("（0578）7123456", "+865787123456"),
        ("座机0571 87654321", "+8657187654321"),
        ("13812341234，就是13812341234", "+8613812341234"),
    ],
)
def test_a_phone_number_is_read(typed: str, phone: str) -> None:
    assert read_phone(typed) == phone


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("没有电话", "没看到"),
        ("1381234123", "11 位，您给的是 10 位"),
        ("138123412345", "11 位，您给的是 12 位"),
        ("7123456", "区号"),
        ("400-800-1234", "打不通"),
        ("+1 202 555 0123", "大陆"),
        ("13812341234或者13912341234", "不止一个"),
        ("12000000000", "打不通"),
    ],
)
def test_a_wrong_phone_number_is_told_what_is_wrong(typed: str, said: str) -> None:
    with pytest.raises(FieldNotUnderstood, match=said):
        read_phone(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("11010519491231002X", "11010519491231002X"),
        ("11010519491231002x", "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
        ("110105 19491231 002X", "11010519491231002X"),
        ("我的身份证号是11010519491231002×", "11010519491231002X"),
        ("身份证：110105-19491231-002X。", "11010519491231002X"),
    ],
)
def test_an_id_number_is_read(typed: str, number: str) -> None:
    assert read_id_number(typed) == number
    assert birth_date(number) == date(1949, 12, 31)


def test_a_county_code_newer_than_the_birth_is_no_reason_to_refuse() -> None:
    number = "33118119800101001" + check("33118119800101001")
    assert read_id_number(number) == number


def check(first: str) -> str:
    from stdnum.cn import ric

    return ric.calc_check_digit(first + "0")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("不想给", "可以不填"),
        ("110105491231002", "15 位"),
        ("1101051949123100", "16 位"),
        ("110105194912310021", "有一位写错"),
        ("11010519491331002" + check("11010519491331002"), "出生日期"),
        ("11010520991231002" + check("11010520991231002"), "出生日期"),
    ],
)
def test_a_wrong_id_number_is_told_what_is_wrong(typed: str, said: str) -> None:
    with pytest.raises(FieldNotUnderstood, match=said):
        read_id_number(typed)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("龙泉市八都镇高大门村12号", "龙泉市八都镇高大门村12号"),
        ("我住在龙泉市剑池街道中山路８号３幢601室。", "龙泉市剑池街道中山路8号3幢601室"),
        ("地址：浙江省丽水市龙泉市 安仁镇", "浙江省丽水市龙泉市 安仁镇"),
        ("家住安仁镇永和村", "安仁镇永和村"),
        ("现住址是龙泉市八都镇", "龙泉市八都镇"),
    ],
)
def test_an_address_is_read(typed: str, address: str) -> None:
    assert read_address(typed) == address


@pytest.mark.parametrize("typed", ["", "龙泉", "不告诉你我在哪", "村" * 200])
def test_an_address_that_no_letter_would_reach_is_asked_for_again(typed: str) -> None:
    with pytest.raises(FieldNotUnderstood, match="地址"):
        read_address(typed)


def test_a_statement_of_means_keeps_its_lines_and_has_limits() -> None:
    assert read_statement("一家四口，\n我一个月三千二。") == "一家四口，\n我一个月三千二。"
    for typed in ("穷", "穷" * 1001):
        with pytest.raises(FieldNotUnderstood):
            read_statement(typed)


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_or_asked_for_again(typed: str) -> None:
    for read in (read_name, read_phone, read_id_number, read_address, read_statement, read_number):
        with contextlib.suppress(FieldNotUnderstood):
            assert read(typed)


@given(st.integers(2020, 2099), st.integers(1, 999_999))
def test_a_number_is_read_back_however_it_is_typed(year: int, serial: int) -> None:
    number = make_number("LQ", year, serial)
    for typed in (number, number.lower(), number.replace("-", ""), f"编号 {number.replace('-', ' ')}。"):
        assert read_number(typed) == number


@given(st.integers(1, 999_999), st.integers(0, 5), st.integers(1, 9))
def test_one_digit_wrong_is_noticed(serial: int, place: int, more: int) -> None:
    number = make_number("LQ", 2026, serial)
    at = 8 + place
    wrong = number[:at] + str((int(number[at]) + more) % 10) + number[at + 1 :]
    assert damm.is_valid(number[3:7] + number[8:14] + number[-1])
    with pytest.raises(FieldNotUnderstood, match="有一位写错"):
        read_number(wrong)
