"""Applying as the applicant meets it: consent first, one field at a time, nothing personal ever shown."""

import pytest

from bot.interviews.engine import Step, begin, hear
from bot.interviews.model import Stage, Unreadable
from bot.interviews.payloads import spell
from bot.legal_aid.applying.inquiry import SUBJECT, LegalAidApplication
from tests.support.applicants import FOR_MY_MOTHER, FOR_MY_SON, MIGRANT_WAGES, TRAFFIC, application

AGREED = ("同意", "同意")
PERSONAL = ("王小明", "13812345678", "330106199003071236", "中山路", "8号")


def go(inquiry: LegalAidApplication, *said: str) -> Step:
    step = begin(inquiry, SUBJECT, "我要申请，我叫王小明")
    for one in said:
        step = hear(inquiry, step.interview, one)
    return step


def test_before_consent_nothing_of_the_message_is_kept() -> None:
    step = go(application(MIGRANT_WAGES))
    assert step.interview.answers == {}
    assert "同意" in [button.title for button in step.replies[0].buttons]
    assert "加密保存" in step.replies[0].text


def test_who_does_not_consent_is_told_of_the_counter_and_nothing_is_kept() -> None:
    step = go(application(MIGRANT_WAGES), "不同意")
    assert step.interview.stage is Stage.FINISHED
    assert "窗口" in step.replies[0].text or "当面" in step.replies[0].text
    refused_later = go(application(MIGRANT_WAGES), "同意", "不行")
    assert refused_later.interview.stage is Stage.FINISHED


def test_a_migrant_workers_pay_needs_no_word_on_means() -> None:
    step = go(application(MIGRANT_WAGES), *AGREED, "王小明", "不填", "13812345678", "龙泉市剑池街道中山路8号")
    assert step.interview.stage is Stage.REVIEWING
    text = step.replies[0].text
    assert "王**" in text
    assert not any(one in text for one in PERSONAL)
    assert "没错，提交申请" in [button.title for button in step.replies[0].buttons]


def test_means_are_asked_where_they_matter_and_may_be_told_straight_away() -> None:
    told = (*AGREED, "王小明", "不填", "13812345678", "龙泉市剑池街道中山路8号")
    asked = go(application(TRAFFIC), *told)
    assert asked.interview.current == "means"
    assert "诚信承诺" in asked.replies[0].text
    done = go(application(TRAFFIC), *told, "家里四口人，一个月收入三千左右，还欠债两万")
    assert done.interview.stage is Stage.REVIEWING
    assert done.interview.answers["means"] == "statement"
    assert go(application(TRAFFIC), *told, "我承诺").interview.stage is Stage.REVIEWING


def test_one_sentence_may_tell_it_all() -> None:
    step = go(
        application(MIGRANT_WAGES),
        *AGREED,
        "我叫王小明，电话13812345678，身份证330106199003071236，住在龙泉市剑池街道中山路8号",
    )
    assert step.interview.stage is Stage.REVIEWING
    assert step.interview.answers["phone"] == "+8613812345678"
    assert step.interview.answers["id_number"] == "330106199003071236"


@pytest.mark.parametrize(
    ("question", "said", "hint"),
    [
        ("phone", "1381234567", "11 位"),
        ("phone", "电话是12345", "手机号"),
        ("id_number", "330106199003071234", "对不上"),
        ("address", "龙泉市", "门牌号"),
        ("born", "2015年13月8日", "没有这一天"),
    ],
)
def test_what_is_meant_as_an_answer_and_wrong_is_told_with_how_to_give_it(
    question: str, said: str, hint: str
) -> None:
    with pytest.raises(Unreadable) as wrong:
        application(FOR_MY_SON).read(question, said, {})
    assert hint in wrong.value.detail


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("name", "你好"),
        ("name", "这个要填多久"),
        ("name", "一定要写名字吗"),
        ("name", "我不想写了"),
        ("phone", "为什么要电话"),
        ("phone", "你们几点下班"),
        ("address", "寄到哪里"),
        ("id_number", "身份证号是什么格式"),
        ("means_statement", "要写多少字？"),
    ],
)
def test_talk_is_no_field(question: str, said: str) -> None:
    assert application(TRAFFIC).read(question, said, {}) is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("王小明", "王小明"),
        ("我叫王小明", "王小明"),
        ("我妈叫叶桂香", "叶桂香"),
        ("他叫欧阳锋", "欧阳锋"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("姓名：陈美兰", "陈美兰"),
    ],
)
def test_names_as_people_say_them(said: str, name: str) -> None:
    read = application(TRAFFIC).read("name", said, {})
    assert read
    assert read["name"] == name


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("name", "我叫王小明，电话13812345678"),
        ("phone", "13812345678"),
        ("phone", "138 1234 5678 打这个"),
        ("phone", "1381234567"),
        ("id_number", "330106199003071236"),
        ("id_number", "33010619900307123"),
        ("address", "我家住在龙泉市剑池街道中山路8号"),
        ("means_statement", "家里四口人，老婆生病，王小明有工资"),
    ],
)
def test_the_record_shows_answers_masked(question: str, said: str) -> None:
    shown = application(TRAFFIC).shown(question, said)
    assert not any(one in shown for one in PERSONAL), shown
    assert "1381234567" not in shown.replace(" ", "")


def test_a_child_under_14_needs_a_guardian_who_consents() -> None:
    step = go(application(FOR_MY_SON), *AGREED, "王小明", "不填", "2016年3月8日")
    assert step.interview.current == "representative_name"
    step = go(application(FOR_MY_SON), *AGREED, "王小明", "不填", "2016年3月8日", "李芳", "父母")
    assert step.interview.current == "guardian"
    assert "监护人" in step.replies[0].text


def test_who_is_fourteen_needs_none() -> None:
    step = go(application(FOR_MY_SON), *AGREED, "王小明", "不填", "2011年3月8日", "李芳", "父母")
    assert step.interview.current == "phone"


def test_a_grown_mother_applies_herself_and_her_daughter_may_fill_it_in() -> None:
    step = go(application(FOR_MY_MOTHER), *AGREED)
    assert "本人" in step.replies[0].text
    assert step.interview.current == "name"
    done = go(application(FOR_MY_MOTHER), *AGREED, "叶桂香", "不填", "13812345678")
    assert "representative_name" not in done.interview.answers


def test_any_field_can_be_changed_at_the_end_and_the_old_one_stays_until_then() -> None:
    inquiry = application(MIGRANT_WAGES)
    review = go(inquiry, *AGREED, "王小明", "不填", "13812345678", "龙泉市剑池街道中山路8号")
    asked = hear(inquiry, review.interview, spell("change", "phone", subject=SUBJECT))
    assert asked.interview.answers["phone"] == "+8613812345678"
    assert "不改了" in [button.title for button in asked.replies[0].buttons]
    kept = hear(inquiry, asked.interview, spell("keep", subject=SUBJECT))
    assert kept.interview.stage is Stage.REVIEWING
    changed = hear(inquiry, asked.interview, "13987654321")
    assert changed.interview.stage is Stage.REVIEWING
    assert changed.interview.answers["phone"] == "+8613987654321"
