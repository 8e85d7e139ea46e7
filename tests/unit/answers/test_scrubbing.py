"""No personal data reaches the gap list, and what was asked is still to be understood."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.scrubbing import LONGEST, scrub

PIECES = ["我叫", "我是", "王小明", "电话", "路12号", "502室", "浙K", "@qq.com", " ", "-", "\u200b", "\u0301"]
DIGITS = st.sampled_from("0123456789０１２３４５６７８９①②③²³٠١٢٣०१२⑩⑪")


@given(st.lists(st.one_of(DIGITS, st.sampled_from(PIECES), st.text(max_size=8))).map("".join))
def test_no_run_of_five_digits_ever_survives(text: str) -> None:
    kept = scrub(text)
    assert not re.search(r"\d{5}", kept)
    assert not re.search(r"\d{5}", unicodedata.normalize("NFKC", kept))
    assert len(kept) <= LONGEST


@given(st.text(alphabet="0123456789 -", min_size=5, max_size=30).filter(lambda text: text.strip()))
def test_nor_one_that_is_broken_up(text: str) -> None:
    if re.search(r"\d(?:[ -]{0,2}\d){4}", text):
        assert not re.search(r"\d(?:[ -]{0,2}\d){4}", scrub(text))


@given(st.text(max_size=300))
def test_what_is_kept_is_one_line_that_a_database_takes(text: str) -> None:
    kept = scrub(text)
    assert "\n" not in kept
    assert "\x00" not in kept
    kept.encode()


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("我叫王小明，老板拖欠工资", "王小明"),
        ("我叫欧阳小红，想离婚", "欧阳小红"),
        ("我叫小王，被公司辞退", "小王"),
        ("我是李建国，身份证33112319800101123X", "李建国"),
        ("我是李建国，身份证33112319800101123X", "3311"),
        ("电话 138 0013 8000 打不通", "8000"),
        ("１３８００１３８０００一直骚扰我", "138"),
        ("他的号码一三八零零一三八零零零", "一三八"),
        ("老板叫陈强国，跑路了", "陈强国"),
        ("他叫张伟欠我钱", "张伟"),
        ("被告张三不出庭", "张三"),
        ("张建国先生打我", "张建国"),
        ("姓名：赵四，想立遗嘱", "赵四"),
        ("浙K12345撞了我", "12345"),
        ("浙K1234学撞了我", "1234学"),
        ("京A·88888逃逸了", "88888"),
        ("发到abc.def@qq.com了", "abc.def"),
        ("微信号wxid_abcd骗我钱", "wxid"),
        ("家住龙泉市剑池街道中山西路12号3幢502室，楼上漏水", "中山西路"),
        ("家住龙泉市剑池街道中山西路12号3幢502室，楼上漏水", "502"),
        ("我在幸福小区5栋2单元501住", "501"),
        ("欠条写了30000元", "30000"),
    ],
)
def test_personal_data_is_taken_out(text: str, gone: str) -> None:
    assert gone not in scrub(text)


@pytest.mark.parametrize(
    "text",
    [
        "老板拖欠我三个月工资怎么办",
        "每月15号发工资，这个月没发",
        "我是农民工，包工头不给钱",
        "我是江西人，在这里打工",
        "我是单亲妈妈，对方不给抚养费",
        "我叫他还钱他不还",
        "我叫了警察来也没用",
        "劳动合同法第38条怎么说",
        "国务院令第586号还有效吗",
        "3室2厅的房子漏水",
        "同一栋楼的人要同意吗",
        "小区一楼能开店吗",
        "法官开着被告家的车",
        "什么行为才叫家暴",
        "借了8000元，三年了",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert scrub(text) == text


def test_what_was_taken_out_is_named() -> None:
    assert scrub("我叫王小明，电话13800138000，老板拖欠工资") == "我叫〔姓名〕，电话〔号码〕，老板拖欠工资"


def test_a_public_number_is_named() -> None:
    assert scrub("12345的答复我不满意") == "〔政务热线〕的答复我不满意"
    assert scrub("打12315 8899") == "打〔号码〕"


def test_a_long_story_is_cut() -> None:
    assert scrub("工资" * 100) == "工资" * 59 + "工…"
