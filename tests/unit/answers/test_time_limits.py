"""Time limits computed from what citizens tell, on Monday 23 November 2026."""

import re
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.time_limit_wording import State
from bot.answers.time_limits import Computed, TimeLimits
from knowledge_base.models import Reference
from knowledge_base.time_limits import read_time_limits

TODAY = date(2026, 11, 23)
TABLE = read_time_limits(Path(__file__).parents[3] / "knowledge_base" / "parameters")
LIMITS = TimeLimits(TABLE)


def computed(question: str, today: date = TODAY) -> Computed:
    found = LIMITS.computed(question, today)
    assert found is not None
    return found


def on(day: str | None) -> date | None:
    return date.fromisoformat(f"20{day}") if day else None


TO_THE_DAY = [
    # labour
    ("2025年12月5号被辞退，现在还能仲裁吗", "labour-arbitration", "26-12-05", State.OPEN),
    ("今年2月28日被开除，仲裁到哪天到期", "labour-arbitration", "27-02-28", State.OPEN),
    ("2024年2月29号离职，仲裁时效到哪天", "labour-arbitration", "25-02-28", State.PASSED),
    ("去年11月25号公司把我辞了，现在去劳动仲裁还赶得上不", "labour-arbitration", "26-11-25", State.URGENT),
    ("2025年11月23日离职，今天去仲裁还来得及吗", "labour-arbitration", "26-11-23", State.URGENT),
    ("2023年5月入职，去年12月8号被裁，还能仲裁吗", "labour-arbitration", "26-12-08", State.OPEN),
    ("今年3月2号离职的，公司欠我去年的工资，还能要吗", "labour-pay-arrears", "27-03-02", State.OPEN),
    ("仲裁裁决书上周三收到，不服，几天内要去法院起诉", "labour-award-suit", "26-12-03", State.OPEN),
    ("劳动仲裁裁决书11月10号拿到的，还能起诉吗", "labour-award-suit", "26-11-25", State.URGENT),
    ("收到裁决书15天了，还来得及去法院不", "labour-award-suit", "26-11-23", State.URGENT),
    ("裁决书我有了，是上周三给我的，最晚哪天起诉", "labour-award-suit", "26-12-03", State.OPEN),
    ("裁决书昨天到手，公司想撤销裁决，最晚哪天", "labour-award-annulment", "26-12-22", State.OPEN),
    (
        "仲裁申请11月16号交上去的，什么时候能受理",
        "labour-arbitration-acceptance",
        "26-11-21",
        State.PASSED,
    ),
    ("劳动仲裁10月8号受理的，什么时候出结果", "labour-award-decision", "26-11-22", State.PASSED),
    ("上个月18号在车间受的伤，工伤认定还来得及吗", "work-injury-worker", "27-10-18", State.OPEN),
    ("2025年11月30日在工地摔伤，报工伤最晚哪天", "work-injury-worker", "26-11-30", State.OPEN),
    (
        "我们公司员工11月1日出了事故，单位最晚哪天要报工伤",
        "work-injury-employer",
        "26-12-01",
        State.OPEN,
    ),
    (
        "2024年12月10号开始不发工资，劳动监察投诉还来得及吗",
        "labour-inspection",
        "26-12-10",
        State.OPEN,
    ),
    # against authorities
    ("处罚决定书9月3号收到的，复议还来得及不", "reconsideration", "26-11-02", State.PASSED),
    ("处罚决定书9月28号收到的，现在还来得及吗", "reconsideration", "26-11-27", State.URGENT),
    ("前天收到行政处罚决定书，复议最晚到哪天", "reconsideration", "27-01-20", State.OPEN),
    (
        "工伤认定决定书10月8号收到，对结果不服，复议到哪天截止",
        "reconsideration",
        "26-12-07",
        State.OPEN,
    ),
    ("复议决定书11月12号收到的，不服还能告吗", "reconsideration-suit", "26-11-27", State.URGENT),
    ("复议申请11月16日交的，什么时候受理", "reconsideration-acceptance", "26-11-23", State.URGENT),
    ("复议10月1日受理的，什么时候出决定", "reconsideration-decision", "26-11-30", State.OPEN),
    (
        "行政处罚决定书10月20日收到，去法院告还来得及吗",
        "administrative-suit",
        "27-04-20",
        State.OPEN,
    ),
    ("8月31日收到处罚决定，起诉期限到哪天", "administrative-suit", "27-02-28", State.OPEN),
    ("行政诉讼还来得及吗，5月25号知道的处罚", "administrative-suit", "26-11-25", State.URGENT),
    (
        "2024年1月3号被行政拘留，现在起诉公安局还来得及吗",
        "administrative-suit",
        "24-07-03",
        State.PASSED,
    ),
    # courts
    ("判决书上周五到手，上诉哪天截止", "appeal-judgment", "26-12-05", State.OPEN),
    ("判决书昨天收到，几天内上诉", "appeal-judgment", "26-12-07", State.OPEN),
    ("一审判决11月1号收到的，还能上诉吗", "appeal-judgment", "26-11-16", State.PASSED),
    ("一审判决11月7号收到的，还能上诉吗", "appeal-judgment", "26-11-22", State.CARRIED),
    ("离婚判决书11月9号拿到，不服想上诉，来得及吗", "appeal-judgment", "26-11-24", State.URGENT),
    ("驳回起诉的裁定书11月18号收到，上诉最晚哪天", "appeal-ruling", "26-11-28", State.URGENT),
    (
        "我弟弟因为盗窃罪判了三年，判决书上周五收到，上诉哪天截止",
        "appeal-criminal-judgment",
        "26-11-30",
        State.OPEN,
    ),
    ("刑事判决书11月13号收到，上诉来得及吗", "appeal-criminal-judgment", "26-11-23", State.URGENT),
    ("刑事裁定书上周五收到，不服，最晚哪天上诉", "appeal-criminal-ruling", "26-11-25", State.URGENT),
    (
        "判决书2024年12月1号生效，对方不给钱，还能申请强制执行吗",
        "enforcement",
        "26-12-01",
        State.OPEN,
    ),
    ("判决写的2025年1月31日前付清，申请执行到哪天截止", "enforcement", "27-01-31", State.OPEN),
    (
        "调解书上写着去年6月30日还清，他没还，强制执行过期了吗",
        "enforcement",
        "27-06-30",
        State.OPEN,
    ),
    ("调解协议11月5号签的，司法确认最晚什么时候去", "mediation-confirmation", "26-12-05", State.OPEN),
    ("保护令法院今天受理了，多久能下来", "protection-order-decision", "26-11-26", State.URGENT),
    ("保护令是6月1号下来的，什么时候到期", "protection-order-validity", "26-12-01", State.OPEN),
    (
        "2024年11月25日收到不起诉决定书，申请国家赔偿最晚哪天",
        "state-compensation",
        "26-11-25",
        State.URGENT,
    ),
    # land and debts
    (
        "2024年12月8号村里把我的承包地收回了，去仲裁来得及不",
        "land-arbitration",
        "26-12-08",
        State.OPEN,
    ),
    ("借条写着2024年2月29日还，现在起诉来得及吗", "civil-limitation", "27-02-28", State.OPEN),
    (
        "他2020年5月借了我两万块，说好2023年11月30日还，现在起诉来得及吗",
        "civil-limitation",
        "26-11-30",
        State.OPEN,
    ),
    ("车祸是2023年12月1号的，起诉期限到哪天", "civil-limitation", "26-12-01", State.OPEN),
    (
        "欠条是19年写的，最后一次催他是2024年3月6号，还能要吗",
        "civil-limitation",
        "27-03-06",
        State.OPEN,
    ),
]

VAGUE = [
    ("我去年12月被辞退，现在还能仲裁吗", "labour-arbitration", "26-12-01", "26-12-31", State.OPEN),
    ("离职快一年了，现在去仲裁还来得及不", "labour-arbitration", "26-11-24", "27-02-23", State.URGENT),
    ("离职一年多了还能仲裁吗", "labour-arbitration", "25-11-23", "26-11-23", State.MAYBE_PASSED),
    ("去年年底被劝退，劳动仲裁时效到哪天", "labour-arbitration", "26-11-01", "26-12-31", State.MAYBE_PASSED),
    ("被辞退三年了，加班费还能要回来吗", "labour-pay-arrears", "24-05-23", "25-05-23", State.PASSED),
    ("收到仲裁裁决书十来天了，来得及起诉不", "labour-award-suit", "26-11-24", "26-11-29", State.URGENT),
    ("受伤八个月了才晓得要做工伤认定，还行不行", "work-injury-worker", "27-03-08", "27-04-08", State.OPEN),
    ("尘肺病是今年2月确诊的，工伤认定期限到哪天", "work-injury-worker", "27-02-01", "27-02-28", State.OPEN),
    ("处罚决定书收到快两个月了，还能复议吗", "reconsideration", "26-11-23", "26-12-07", State.URGENT),
    ("去年被强拆了，现在告政府还来得及吗", "administrative-suit", "25-07-01", "26-06-30", State.PASSED),
    ("2023年5月的判决书，现在申请执行还来得及吗", "enforcement", "25-05-01", "25-05-31", State.PASSED),
    ("去年3月无罪释放的，国家赔偿还来得及吗", "state-compensation", "27-03-01", "27-03-31", State.OPEN),
    ("田被人占了三年了，现在去仲裁还来得及吗", "land-arbitration", "25-05-23", "26-05-23", State.PASSED),
    ("欠条是19年写的，还能要吗", "civil-limitation", "22-01-01", "22-12-31", State.PASSED),
    ("他欠我钱五年了，还能要吗", "civil-limitation", "24-05-23", "25-05-23", State.PASSED),
    ("三年前借给朋友五万块，过诉讼时效了吗", "civil-limitation", "26-05-23", "27-05-23", State.MAYBE_PASSED),
    ("去年5月离职，9月3号收到裁决书，还能起诉吗", "labour-award-suit", "25-09-18", "26-09-18", State.PASSED),
]  # fmt: skip


@pytest.mark.parametrize(("question", "limit", "day", "state"), TO_THE_DAY)
def test_a_day_told_gives_the_last_day(question: str, limit: str, day: str, state: State) -> None:
    found = computed(question)
    assert (found.limit, found.first, found.last, found.state) == (limit, on(day), on(day), state)
    assert found.asked


@pytest.mark.parametrize(("question", "limit", "first", "last", "state"), VAGUE)
def test_a_vague_day_gives_the_first_and_the_last_that_it_may_be(
    question: str, limit: str, first: str, last: str, state: State
) -> None:
    found = computed(question)
    assert (found.limit, found.first, found.last, found.state) == (limit, on(first), on(last), state)
    assert found.asked


@pytest.mark.parametrize(
    "question",
    [
        "",
        "还能告吗",
        "劳动仲裁时效多久",
        "劳动仲裁要在多久内申请？",
        "收到裁决书几天内要起诉",
        "借条有效期是几年",
        "过了时效是不是就彻底没戏了",
        "行政复议 60天",
        "复议期限从哪天算起",
        "上诉期几天",
        "还有三天仲裁就过期了，材料来不及弄",
        "我去年12月被辞退，现在领失业金还来得及吗",
        "我爸去年12月去世，遗产还能要吗",
        "2019年结婚，去年12月分居，还能离婚吗",
        "去年12月买的手机坏了，还能退吗",
        "昨天签的合同，对方违约了，还能要定金吗",
        "昨天被打了，现在可以去告他吗",
        "我欠他钱五年了，还用还吗",
        "二审判决书上周收到，还能上诉吗",
        "交通事故认定书昨天收到，复议还来得及吗",
        "去年12月工伤，现在还能仲裁要赔偿吗",
        "裁决书下来两个月了，老板就是赖着不付",
        "下个月3号开庭，来得及吗",
        "你好",
    ],
)
def test_what_is_no_question_of_ones_own_time_is_left_to_others(question: str) -> None:
    assert LIMITS.computed(question, TODAY) is None


@pytest.mark.parametrize(
    ("question", "limit"),
    [
        ("我被辞退了，现在去仲裁还来得及吗", "labour-arbitration"),
        ("我2020年进厂，被辞退了，还能仲裁吗", "labour-arbitration"),
        ("老板欠我2024年3月的工资，还能要吗", "labour-pay-arrears"),
        ("收到判决书了，上诉哪天截止", "appeal-judgment"),
        ("去年12月被辞退，裁决书下来了，还能起诉吗", "labour-award-suit"),
        ("去年12月被辞退仲裁裁决书下来了还能起诉吗", "labour-award-suit"),
        ("车祸过去很久了，还能起诉要赔偿吗", "civil-limitation"),
    ],
)
def test_without_the_day_the_rule_is_told_and_the_day_asked_for(question: str, limit: str) -> None:
    found = computed(question)
    assert (found.limit, found.state, found.first, found.days_left) == (limit, State.NO_DAY, None, None)
    assert "请告诉我" in found.text


def test_the_day_told_in_answer_is_joined_on() -> None:
    found = computed("我去年12月被辞退，现在还能仲裁吗 是12月5号")
    assert found.first == found.last == date(2026, 12, 5)


@pytest.mark.parametrize(
    ("question", "limit"),
    [
        ("前夫三年没给抚养费了，我还能要吗", "maintenance"),
        ("老板欠我两年工资，我还在厂里干，还能要吗", "labour-pay-arrears"),
    ],
)
def test_where_no_time_runs_that_is_said(question: str, limit: str) -> None:
    found = computed(question)
    assert (found.limit, found.state, found.first) == (limit, State.NO_LIMIT, None)
    assert "不受" in found.text


@pytest.mark.parametrize(
    ("question", "limit"),
    [
        ("我去年12月被辞退，公司不给补偿怎么办", "labour-arbitration"),
        ("去年12月在厂里受伤，老板不给申报工伤怎么办", "work-injury-worker"),
        ("判决书昨天收到，我不服怎么办", "appeal-judgment"),
        ("处罚决定书昨天收到，我不服怎么办", "reconsideration"),
    ],
)
def test_who_asks_something_else_gets_at_most_a_reminder(question: str, limit: str) -> None:
    found = computed(question)
    assert (found.limit, found.asked) == (limit, False)


def test_the_answer_comes_first_and_names_day_and_rule() -> None:
    found = computed("我去年12月被辞退，现在还能仲裁吗")
    assert found.text.startswith(
        "按您说的2025年12月被辞退算，申请劳动仲裁的一年期限，最早在2026年12月1日、最晚在2026年12月31日到期，现在还来得及。"
    )
    assert "告诉我具体哪一天" in found.text
    assert Reference("劳动争议调解仲裁法", "第二十七条") in found.references


def test_a_day_in_the_past_is_never_told_without_hope_and_a_lawyer() -> None:
    for question, _, _, state in TO_THE_DAY:
        found = computed(question)
        if state is State.PASSED and TABLE.named(found.limit).kind == "claim":
            assert "请不要自己放弃" in found.text
            assert "请马上拨打12348" in found.text
            assert re.search("中断|中止|延长", found.text)


def test_what_may_have_passed_says_so_and_names_a_lawyer() -> None:
    found = computed("离职一年多了还能仲裁吗")
    assert "按早的算已经过了，按晚的算还来得及" in found.text
    assert "12348" in found.text


def test_under_seven_days_legal_aid_can_come_first() -> None:
    urgent = computed("2025年11月29日离职，仲裁还来得及吗")
    assert (urgent.days_left, urgent.state) == (6, State.URGENT)
    assert "法律援助机构先派人" in urgent.text
    assert Reference("法律援助法", "第四十四条") in urgent.references
    calm = computed("2025年11月30日离职，仲裁还来得及吗")
    assert (calm.days_left, calm.state) == (7, State.OPEN)
    assert Reference("法律援助法", "第四十四条") not in calm.references


def test_a_last_day_on_a_weekend_is_told_with_the_day_it_moves_to() -> None:
    found = computed("判决书上周五到手，上诉哪天截止")
    assert "2026年12月5日（周六）" in found.text
    assert "2026年12月7日" in found.text


def test_a_criminal_case_is_told_its_shorter_limit() -> None:
    found = computed("判决书上周五到手，上诉哪天截止")
    assert "如果是刑事案件" in found.text
    assert "2026年11月30日" in found.text
    assert Reference("刑事诉讼法", "第二百三十条") in found.references


def test_after_reconsideration_has_run_out_a_suit_may_still_be_open() -> None:
    found = computed("处罚决定书9月3号收到的，复议还来得及不")
    assert "2027年3月3日" in found.text


def test_an_uncertain_start_is_said() -> None:
    assert "一般不是从写条子、借钱那天算" in computed("欠条是19年写的，还能要吗").text
    assert "实际从履行期最后一天起算" in computed("去年12月的判决书，还能申请执行吗").text


_ENGLISH = re.compile("[A-Za-z]")


def test_all_texts_are_plain_chinese() -> None:
    questions = [*(one[0] for one in TO_THE_DAY), *(one[0] for one in VAGUE)]
    for question in questions:
        text = computed(question).text
        assert not _ENGLISH.search(text), question
        assert "。。" not in text, question
        assert "；。" not in text, question
        assert 100 < len(text) < 700, question


days = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@given(today=days, back=st.integers(0, 1500))
def test_the_days_that_remain_agree_with_the_day_and_with_what_is_said(today: date, back: int) -> None:
    start = today - timedelta(days=back)
    told = f"{start.year}年{start.month}月{start.day}日"
    found = LIMITS.computed(f"{told}被辞退，劳动仲裁来得及吗", today)
    assert found is not None
    assert found.first is not None
    assert found.days_left == (found.first - today).days
    assert (found.first.year, found.first.month) == (start.year + 1, start.month)
    assert found.first.day == start.day or (start.month, start.day, found.first.day) == (2, 29, 28)
    assert (found.state is State.OPEN) == (found.days_left >= 7)
    assert (found.state is State.URGENT) == (0 <= found.days_left < 7)
    if found.state is State.OPEN:
        assert f"还有{found.days_left}天，现在还来得及" in found.text
    if found.state is State.PASSED:
        assert "来得及" not in found.text
    if found.state is State.CARRIED:
        assert found.last is not None
        assert today <= TABLE.named(found.limit).carried_to(found.last)


@given(today=days, back=st.integers(0, 60))
def test_fifteen_days_are_counted_from_the_day_after(today: date, back: int) -> None:
    start = today - timedelta(days=back)
    found = LIMITS.computed(f"判决书{start.year}-{start.month}-{start.day}收到，上诉哪天截止", today)
    assert found is not None
    assert found.first == start + timedelta(days=15)


_WORDS = (
    "去年12月 19年 上周五 前天 三年了 快一年了 被辞退 离职 仲裁 裁决书 收到 判决书 上诉 复议 处罚决定书 起诉"
    " 欠条 写的 还能 要 吗 来得及 哪天截止 ， 。 我 公司 工伤 受伤 工资 还在厂里 保护令 调解协议 司法确认"
    " 国家赔偿 承包地 被占 执行 抚养费 没给 刑事 受理"
)
_PIECES = st.sampled_from(_WORDS.split())


@settings(max_examples=400)
@given(question=st.lists(_PIECES, max_size=12).map("".join), today=days)
def test_no_question_breaks_it(question: str, today: date) -> None:
    found = LIMITS.computed(question, today)
    if found is None:
        return
    limit = TABLE.named(found.limit)
    assert set(limit.citations) <= set(found.references)
    assert (found.first is None) == (found.last is None) == (found.days_left is None)
    if found.first is not None and found.last is not None:
        assert found.first <= found.last
        assert found.days_left == (found.first - today).days
        if found.state is State.PASSED:
            assert found.last < today
        if found.state in (State.OPEN, State.URGENT):
            assert found.first >= today


@given(question=st.text(max_size=80))
def test_any_text_at_all_can_be_asked(question: str) -> None:
    LIMITS.computed(question, TODAY)


@pytest.mark.parametrize(
    "words", ["去年12月，被辞退，", "昨天收到判决书上诉", "欠条19年写的还能要", "被辞退三年了仲裁"]
)
def test_a_text_as_long_as_may_be_sent_keeps_nobody_waiting(words: str) -> None:
    started = time.perf_counter()
    LIMITS.computed((words * 1000)[:2000], TODAY)
    assert time.perf_counter() - started < 2
