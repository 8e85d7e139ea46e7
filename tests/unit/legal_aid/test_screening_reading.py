"""What citizens' free words tell of the facts: everyday phrasings, dialect, typos; and what tells nothing."""

import statistics
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.legal_aid.facts import NAMES
from bot.legal_aid.facts_reading import facts_from
from bot.legal_aid.matters import GROUPS, Matter
from bot.legal_aid.parties import Applicant, Role
from bot.legal_aid.proceedings import Detention, Stage
from bot.legal_aid.questions import Question
from bot.legal_aid.screening_reading import facts_in, matters_in, read_answer, read_group
from bot.legal_aid.spoken_numbers import spoken_numbers
from knowledge_base.interview_questions import read_interview_questions
from tests.support.legal_aid_facts import PARAMETERS

TEXTS = read_interview_questions(Path(__file__).parents[3] / "knowledge_base", "legal_aid")
GROUPED = {spec.id: spec.facts for spec in PARAMETERS.guide.questions}
ON = date(2026, 11, 23)  # a Monday
NEVER_ASKED = {"other_rule", "deciding_region", "dispute_region", "home_region"}


def read(question: str, text: str, **known: Any) -> dict[str, object] | None:
    asked = Question(question, GROUPED.get(question, (question,)))
    return read_answer(asked, text, facts_from(known), TEXTS, on=ON)


def answers(**groups: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, text) for name, texts in groups.items() for text in texts]


# Plain yes and no, in the words of all regions ------------------------------------------------------------

YES = (
    "是",
    "是的",
    "嗯",
    "嗯嗯",
    "对",
    "对的",
    "对啊",
    "是咯",
    "是的呀",
    "有的",
    "有",
    "有啊",
    "恩",
    "没错",
    "对头",
    "确实是",
    "嗯，是的",
    "当然是",
    "应该是的",
    "是滴",
    "系",
    "好像是",
    "对，没错",
    "是呢",
)
NO = (
    "不是",
    "没有",
    "没",
    "没得",
    "弗是",
    "呒没",
    "不算",
    "还没",
    "还没有",
    "无",
    "否",
    "不",
    "没有的",
    "勿是",
    "冇",
    "木有",
    "不是的",
    "没有啊",
    "没呢",
    "从来没有",
    "没有没有",
    "不是哦",
    "並沒有",
)


@pytest.mark.parametrize("text", YES)
def test_a_plain_yes_is_yes(text: str) -> None:
    assert read("epidemic_related", text) == {"epidemic_related": "yes"}


@pytest.mark.parametrize("text", NO)
def test_a_plain_no_is_no(text: str) -> None:
    assert read("epidemic_related", text) == {"epidemic_related": "no"}


@pytest.mark.parametrize(
    "text",
    [
        "不知道",
        "不清楚",
        "不太清楚",
        "说不好",
        "弗晓得",
        "不方便说",
        "我也不知道",
        "勿晓得",
        "记不清了",
        "搞不懂",
        "说不准",
        "这个真不晓得",
        "不想说",
        "没算过",
        "忘了",
        "我不知道这算不算",
        "谁知道呢",
        "难说",
    ],
)
def test_not_knowing_and_not_wanting_to_say_are_answers(text: str) -> None:
    assert read("migrant_worker", text) == {"migrant_worker": "unknown"}
    assert read("means", text) == {"household_size": "unknown", "monthly_household_income": "unknown"}


# One fact ---------------------------------------------------------------------------------------------------

STATED = {
    ("fixed_income", "no"): (
        "没有固定工作",
        "我没有固定工作",
        "固定工作没有的",
        "哪有什么固定收入",
        "打零工",
        "靠儿子养",
        "下岗了",
        "有一天没一天的",
        "收入不稳定",
        "没得收入",
        "没有退休金",
        "不是固定的，打点散工",
    ),
    ("fixed_income", "yes"): (
        "不是没有",
        "不是没有固定收入",
        "有退休金",
        "每个月有点养老金",
        "有稳定的工作",
        "我在上班",
        "每月拿工资",
        "有，退休工资三千",
    ),
    ("receives_support", "yes"): (
        "吃低保的",
        "我家是低保户",
        "五保户",
        "低保",
        "在拿低保",
        "特困供养",
        "建档立卡户",
        "有低保金",
    ),
    ("receives_support", "no"): (
        "没有低保",
        "低保没办下来",
        "想申请低保",
        "不是低保户",
        "低保停了",
        "没吃低保",
    ),
    ("migrant_worker", "yes"): (
        "农民工",
        "我是贵州来打工的",
        "从外地出来打工的",
        "乡下人出来做工",
        "是的，我从安徽来的",
        "我是农村户口",
        "外来务工",
        "来龙泉打工三年了",
    ),
    ("migrant_worker", "no"): ("不是农民工", "我是本地人", "本地的", "龙泉人", "城镇户口", "农民工弗是的"),
    ("has_counsel", "yes"): ("请了律师了", "已经请了", "找了个律师", "律师请好了", "家里请了一个律师"),
    ("has_counsel", "no"): (
        "没请",
        "没请律师",
        "请不起",
        "想请律师但是没钱",
        "还没请呢",
        "没有，请不起律师",
        "哪有钱请律师",
        "律师没请",
        "还没有找律师",
    ),
    ("veteran", "yes"): ("我当过兵", "退伍军人", "以前是老兵", "退役的", "当过几年兵"),
    ("veteran", "no"): ("没当过兵", "不是退伍军人", "没有当过"),
    ("disabled", "yes"): ("有残疾证", "二级残疾", "瘫痪了", "少了一条腿", "小儿麻痹"),
    ("disabled", "no"): ("没有残疾", "身体健康", "身体很好", "手脚健全"),
    ("limited_mobility", "yes"): ("腿脚不方便", "走不了路", "坐轮椅", "卧床不起", "出门困难"),
    ("limited_mobility", "no"): ("腿脚方便的", "走得动", "能自己走"),
    ("personal_injury", "yes"): ("腿断了", "受了伤", "骨折住院了", "人没了"),
    ("personal_injury", "no"): ("人没事", "没人受伤", "只是车坏了", "没有受伤"),
    ("abuse_victim", "yes"): ("他经常打我", "家暴", "老公喝了酒就打人", "被打过", "打过几次"),
    ("abuse_victim", "no"): ("没有打过我", "没动过手", "从来没打过", "他不打我"),
    ("claims_maintenance", "yes"): ("要他出抚养费", "要的", "想要抚养费", "要他出钱养孩子"),
    ("claims_maintenance", "no"): ("不要", "算了", "不要他的钱", "我自己养", "没有孩子"),
    ("limited_capacity", "yes"): ("老年痴呆", "精神分裂症", "脑子不清楚", "有精神病"),
    ("limited_capacity", "no"): ("脑子清楚的", "头脑很清醒", "没有精神病"),
    ("violence_ongoing", "yes"): ("还在打", "昨天还打我", "他天天威胁我", "我不敢回家"),
    ("violence_ongoing", "no"): ("现在安全", "我已经搬出来了", "我回娘家了", "没事了"),
    ("retrial_ordered", "yes"): ("法院已经裁定再审", "检察院抗诉了", "收到再审裁定了"),
    ("retrial_ordered", "no"): ("还在等", "法院驳回了", "刚提交申诉", "没有决定再审"),
    ("may_face_life_or_death", "yes"): ("可能判死刑", "怕是要无期", "可能"),
    ("may_face_life_or_death", "no"): ("不会", "判不了那么重", "最多判几年", "不可能"),
    ("urgent_measure_needed", "yes"): ("老板在转移财产", "要财产保全", "想冻结他的账户", "怕他跑路"),
    ("urgent_measure_needed", "no"): ("不用", "不需要", "暂时不用"),
    ("deadline_near", "yes"): ("明天就到期了", "上诉期快到了", "还有三天", "后天最后一天"),
    ("deadline_near", "no"): ("不急", "还早", "没有期限", "还有两个月"),
    ("elsewhere", "yes"): ("事情发生在杭州，工地在杭州", "在外地", "外地法院在办"),
    ("elsewhere", "no"): ("就在本地", "在龙泉", "本地"),
    ("elderly", "yes"): ("满六十了", "六十多了", "过了六十", "上了年纪"),
    ("elderly", "no"): ("没满60", "还年轻", "快六十了", "不到六十"),
    ("minor", "yes"): ("未成年", "还没满18", "没满十八"),
    ("minor", "no"): ("成年了", "已经成年", "满十八了"),
    ("applicant", "self"): ("我自己", "我自己的事", "本人", "给我自己问"),
    ("applicant", "near_relative"): ("替我妈问", "帮我爸", "给我老公问的", "我妈的事", "家里人"),
    ("applicant", "other_person"): ("帮朋友问", "替同事", "我工友的，帮工友问"),
    ("applicant", "guardian"): ("替孩子问", "我是他的监护人", "我家小孩的事"),
    ("applicant", "organisation"): ("我们是一家公司", "我开了个小店，公司名义", "代表公司"),
    ("detention", "pending_trial"): ("关在看守所", "在看守所里", "被刑拘了", "关进去了"),
    ("detention", "none"): ("没有", "没关", "取保候审了", "放出来了", "在家"),
    ("detention", "serving_sentence"): ("在坐牢", "监狱里服刑"),
    ("detention", "drug_rehabilitation"): ("在强制戒毒", "戒毒所"),
    ("matter", "labour_pay"): (
        "老板三个月没发工资",
        "讨薪",
        "老板欠我钱，干了半年活",
        "公司拖欠工资",
        "工资拿不到怎么办",
        "包工头跑了，工钱没给",
        "活干完了不给钱",
        "欠我两万块工资",
    ),
    ("matter", "work_injury"): ("在工地摔断了腿", "工伤", "上班的时候手被机器压了", "厂里干活受伤"),
    ("matter", "labour_dismissal"): ("公司把我辞退了", "被炒鱿鱼", "老板不要我了", "无故开除"),
    ("matter", "traffic_accident"): ("被车撞了", "我爸被车撞了怎么办", "出了车祸", "骑电瓶车被小轿车撞倒"),
    ("matter", "medical_accident"): ("医院误诊", "手术失败了", "医生把我治坏了"),
    ("matter", "food_drug_accident"): ("食物中毒", "吃了过期奶粉住院了", "买到假药"),
    ("matter", "divorce"): ("老公打我要离婚", "想离婚", "我要跟他离了", "离婚孩子归谁"),
    ("matter", "abuse"): ("老公家暴", "我老公天天打我", "被儿子虐待", "男朋友打我"),
    ("matter", "maintenance"): ("儿子不养我", "孩子爸爸不给抚养费", "儿女不管我", "没人赡养"),
    ("matter", "inheritance"): ("遗产怎么分给我们，我爸去世了", "继承房子", "分家产"),
    ("matter", "criminal"): ("我儿子被抓了", "刑事案件", "老公被刑拘了"),
    ("matter", "ordinary_debt"): ("朋友借钱不还", "借了我五万块不还", "他写了借条不还钱"),
    ("matter", "lease"): ("房东不退押金", "租房的事"),
    ("matter", "land"): ("征地补偿太低", "我家的田被占了", "拆迁"),
    ("matter", "social_insurance"): ("公司没给我交社保", "养老金领不到"),
    ("matter", "social_assistance"): ("低保被取消了", "申请低保没批"),
    ("matter", "neighbours"): ("邻居把路堵了", "楼上漏水"),
    ("matter", "other_injury"): ("被邻居打伤了", "被狗咬了", "超市里滑倒摔了"),
    ("matter", "retrial"): ("想申诉", "要申请再审"),
    ("matter", "advice_only"): ("就问问", "只是想咨询一下"),
    ("stage", "investigation"): ("刚被刑拘", "还在公安局", "派出所在查"),
    ("stage", "prosecution"): ("到检察院了", "审查起诉"),
    ("stage", "first_instance"): ("起诉到法院了", "一审", "等开庭"),
    ("stage", "second_instance"): ("上诉了", "二审"),
    ("stage", "not_filed"): ("还没立案", "公安不立案"),
    ("people", 1): ("就我一个", "1", "一个人", "只有我自己"),
    ("people", 12): ("12个", "我们十二个人", "十二个工友"),
    ("age", 78): ("78", "七十八", "78岁", "今年七十八了", "我妈七十八了", "七十八周岁"),
    ("deadline", "2026-11-30"): ("11月30日", "2026年11月30号", "下周一", "这个月30号", "还有7天", "月底"),
    ("deadline", "2026-12-05"): ("下个月5号", "12月5号", "12.5"),
}


@pytest.mark.parametrize(
    ("fact", "value", "text"),
    [(fact, value, text) for (fact, value), texts in STATED.items() for text in texts],
)
def test_one_fact_is_read_as_people_say_it(fact: str, value: object, text: str) -> None:
    told = read(fact, text)
    assert told is not None
    assert told.get(fact) == value


@pytest.mark.parametrize(
    ("matter", "role", "text"),
    [
        ("labour_pay", "claimant", "我要告老板"),
        ("ordinary_debt", "respondent", "我被告了"),
        ("ordinary_debt", "respondent", "银行起诉我"),
        ("ordinary_debt", "claimant", "我是原告"),
        ("criminal", "suspect", "他被抓了"),
        ("criminal", "defendant", "是被告"),
        ("criminal", "victim", "我是受害人"),
        ("criminal", "victim", "我被人砍了"),
        ("retrial", "retrial_petitioner", "我要申诉"),
        ("retrial", "retrial_respondent", "对方申请再审"),
        ("compulsory_treatment", "commitment_respondent", "要被强制医疗"),
    ],
)
def test_the_side_is_one_that_the_matter_has(matter: str, role: str, text: str) -> None:
    assert (read("role", text, matter=matter) or {}).get("role") == role


# Means ------------------------------------------------------------------------------------------------------

MEANS = (
    ("我一个月挣三千二，家里四口人，老婆没工作", 4, "3200"),
    ("四口人，一共三千二", 4, "3200"),
    ("4，3200", 4, "3200"),
    ("4 3200", 4, "3200"),
    ("一家三口，年收入六万", 3, "5000"),
    ("就我一个人，没收入", 1, "0"),
    ("全家一个月一共四五千，五个人吃饭", 5, "5000"),
    ("家里五个人，收入一万二", 5, "12000"),
    ("家里3口人，月收入1.2万", 3, "12000"),
    ("两口子，加起来两千五", 2, "2500"),
    ("我三千，老婆两千，三口人", 3, "5000"),
    ("我老公一个月五千，我没上班，两个孩子上学，四口人", 4, "5000"),
    ("三千多吧，家里四个人", 4, "3000"),
    ("四口人，三千到四千", 4, "4000"),
    ("家里没有收入，两个人", 2, "0"),
    ("一家五口全家一年三万六", 5, "3000"),
    ("独居，养老金两百八", 1, "280"),
    ("我一个人过，每月退休金1800", 1, "1800"),
    ("六口人 就我一个人挣钱 一个月4500", 6, "4500"),
    ("家里四口，3,200元", 4, "3200"),
    ("四口人就靠我一个人打工，一个月三千五", 4, "3500"),
    ("３口人，４０００块", 3, "4000"),
    ("三口人3.5k", 3, "3500"),
    ("千把块，两个人", 2, "1000"),
    ("我和老婆、两个孩子，全家收入五千", 4, "5000"),
    ("家里4口，总收入六千左右", 4, "6000"),
    ("就我一人，低保金八百", 1, "800"),
)


@pytest.mark.parametrize(("text", "size", "amount"), MEANS)
def test_household_and_income_are_read_from_one_message(text: str, size: int, amount: str) -> None:
    told = read("means", text)
    assert told is not None
    assert (told["household_size"], told["monthly_household_income"]) == (size, amount)


def test_one_persons_pay_is_not_taken_for_the_households() -> None:
    assert read("means", "我一个月三千二") == {}
    assert read("means", "我一个月三千二，家里四口人") == {"household_size": 4}
    assert read("monthly_household_income", "我一个月三千二", household_size=1) == {
        "monthly_household_income": "3200"
    }


def test_an_amount_alone_answers_what_was_asked_of_the_whole_family() -> None:
    assert read("means", "三千二") == {"monthly_household_income": "3200"}
    assert read("means", "4个") == {"household_size": 4}
    assert read("monthly_household_income", "0") == {"monthly_household_income": "0"}
    assert read("monthly_household_income", "没有收入") == {
        "fixed_income": "no",
        "monthly_household_income": "0",
    }


def test_what_is_owed_or_spent_or_earned_by_the_day_is_no_income() -> None:
    for text in ("老板欠我三千二工资", "每个月房租两千", "一天两百", "看病花了五万"):
        assert "monthly_household_income" not in (read("means", text) or {})


def test_what_somebody_cannot_tell_beside_what_he_can_is_unknown() -> None:
    assert read("means", "四口人，收入说不清") == {"household_size": 4, "monthly_household_income": "unknown"}


# Several at once --------------------------------------------------------------------------------------------

SEVERAL = (
    ("circumstances", "我是退伍军人，腿脚也不方便", {"veteran": "yes", "limited_mobility": "yes"}),
    ("situation", "我有残疾证，没有固定工作", {"disabled": "yes", "fixed_income": "no"}),
    ("situation", "我妈七十八了", {"age": 78}),
    ("situation", "七十二岁了，吃低保", {"age": 72, "receives_support": "yes"}),
    ("situation", "低保", {"receives_support": "yes"}),
    ("situation", "有残疾，满60岁了", {"disabled": "yes", "elderly": "yes"}),
    ("accused", "没满18岁", {"minor": "yes"}),
    ("accused", "他是聋哑人，才十七岁", {"blind_deaf_mute": "yes", "age": 17}),
    ("circumstances", "儿子在部队", {"military_family": "yes"}),
    ("circumstances", "要马上保全，出门困难", {"urgent_measure_needed": "yes", "limited_mobility": "yes"}),
)


@pytest.mark.parametrize(("question", "text", "expected"), SEVERAL)
def test_several_facts_are_read_at_once(question: str, text: str, expected: dict[str, object]) -> None:
    told = read(question, text)
    assert told is not None
    assert {name: told.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "text", ["都没有", "没有", "都不是", "一个也没有", "都不符合", "呒没", "上面的都没有", "没得"]
)
def test_none_of_them_denies_all(text: str) -> None:
    assert read("situation", text) == dict.fromkeys(GROUPED["situation"], "no")


def test_nothing_else_denies_the_rest_and_silence_does_not() -> None:
    assert read("accused", "有精神病，其他没有") == {
        "limited_capacity": "yes",
        "minor": "no",
        "blind_deaf_mute": "no",
        "may_face_life_or_death": "no",
    }
    assert read("accused", "有精神病") == {"limited_capacity": "yes"}


def test_a_bare_yes_to_several_choices_does_not_say_which() -> None:
    assert read("situation", "有") is None


def test_a_typed_title_is_as_good_as_a_tap() -> None:
    for question in TEXTS.values():
        if question.several or question.id == "matter_group":
            continue
        for choice in question.choices:
            told = read(question.id, choice.title)
            assert told is not None, (question.id, choice.title)
            assert told[question.id] == choice.value


# Whose facts ------------------------------------------------------------------------------------------------


def test_what_others_are_is_not_what_the_person_is() -> None:
    assert "disabled" not in (read("has_counsel", "没请，老板是残疾人", applicant="self") or {})
    assert "age" not in (read("has_counsel", "没请律师，我妈七十八岁了", applicant="self") or {})
    assert (read("situation", "我妈七十八了，没有退休金", applicant="near_relative") or {})["age"] == 78


def test_what_is_told_in_passing_is_kept_but_overrides_nothing() -> None:
    assert read("has_counsel", "没请，我是退伍军人") == {"has_counsel": "no", "veteran": "yes"}
    assert read("has_counsel", "没请，我是退伍军人", veteran="no") == {"has_counsel": "no"}


# What is no answer ------------------------------------------------------------------------------------------

NO_ANSWER = {
    "situation": (
        "什么是残疾",
        "残疾是什么意思",
        "要是超过标准怎么办",
        "有残疾证就能免费吗？",
        "你好",
        "谢谢",
        "今天天气真好",
        "什么叫固定收入",
        "如果我是残疾人有什么好处",
        "哈哈哈",
        "低保怎么申请",
    ),
    "means": (
        "请律师要多少钱",
        "标准是多少？",
        "要是超过标准怎么办",
        "困难标准多少钱",
        "为什么问这个",
        "你是机器人吗",
        "在吗",
        "要交什么材料",
        "收入怎么算",
        "房子算不算收入",
        "多久能批下来",
    ),
    "has_counsel": (
        "请律师要多少钱",
        "律师费怎么收",
        "可以不请律师吗",
        "法律援助律师好不好？",
        "你们在哪里",
        "几点上班啊？",
        "如果请了律师呢",
    ),
    "migrant_worker": (
        "农民工有什么照顾吗",
        "什么算农民工",
        "为什么要问这个",
        "我想问下仲裁怎么申请",
        "好烦",
    ),
    "matter": (
        "你好",
        "怎么申请法律援助",
        "法律援助是什么",
        "需要什么条件",
        "在吗",
        "如果离婚要怎么办",
        "asdf",
    ),
    "applicant": ("可以替别人申请吗？", "你好", "什么是监护人"),
    "detention": ("看守所可以见律师吗", "拘留最多几天？", "你好"),
    "deadline": ("上诉期是几天？", "仲裁时效多久", "你好"),
    "people": ("几个人算集体争议？", "你好"),
    "claims_maintenance": ("抚养费一个月多少钱", "抚养费怎么算"),
}


@pytest.mark.parametrize(("question", "text"), answers(**NO_ANSWER))
def test_a_question_or_other_talk_is_no_answer(question: str, text: str) -> None:
    assert read(question, text) is None


# Openings ---------------------------------------------------------------------------------------------------

OPENINGS: tuple[tuple[str, dict[str, object]], ...] = (
    (
        "我要申请法律援助，老板拖欠我工资三个月，我是贵州来打工的",
        {"matter": "labour_pay", "migrant_worker": "yes", "applicant": "self"},
    ),
    ("老公打我要离婚，孩子8岁", {"matter": "divorce", "abuse_victim": "yes", "applicant": "self"}),
    (
        "我儿子被抓了，关在看守所",
        {"matter": "criminal", "applicant": "near_relative", "role": "suspect", "detention": "pending_trial"},
    ),
    (
        "我爸被车撞了，腿断了",
        {"matter": "traffic_accident", "applicant": "near_relative", "personal_injury": "yes"},
    ),
    ("我们12个工人的工资被公司拖欠", {"matter": "labour_pay", "people": 12}),
    (
        "替我妈问，她七十八岁，儿子不给赡养费",
        {"matter": "maintenance", "applicant": "near_relative", "age": 78},
    ),
    ("我想申请法律援助", {"applicant": "self"}),
    ("你好", {}),
    ("怎么申请法律援助？", {}),
    ("法律援助要什么条件", {}),
    ("如果我是农民工是不是可以免费", {}),
)


@pytest.mark.parametrize(("text", "expected"), OPENINGS)
def test_an_opening_tells_only_what_is_clear(text: str, expected: dict[str, object]) -> None:
    assert facts_in(text, TEXTS, on=ON) == expected


def test_two_matters_in_one_breath_are_left_for_the_person_to_choose() -> None:
    text = "在工地摔断了腿，老板还拖欠工资"
    assert set(matters_in(text, TEXTS)) == {Matter.WORK_INJURY, Matter.LABOUR_PAY}
    assert read("matter", text) is None
    assert "matter" not in facts_in(text, TEXTS)


def test_a_group_of_matters_is_recognised() -> None:
    assert [read_group(group, TEXTS) for group in GROUPS] == list(GROUPS)
    assert read_group("家里的事", TEXTS) == "家里的事"
    assert read_group("你好", TEXTS) is None


# Numbers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("三千二", 3200),
        ("一万二", 12000),
        ("两千五", 2500),
        ("3千多", 3000),
        ("1.2万", 12000),
        ("四五千", 5000),
        ("三百五", 350),
        ("1万2", 12000),
        ("一万零五百", 10500),
        ("廿三", 23),
        ("二十", 20),
        ("十五", 15),
        ("三千零二十", 3020),
        ("七八百", 800),
        ("2.5w", 25000),
        ("五k", 5000),
        ("两万三千五", 23500),
    ],
)
def test_spoken_numbers(words: str, value: int) -> None:
    assert [one.value for one in spoken_numbers(words)] == [value]


# The words themselves ---------------------------------------------------------------------------------------


def test_every_fact_a_citizen_can_be_asked_has_words() -> None:
    assert set(NAMES) - TEXTS.keys() == NEVER_ASKED


def test_the_choices_are_the_values_that_there_are() -> None:
    kinds = {"matter": Matter, "applicant": Applicant, "role": Role, "stage": Stage, "detention": Detention}
    for name, kind in kinds.items():
        assert {choice.value for choice in TEXTS[name].choices} == {member.value for member in kind}
    assert {choice.value for choice in TEXTS["matter_group"].choices} == set(GROUPS)


# Robust and quick -------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [*"我他没有的一三千万块岁，。？嗯28月号快不零", "不是", "口人", "老婆", "低保", "工资", "全家"]
)
WORDS = st.one_of(st.text(max_size=2000), st.lists(PIECES, max_size=300).map("".join))


@given(WORDS, st.sampled_from(sorted(TEXTS)))
def test_no_text_is_too_strange(text: str, name: str) -> None:
    told = read(name, text) or {}
    assert facts_from(told) is not None
    assert facts_from(facts_in(text, TEXTS, on=ON)) is not None


def test_reading_takes_under_two_milliseconds_at_the_median() -> None:
    spent = []
    for (fact, _), texts in STATED.items():
        for text in texts:
            start = time.perf_counter()
            read(fact, text)
            spent.append(time.perf_counter() - start)
    assert statistics.median(spent) < 0.002
