"""What is known about a person and a matter. Everything is unknown until somebody says it."""

from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal

from bot.legal_aid.matters import Matter
from bot.legal_aid.parties import Applicant, Role
from bot.legal_aid.proceedings import Detention, OtherRule, Stage
from bot.legal_aid.truth import NO, UNKNOWN, YES, Truth, truth

ADULT_AT = 18  # 民法典 第十七条
ELDERLY_AT = 60  # 老年人权益保障法 第二条


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of one matter. Persons' facts are of whoever needs the help, not of who asks for them.

    ``monthly_household_income`` is yuan a month of everybody in ``household_size``; ``people`` is how many
    workers share one claim; ``deadline`` is the last day of a limit. ``fixed_income`` is a steady source of
    living. ``limited_capacity``: cannot, or not fully, recognise own acts. ``urgent_measure_needed``: freeze
    property, securing evidence, or advance enforcement at once. ``elsewhere``: the matter is dealt with, or
    arose, outside the institution's area. ``asked`` names the facts that the person was asked and could not
    tell; they stay unknown and are not asked again.
    """

    applicant: Applicant | None = None
    age: int | None = None
    minor: Truth = UNKNOWN
    elderly: Truth = UNKNOWN
    disabled: Truth = UNKNOWN
    blind_deaf_mute: Truth = UNKNOWN
    limited_capacity: Truth = UNKNOWN
    guardian_harms: Truth = UNKNOWN
    fixed_income: Truth = UNKNOWN
    receives_support: Truth = UNKNOWN
    migrant_worker: Truth = UNKNOWN
    veteran: Truth = UNKNOWN
    military_family: Truth = UNKNOWN
    limited_mobility: Truth = UNKNOWN

    matter: Matter | None = None
    role: Role | None = None
    has_counsel: Truth = UNKNOWN
    personal_injury: Truth = UNKNOWN
    abuse_victim: Truth = UNKNOWN
    claims_maintenance: Truth = UNKNOWN
    acquitted_on_retrial: Truth = UNKNOWN
    hero_near_relative: Truth = UNKNOWN
    retrial_ordered: Truth = UNKNOWN
    epidemic_related: Truth = UNKNOWN
    people: int | None = None
    other_rule: OtherRule | None = None

    stage: Stage | None = None
    may_face_life_or_death: Truth = UNKNOWN
    death_review_requested: Truth = UNKNOWN
    detention: Detention | None = None

    within_standard: Truth = UNKNOWN
    household_size: int | None = None
    monthly_household_income: Decimal | None = None

    litigation: Truth = UNKNOWN
    deciding_region: str | None = None
    dispute_region: str | None = None
    home_region: str | None = None
    elsewhere: Truth = UNKNOWN

    deadline: date | None = None
    deadline_near: Truth = UNKNOWN
    urgent_measure_needed: Truth = UNKNOWN
    violence_ongoing: Truth = UNKNOWN

    asked: frozenset[str] = field(default_factory=frozenset)

    def knows(self, name: str) -> bool:
        """Whether a fact is known."""
        value = getattr(self, name)
        return value is not None and value is not UNKNOWN

    def settled(self, name: str) -> bool:
        """Whether nothing more can be asked about a fact: known, or asked in vain, or told by another."""
        if self.knows(name) or name in self.asked:
            return True
        if name in ("minor", "elderly"):
            return self.age is not None
        return False

    @property
    def is_minor(self) -> Truth:
        """Under 18 (民法典 17), by age or by word."""
        if self.age is not None:
            return truth(self.age < ADULT_AT)
        return self.minor if self.elderly is not YES else NO

    @property
    def is_elderly(self) -> Truth:
        """60 or older (老年人权益保障法 2), by age or by word."""
        if self.age is not None:
            return truth(self.age >= ELDERLY_AT)
        return self.elderly if self.minor is not YES else NO

    @property
    def is_disabled(self) -> Truth:
        """Disabled; who is blind, deaf or mute is."""
        return YES if self.blind_deaf_mute is YES else self.disabled


NAMES = tuple(one.name for one in fields(Facts) if one.name != "asked")
"""Every fact's name, in the order of the form."""

TRUTHS = tuple(name for name in NAMES if Facts.__dataclass_fields__[name].default is UNKNOWN)
"""The facts that are three-valued."""
