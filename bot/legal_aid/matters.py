"""What the matter is about: every item of 法律援助法 31 to 33, crime, and the common matters outside them."""

from bot.legal_aid.labels import Labelled
from bot.legal_aid.parties import ACCUSED, CIVIL, HARMED, Role


class Matter(Labelled):
    """One kind of matter, as a citizen would name it."""

    # work
    LABOUR_PAY = "labour_pay", "讨要工资、报酬"
    LABOUR_RELATION = "labour_relation", "确认劳动关系"
    LABOUR_DISMISSAL = "labour_dismissal", "被辞退、要经济补偿"
    LABOUR_OTHER = "labour_other", "其他劳动争议"
    # injuries
    WORK_INJURY = "work_injury", "工伤赔偿"
    TRAFFIC_ACCIDENT = "traffic_accident", "交通事故赔偿"
    FOOD_DRUG_ACCIDENT = "food_drug_accident", "食品药品安全事故赔偿"
    MEDICAL_ACCIDENT = "medical_accident", "医疗事故赔偿"
    OTHER_INJURY = "other_injury", "其他受伤赔偿"
    POLLUTION = "pollution", "环境污染、生态破坏赔偿"
    # family
    MAINTENANCE = "maintenance", "要赡养费、抚养费、扶养费"
    ABUSE = "abuse", "受到家暴、虐待、遗弃，要维权"
    DIVORCE = "divorce", "离婚"
    CUSTODY = "custody", "孩子的抚养权、探望"
    INCAPACITY = "incapacity", "请法院认定亲人没有或者只有部分民事行为能力"
    INHERITANCE = "inheritance", "继承、分家产"
    # state and social security
    STATE_COMPENSATION = "state_compensation", "国家赔偿"
    SOCIAL_INSURANCE = "social_insurance", "社会保险待遇"
    SOCIAL_ASSISTANCE = "social_assistance", "低保等社会救助"
    SURVIVORS_PENSION = "survivors_pension", "抚恤金"
    BRAVERY = "bravery", "因见义勇为主张权益"
    HERO_HONOUR = "hero_honour", "维护英雄烈士的名誉荣誉"
    ADMINISTRATIVE = "administrative", "不服行政处罚等行政行为"
    LAND = "land", "征地拆迁、土地承包"
    # crime
    CRIMINAL = "criminal", "刑事案件"
    COMPULSORY_TREATMENT = "compulsory_treatment", "强制医疗案件"
    RETRIAL = "retrial", "判决已经生效，要申诉或者再审"
    # others
    ORDINARY_DEBT = "ordinary_debt", "借钱、欠款"
    LEASE = "lease", "租房、租店"
    PROPERTY = "property", "房子、财物归谁"
    NEIGHBOURS = "neighbours", "邻里纠纷"
    CONSUMER = "consumer", "买东西、消费"
    BUSINESS = "business", "生意、合伙、公司"
    REPUTATION = "reputation", "名誉、隐私被侵犯"
    ADVICE_ONLY = "advice_only", "只想问问法律"
    OTHER = "other", "都不是"

    @property
    def roles(self) -> frozenset[Role]:
        """The sides that there are in such a matter."""
        return _ROLES.get(self, CIVIL)


_ROLES = {
    Matter.CRIMINAL: ACCUSED | HARMED | {Role.WITNESS},
    Matter.COMPULSORY_TREATMENT: frozenset({Role.COMMITMENT_RESPONDENT, Role.VICTIM}),
    Matter.RETRIAL: frozenset({Role.RETRIAL_PETITIONER, Role.RETRIAL_RESPONDENT, Role.DEFENDANT}),
    # These are claims of the person who was harmed; the other side has another matter.
    Matter.ABUSE: frozenset({Role.CLAIMANT}),
    Matter.BRAVERY: frozenset({Role.CLAIMANT}),
    Matter.HERO_HONOUR: frozenset({Role.CLAIMANT}),
}

GROUPS: dict[str, tuple[Matter, ...]] = {
    "干活、工资": (
        Matter.LABOUR_PAY,
        Matter.LABOUR_RELATION,
        Matter.WORK_INJURY,
        Matter.LABOUR_DISMISSAL,
        Matter.LABOUR_OTHER,
    ),
    "受伤、事故": (
        Matter.TRAFFIC_ACCIDENT,
        Matter.MEDICAL_ACCIDENT,
        Matter.FOOD_DRUG_ACCIDENT,
        Matter.POLLUTION,
        Matter.OTHER_INJURY,
    ),
    "家里的事": (
        Matter.ABUSE,
        Matter.MAINTENANCE,
        Matter.DIVORCE,
        Matter.CUSTODY,
        Matter.INHERITANCE,
        Matter.INCAPACITY,
    ),
    "社保、政府": (
        Matter.SOCIAL_INSURANCE,
        Matter.SOCIAL_ASSISTANCE,
        Matter.SURVIVORS_PENSION,
        Matter.STATE_COMPENSATION,
        Matter.LAND,
        Matter.ADMINISTRATIVE,
        Matter.BRAVERY,
        Matter.HERO_HONOUR,
    ),
    "刑事、申诉": (Matter.CRIMINAL, Matter.RETRIAL, Matter.COMPULSORY_TREATMENT),
    "钱、房子、其他": (
        Matter.ORDINARY_DEBT,
        Matter.LEASE,
        Matter.PROPERTY,
        Matter.NEIGHBOURS,
        Matter.CONSUMER,
        Matter.BUSINESS,
        Matter.REPUTATION,
        Matter.ADVICE_ONLY,
        Matter.OTHER,
    ),
}
"""The matters as two taps offer them: a heading, then what stands under it. Each stands once."""

FAMILY = frozenset({Matter.MAINTENANCE, Matter.ABUSE, Matter.DIVORCE, Matter.CUSTODY})
"""Where violence at home may lie behind the matter, and must be asked about."""

LABOUR = frozenset(
    {
        Matter.LABOUR_PAY,
        Matter.LABOUR_RELATION,
        Matter.LABOUR_DISMISSAL,
        Matter.LABOUR_OTHER,
        Matter.WORK_INJURY,
    }
)

CRIME = frozenset({Matter.CRIMINAL, Matter.COMPULSORY_TREATMENT})
