"""Each rule's reason in everyday words: when it holds, and when it failed."""

from bot.legal_aid.criteria.scope import ITEMS
from bot.legal_aid.findings import Reason

_HOLDS = {
    "organisation": "法律援助给的是公民个人，单位不在里面",
    "own-counsel": "已经自己请了律师，援助律师是给没有请的人的",
    "foreigner": "外国人、无国籍人还要看有关法律、条约和互惠原则",
    "notice-minor": "被追究的人还没有满18岁，又没有辩护人",
    "notice-blind-deaf-mute": "被追究的人有视力、听力或者言语残疾，又没有辩护人",
    "notice-limited-capacity": "被追究的人不能完全明白自己的行为，又没有辩护人",
    "notice-life-or-death": "可能判无期徒刑或者死刑，又没有辩护人",
    "notice-death-review": "死刑复核期间，被告人申请了法律援助",
    "notice-absentia": "案子要在人不到场的情况下审判，又没有辩护人",
    "notice-other-law": "别的规定也要求给这样的被告人派律师",
    "notice-court-must": "这样的案子，法院应当通知派律师",
    "compulsory-treatment": "强制医疗的案子，被申请人或者被告人没有请代理人",
    "hero-near-relative": "英雄烈士的近亲属，为的是维护他们的名誉荣誉",
    "bravery": "因为见义勇为，主张自己的民事权益",
    "acquitted-on-retrial": "再审改判无罪，请求国家赔偿",
    "abuse-victim": "受到家暴、虐待或者遗弃，要维护自己的权益",
    "personal-injury": "有人受了伤，要的是人身损害赔偿",
    "claims-maintenance": "要抚养费、扶养费或者赡养费",
    "accused": "刑事案件的犯罪嫌疑人、被告人没有辩护人",
    "public-prosecution": "公诉案件的被害人没有请代理人",
    "harmed": "刑事自诉人或者附带民事诉讼的原告人没有请代理人",
    "retrial-ordered": "法院已经决定再审，或者检察院已经抗诉",
    "no-fixed-income": "没有固定的生活来源",
    "vulnerable-minor": "还没有满18岁",
    "vulnerable-elderly": "已经满60岁",
    "vulnerable-disabled": "有残疾",
    "receives-support": "享受低保等社会救助、司法救助或者优抚",
    "migrant-worker": "进城务工人员要工资或者工伤赔偿",
    "declared-hardship": "您说家里收入在经济困难标准以内；如实说明就行，可以写诚信承诺",
    "hardship-standard": "按您说的，全家人均月收入在当地经济困难标准以内",
    "unlisted-matter": "这件事不在常见的几类里，各地还可能多加几类",
    "compulsory-other-side": "强制医疗案件的另一方能不能援助，法律没有写明",
    "retrial-other-side": "是对方申请的再审，法律写的是申请的一方",
    "other-reason": "除了经济困难，还有“其他原因”可以申请，要机构来看；法院也可以通知派律师",
    "other-rule": "您提到别的规定，要工作人员核对",
    "contradiction": "有两处说法对不上",
    "before-the-act": "法律援助法2022年1月1日才施行，那一天要看当时的规定",
    "facts-unknown": "还有些情况不知道",
}
_FAILS = {
    "personal-injury": "没有人受伤，只是财物损失；要有人身损害才在范围里",
    "claims-maintenance": "没有要抚养费、扶养费或者赡养费",
    "abuse-victim": "没有受到家暴、虐待或者遗弃",
    "hero-near-relative": "不是英雄烈士的近亲属",
    "public-prosecution": "还没有立案，不是公诉案件的被害人",
    "harmed": "证人等其他参与人不在可以申请的人里面",
    "retrial-ordered": "法院还没有决定再审，检察院也没有抗诉",
    "hardship-standard": "按您说的，全家人均月收入超过了当地经济困难标准",
    "declared-hardship": "您说家里收入超过了经济困难标准",
    "not-listed": "这类事情不在可以申请援助律师的几类里",
}


def reason_text(reason: Reason) -> str:
    """The reason in words, without its article; empty for what explains nothing to a citizen."""
    if reason.rule.startswith("listed-"):
        return "这类事情在法律援助的范围里"
    if reason.said:
        return reason.said if reason.holds else f"{reason.said}，这里没有够上"
    return (_HOLDS if reason.holds else _FAILS).get(reason.rule, "")


RULES = frozenset(_HOLDS) | frozenset(f"listed-{matter.value}" for matter in ITEMS)
"""Every rule that has words."""
