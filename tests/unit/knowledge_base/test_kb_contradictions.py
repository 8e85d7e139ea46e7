"""Whether entries contradict each other: seeds in the real FAQ, each beside the entry that it is like."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from knowledge_base.contradictions import Comparison, Contradiction, compare
from knowledge_base.faq_entries import read_faq
from knowledge_base.models import FaqEntry, Reference
from knowledge_base.reviewed_pairs import ReviewedPair, read_reviewed_pairs

KNOWLEDGE = Path(__file__).parents[3] / "knowledge_base"
FAQ = read_faq(KNOWLEDGE / "faq")

CODE = "民法典"
LABOUR = "劳动合同法"
ARBITRATION = "劳动争议调解仲裁法"
MEDIATION = "人民调解法"

Seed = tuple[str, str, str, tuple[str, str]]
"""The real entry, then a question, an answer and the article cited."""

CONTRADICTING: dict[str, Seed] = {
    "arbitration": (
        "labour-arbitration-time",
        "过了多久就不能申请劳动仲裁？",
        "劳动仲裁要抓紧，从您知道权利被侵害那天起六十日内申请，过了一般就不受理了。",
        (ARBITRATION, "第二十七条"),
    ),
    "arbitration-elsewhere": (
        "labour-arbitration-time",
        "劳动仲裁的期限是几天？",
        "提劳动仲裁的期限是六十日，从知道权利被侵害之日起算。",
        ("劳动法", "第八十二条"),
    ),
    "cooling-off": (
        "family-divorce-agreement",
        "离婚登记的冷静期有几天？",
        "登记机关收到申请后有十五天冷静期，这期间谁后悔都可以撤回申请。",
        (CODE, "第一千零七十七条"),
    ),
    "fraud": (
        "consumer-fraud-triple",
        "商家卖假货，能让他赔几倍？",
        "商家欺诈的，除了退钱，您还可以要求再赔商品价款的两倍。",
        ("消费者权益保护法", "第五十五条"),
    ),
    "deposit": (
        "consumer-deposit",
        "买东西定金能交多少？",
        "定金最多不超过总价的百分之三十，多交的部分不能当定金。",
        (CODE, "第五百八十六条"),
    ),
    "review": (
        "traffic-liability-review",
        "交警认定书不服，几天内申请复核？",
        "自认定书送达之日起七日内，可以书面向上一级交警部门申请复核。",
        ("道路交通事故处理程序规定", "第七十一条"),
    ),
    "lease": (
        "lease-over-twenty-years",
        "租房合同最长能签多少年？",
        "租房合同最长可以签三十年，超过三十年的部分无效。",
        (CODE, "第七百零五条"),
    ),
    "legal-aid": (
        "legal-aid-time",
        "法律援助批下来要几天？",
        "法律援助机构收到申请后，会在十五日内审查、作出决定。",
        ("法律援助法", "第四十三条"),
    ),
    "protection": (
        "violence-protection-order",
        "人身安全保护令几天能下来？",
        "法院受理申请后七日内决定给不给，情况紧急的四十八小时内决定。",
        ("反家庭暴力法", "第二十八条"),
    ),
    "resignation": (
        "labour-resign",
        "辞职要提前多久跟单位讲？",
        "转正的员工要提前六十日书面通知单位，到期就可以走。",
        (LABOUR, "第三十七条"),
    ),
    "legacy": (
        "inherit-grandchildren",
        "遗嘱把房子给了孙子，多久内要表示接受？",
        "老人用遗嘱把房子留给孙辈的算遗赠，要在知道后两个月内表示接受，不表示就视为放弃。",
        (CODE, "第一千一百二十四条"),
    ),
    "interest": (
        "lending-interest-cap",
        "民间借贷利息多少算合法？",
        "民间借贷的利息最高不能超过合同成立时一年期LPR的两倍，超过的部分法院不支持。",
        ("最高人民法院关于审理民间借贷案件适用法律若干问题的规定", "第二十五条"),
    ),
    "probation": (
        "labour-probation",
        "签了五年合同，试用期最多几个月？",
        "三年以上的合同，试用期最多三个月，试用期工资不能低于合同约定工资的百分之八十。",
        (LABOUR, "第十九条"),
    ),
    "maternity": (
        "labour-maternity-leave",
        "难产了产假能多休几天？",
        "难产加三十天，多胞胎每多生一个加十五天。",
        ("女职工劳动保护特别规定", "第七条"),
    ),
    "identity-card": (
        "labour-id-deposit",
        "单位能扣身份证、收押金吗？",
        "可以。单位招人，可以先扣您的身份证，也可以收押金，离职时退给您。",
        (LABOUR, "第九条"),
    ),
    "oral": (
        "mediation-oral",
        "口头的调解协议有效吗？",
        "无效。调解委员会主持下说定的，口头协议无效，必须写成书面的。",
        (MEDIATION, "第二十八条"),
    ),
    "mediation-fee": (
        "mediation-what",
        "请人民调解要收钱吗？",
        "要收费。人民调解委员会按争议的钱数收费，谈不拢也不退。",
        (MEDIATION, "第四条"),
    ),
    "cut-off": (
        "property-management-cutoff",
        "欠物业费，物业能停水停电吗？",
        "能。欠物业费的，物业可以用停水停电的办法催您交。",
        (CODE, "第九百四十四条"),
    ),
    "daughter": (
        "inherit-married-daughter",
        "出嫁的女儿能分娘家的遗产吗？",
        "不能。女儿出嫁、户口迁走以后，就不能再分父母的遗产了。",
        (CODE, "第一千一百二十六条"),
    ),
    "notary": (
        "notarization-inherit",
        "继承房子要公证吗？",
        "要。继承来的房子必须先办继承公证，不动产登记机构才给过户。",
        ("公证法", "第二十五条"),
    ),
    "approval": (
        "labour-resign",
        "辞职要老板批准吗？",
        "要。辞职需要老板批准，老板不批您就不能走。",
        (LABOUR, "第三十七条"),
    ),
    "property-fee": (
        "property-management-bad-service",
        "物业服务差，可以不交物业费吗？",
        "可以。物业服务差，您可以不交物业费，物业起诉也没用。",
        (CODE, "第九百四十四条"),
    ),
    "aggravated": (
        "fraud-and-crime-appeal",
        "刑事案上诉会加刑吗？",
        "会。只有被告人这一方上诉的，二审也会加重刑罚，所以别轻易上诉。",
        ("刑事诉讼法", "第二百三十七条"),
    ),
    "notarised-will": (
        "inherit-several-wills",
        "公证过的遗嘱和后来手写的哪个算数？",
        "公证过的遗嘱有优先效力，后来手写的不能推翻它。",
        (CODE, "第一千一百四十二条"),
    ),
    "sold": (
        "lease-sold",
        "房东把房卖了，新房东能赶我走吗？",
        "能。房子卖了，原来的租约就没用了，新房东可以让您马上搬。",
        (CODE, "第七百二十五条"),
    ),
    "custody": (
        "family-custody",
        "孩子几岁法院会听他自己的？",
        "满十岁的孩子，法院应当尊重他自己的想法。",
        (CODE, "第一千零八十四条"),
    ),
    "work-injury": (
        "labour-injury-recognition",
        "单位不报工伤，自己多久内能申请？",
        "单位不申请的，您可以在两年内自己向人社部门申请认定。",
        ("工伤保险条例", "第十七条"),
    ),
}

# The same, but for another case, another procedure or in other words only.
HARMLESS: dict[str, Seed] = {
    "same-figure": (
        "labour-arbitration-time",
        "劳动仲裁最晚什么时候提？",
        "劳动仲裁要在十二个月内申请，从知道权利被侵害那天起算。",
        (ARBITRATION, "第二十七条"),
    ),
    "wrong-figure-denied": (
        "family-divorce-agreement",
        "离婚冷静期是十天吗？",
        "离婚冷静期是三十天，不是十天，登记机关收到申请后开始算。",
        (CODE, "第一千零七十七条"),
    ),
    "award": (
        "labour-arbitration-time",
        "不服劳动仲裁裁决，多久内起诉？",
        "劳动者不服裁决的，收到裁决书之日起十五日内向法院起诉。",
        (ARBITRATION, "第四十八条"),
    ),
    "annulment": (
        "labour-arbitration-apply",
        "劳动仲裁裁决有错，单位多久内申请撤销？",
        "单位认为终局裁决有错的，可以在收到裁决书三十日内向中级法院申请撤销。",
        (ARBITRATION, "第四十九条"),
    ),
    "second-instance": (
        "family-divorce-second-suit",
        "对法院的裁定不服，多久内上诉？",
        "对一审裁定不服的，可以在裁定书送达之日起十日内上诉。",
        ("民事诉讼法", "第一百七十一条"),
    ),
    "domestic": (
        "consumer-travel-cancel",
        "人数不够不发团，出境团提前几天通知？",
        "因为人数不够不发团的，出境团要至少提前三十天通知您，并且全额退。",
        ("旅游法", "第六十三条"),
    ),
    "trial-period": (
        "labour-resign",
        "试用期不想做了，提前几天说？",
        "试用期内提前三日通知单位就可以走。",
        (LABOUR, "第三十七条"),
    ),
    "food": (
        "consumer-fraud-triple",
        "买到过期食品能赔几倍？",
        "商家明知食品不合格还卖的，您可以要求赔价款的十倍，不到一千元的按一千元。",
        ("食品安全法", "第一百四十八条"),
    ),
    "shorter-contract": (
        "labour-probation",
        "签一年合同，试用期最多多久？",
        "一年以上不满三年的合同，试用期最多两个月。",
        (LABOUR, "第十九条"),
    ),
    "older-child": (
        "vulnerable-child-purchase",
        "十岁的孩子买了文具能退吗？",
        "满八周岁的孩子买文具这类跟年龄相当的东西，有效，不能因为没跟您说就退。",
        (CODE, "第一百四十五条"),
    ),
    "confirmed": (
        "mediation-binding",
        "司法确认过的调解协议能直接执行吗？",
        "能。做过司法确认的，对方不照做，您可以直接申请强制执行。",
        (MEDIATION, "第三十三条"),
    ),
    "contract-signed": (
        "labour-no-contract",
        "签了劳动合同还能要双倍工资吗？",
        "已经签了书面劳动合同的，不能再要二倍工资。",
        (LABOUR, "第八十二条"),
    ),
    "duration": (
        "violence-protection-order",
        "人身安全保护令能管多久？",
        "保护令从作出之日起生效，最长六个月，到期前可以申请延长。",
        ("反家庭暴力法", "第三十条"),
    ),
    "open": (
        "property-management-bad-service",
        "物业没签合同，可以不交物业费吗？",
        "要看情况。没有合同、物业又没有实际服务的，可以不交物业费。",
        (CODE, "第九百四十四条"),
    ),
    "extension": (
        "reconsideration-how-long",
        "行政复议能延长多久？",
        "情况复杂的，经批准可以延长，延长最多三十日，会书面告诉您。",
        ("行政复议法", "第六十二条"),
    ),
    "self-written": (
        "inherit-will-witness",
        "自己写的遗嘱要见证人吗？",
        "不用。自己亲笔写的遗嘱，签名、写明年月日就有效，不用见证人。",
        (CODE, "第一千一百三十四条"),
    ),
    "criminal-appeal": (
        "family-divorce-second-suit",
        "刑事判决不服几天内上诉？",
        "刑事判决从收到第二天起十日内上诉。",
        ("刑事诉讼法", "第二百三十条"),
    ),
    "recognition-time": (
        "labour-injury-recognition",
        "工伤认定多久出结果？",
        "受理后六十日内出结果，事情清楚的十五日内。",
        ("工伤保险条例", "第二十条"),
    ),
    "unfit": (
        "labour-probation-dismissal",
        "试用期不合格被辞退要赔吗？",
        "不用。证明不符合录用条件的，单位不用付经济补偿。",
        (LABOUR, "第三十九条"),
    ),
}


def entry(name: str, question: str, answer: str, cited: tuple[str, str], *phrasings: str) -> FaqEntry:
    return FaqEntry(
        id=name,
        topic="seed",
        topic_title="另写",
        question=question,
        phrasings=phrasings,
        answer=answer,
        next_step="拿不准的，可以拨打12348问一问。",
        citations=(Reference(*cited),),
        as_of=date(2025, 4, 19),
    )


def found(first: FaqEntry, second: FaqEntry) -> list[tuple[str, str]]:
    """What two entries are found to say against each other, in the midst of the real FAQ's wording."""
    among = [one for one in FAQ if one.topic in {"labour", "mediation"}]
    ids = {first.id, second.id}
    return [one.clauses for one in compare([*among, first, second]).found if set(one.entries) == ids]


@cache
def comparison() -> Comparison:
    """The real FAQ with all the seeds in it, compared once."""
    seeds = (CONTRADICTING | HARMLESS).items()
    return compare([*FAQ, *(entry(f"seed-{name}", *told) for name, (_, *told) in seeds)])  # type: ignore[arg-type]


def between(first: str, second: str) -> list[tuple[str, str]]:
    return [one.clauses for one in comparison().found if set(one.entries) == {first, second}]


@pytest.mark.parametrize("name", CONTRADICTING)
def test_an_entry_that_says_otherwise_is_found(name: str) -> None:
    assert between(CONTRADICTING[name][0], f"seed-{name}")


@pytest.mark.parametrize("name", HARMLESS)
def test_an_entry_for_another_case_is_not(name: str) -> None:
    assert between(HARMLESS[name][0], f"seed-{name}") == []


def test_the_clauses_that_clash_are_told() -> None:
    assert ("登记机关收到申请后有30天冷静期", "登记机关收到申请后有十五天冷静期") in between(
        "family-divorce-agreement", "seed-cooling-off"
    )


def test_the_real_entries_do_not_contradict_each_other_and_every_review_is_of_what_they_say() -> None:
    result = compare(FAQ)
    reviewed = read_reviewed_pairs(KNOWLEDGE / "parameters")
    assert [one for one in result.found if not any(pair.settles(one) for pair in reviewed)] == []
    assert result.pairs > len(FAQ)
    assert len(reviewed) <= 25
    said = {one.id: one.answer + one.next_step for one in FAQ}
    for pair in reviewed:
        assert all(clause in said[name] for name, clause in zip(pair.entries, pair.clauses, strict=True))


STRIKE = "厂里停工以后，给工人发生活费的期限是{}。"
OTHER = "停工以后，厂里给工人发生活费，期限是{}。"
ARTICLE = ("青山市停工办法", "第一条")


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("六十日", "60天", False),
        ("一年", "十二个月", False),
        ("一个月到三个月", "三个月", False),
        ("六十日", "两个月", True),
        ("七日", "七个工作日", True),
        ("一个月到三个月", "一个月到六个月", True),
        ("三个月，不是六个月", "六个月", True),
    ],
)
def test_figures_are_compared_by_value_and_months_are_no_days(one: str, other: str, clash: bool) -> None:
    first = entry("strike-one", "停工生活费发多久？", STRIKE.format(one), ARTICLE)
    second = entry("strike-two", "停工后生活费给到几时？", OTHER.format(other), ARTICLE)
    assert bool(found(first, second)) is clash


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("可以。", "不可以。", True),
        ("可以。", "一般不行。", True),
        ("不合法。", "可以。", True),
        ("可以。", "能。", False),
        ("可以。", "不一定，要看合同怎么写。", False),
        ("可以。", "有可能。", False),
    ],
)
def test_verdicts_on_one_question_are_compared(one: str, other: str, clash: bool) -> None:
    first = entry("strike-one", "厂里停工能不发生活费吗？", one + "具体问人社部门。", ARTICLE)
    second = entry("strike-two", "停工了，厂里可以不发生活费吗？", other + "先去问一问人社。", ARTICLE)
    assert bool(found(first, second)) is clash


def test_a_question_with_a_negation_of_its_own_is_another_question() -> None:
    first = entry("strike-one", "停工没满一个月能领生活费吗？", "不能。先等厂里的通知。", ARTICLE)
    second = entry("strike-two", "停工满一个月能领生活费吗？", "能。向厂里要。", ARTICLE)
    assert found(first, second) == []


def test_another_wording_of_the_question_is_enough() -> None:
    first = entry("strike-one", "停工了怎么办？", "不能。厂里要发。", ARTICLE, "停工期间厂里能不发生活费吗")
    second = entry("strike-two", "停工期间厂里能不发生活费吗？", "能。厂里不用发。", ARTICLE)
    assert found(first, second)


def test_entries_on_different_things_are_not_even_compared() -> None:
    first = entry("park-one", "风筝在哪里放？", "请到广场上放，三十天内有效。", ("公园办法", "第一条"))
    second = entry("boat-two", "船票怎么买？", "码头窗口卖，九十天内作数。", ("游船办法", "第一条"))
    assert compare([first, second]) == Comparison(0, ())
    assert compare([]) == Comparison(0, ())


def test_a_review_settles_what_was_looked_at_and_nothing_else() -> None:
    pair = ReviewedPair(("a-one", "b-two"), ("三日内", "五日内"), date(2025, 4, 19), "两回事")
    assert pair.settles(Contradiction(("a-one", "b-two"), ("三日内", "五日内"), 0.5))
    assert pair.settles(Contradiction(("b-two", "a-one"), ("五日内", "三日内"), 0.2))
    assert not pair.settles(Contradiction(("a-one", "b-two"), ("三日内", "六日内"), 0.5))
    assert not pair.settles(Contradiction(("a-one", "b-two"), ("五日内", "三日内"), 0.5))
