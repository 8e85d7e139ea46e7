"""Facts that cannot all be true: then a person must look, whatever the rules would say."""

from dataclasses import dataclass

from bot.legal_aid.facts import ADULT_AT, ELDERLY_AT, Facts
from bot.legal_aid.matters import CRIME, Matter
from bot.legal_aid.parties import ACCUSED, Applicant
from bot.legal_aid.proceedings import Stage
from bot.legal_aid.truth import NO, YES

_NATURAL = frozenset({Matter.MAINTENANCE, Matter.ABUSE, Matter.DIVORCE, Matter.CUSTODY})


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Facts that do not go together, and why not, in words for the citizen."""

    facts: tuple[str, ...]
    why: str


def contradictions(facts: Facts) -> tuple[Contradiction, ...]:
    """Every contradiction among the facts; none among unknown ones."""
    return tuple(Contradiction(names, why) for holds, names, why in _checks(facts) if holds)


def _checks(facts: Facts) -> tuple[tuple[bool, tuple[str, ...], str], ...]:
    age, matter, role, stage = facts.age, facts.matter, facts.role, facts.stage
    return (
        (
            age is not None
            and ((facts.minor is YES and age >= ADULT_AT) or (facts.minor is NO and age < ADULT_AT)),
            ("minor", "age"),
            "年龄和是不是未满18岁对不上",
        ),
        (
            age is not None
            and ((facts.elderly is YES and age < ELDERLY_AT) or (facts.elderly is NO and age >= ELDERLY_AT)),
            ("elderly", "age"),
            "年龄和是不是满60岁对不上",
        ),
        (
            facts.minor is YES and facts.elderly is YES,
            ("minor", "elderly"),
            "不会既未满18岁又满60岁",
        ),
        (
            facts.blind_deaf_mute is YES and facts.disabled is NO,
            ("blind_deaf_mute", "disabled"),
            "视力、听力、言语残疾也是残疾，两处对不上",
        ),
        (
            matter is not None and role is not None and role not in matter.roles,
            ("matter", "role"),
            "这类事情里没有这样的身份",
        ),
        (
            role in ACCUSED and stage is Stage.NOT_FILED,
            ("role", "stage"),
            "还没有立案，就还没有犯罪嫌疑人、被告人",
        ),
        (
            role in ACCUSED and matter is Matter.CRIMINAL and stage is Stage.CLOSED,
            ("role", "stage"),
            "判决已经生效，要看是不是申诉",
        ),
        (
            stage is Stage.DEATH_REVIEW and facts.may_face_life_or_death is NO,
            ("stage", "may_face_life_or_death"),
            "死刑复核的案件，判的就是死刑",
        ),
        (
            stage is not None and matter is not None and matter not in CRIME and matter is not Matter.RETRIAL,
            ("matter", "stage"),
            "这类事情不是刑事案件，没有刑事阶段",
        ),
        (
            matter is Matter.ABUSE and facts.abuse_victim is NO,
            ("matter", "abuse_victim"),
            "一处说受到家暴、虐待、遗弃，一处说没有",
        ),
        (
            matter is Matter.WORK_INJURY and facts.personal_injury is NO,
            ("matter", "personal_injury"),
            "说的是工伤，又说人没有受伤",
        ),
        (
            facts.applicant is Applicant.ORGANISATION and matter in _NATURAL,
            ("applicant", "matter"),
            "家庭里的事只有个人才有，单位没有",
        ),
        (
            facts.applicant is Applicant.ORGANISATION and facts.migrant_worker is YES,
            ("applicant", "migrant_worker"),
            "单位不会是进城务工人员",
        ),
    )
