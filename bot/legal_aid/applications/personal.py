"""Who applies. Shown only masked: even ``repr`` gives nothing away, so that no log or traceback can."""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from bot.legal_aid.applications.readers import birth_date
from bot.masking import mask_address, mask_id_number, mask_name, mask_phone

HONESTY = (
    "诚信承诺：我如实说明了家里的经济情况，没有隐瞒和编造。\n"
    "法律援助机构可以凭这份承诺核查您家里的经济情况。\n"
    "如果用欺骗等不正当手段得到援助，要付清已经花掉的援助费用，并处罚款，最多三千元。\n"
    "依据：法律援助法第四十一条、第六十四条。"
)
"""What is told before a declaration of honesty is taken (法律援助法 41, 64)."""


class Means(StrEnum):
    """How financial hardship is shown."""

    STATEMENT = "statement"  # in the applicant's words, to be checked (41)
    HONESTY = "honesty"  # a personal declaration of honesty (41, 64)
    NOT_NEEDED = "not_needed"  # no means condition (32) or the check is waived on papers (42)


class Ground(StrEnum):
    """Why somebody else applies (法律援助法 40)."""

    WARD = "ward"  # statutory agent of someone without (full) capacity
    WARD_WRONGED = "ward_wronged"  # the agent wrongs the ward: another agent or a near relative
    DETAINED = "detained"  # statutory agent or near relative of someone detained or imprisoned


@dataclass(frozen=True, slots=True, repr=False)
class Representative:
    """Who applies for another; ``relation`` in everyday words (母亲)."""

    name: str
    relation: str
    ground: Ground


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Applicant:
    """Who needs aid, and how to reach them; fields as the readers give them.

    ``phone`` is the representative's where there is one. ``born`` only where it was asked for and there is no
    ID number.
    """

    name: str
    phone: str
    address: str
    means: Means
    means_statement: str = ""
    id_number: str | None = None
    born: date | None = None
    representative: Representative | None = None

    def __repr__(self) -> str:
        """Masked."""
        return f"Applicant({mask_name(self.name)}, {mask_phone(self.phone)})"

    def under_fourteen(self, on: date) -> bool | None:
        """Whether a guardian has to consent on that day (个人信息保护法 31); None: age unknown."""
        born = birth_date(self.id_number) if self.id_number else self.born
        if born is None:
            return None
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) < 14

    def as_dict(self) -> dict[str, Any]:
        """For sealing and for export; ``applicant_of`` reads it."""
        return {**asdict(self), "born": self.born.isoformat() if self.born else None}

    def masked(self) -> dict[str, str]:
        """As it may be shown."""
        shown = {
            "name": mask_name(self.name),
            "phone": mask_phone(self.phone),
            "address": mask_address(self.address),
        }
        if self.id_number:
            shown["id_number"] = mask_id_number(self.id_number)
        if self.representative:
            shown["representative"] = mask_name(self.representative.name)
        return shown


def applicant_of(fields: dict[str, Any]) -> Applicant:
    """What ``as_dict`` gave."""
    given = dict(fields)
    other = given.pop("representative")
    born = given.pop("born")
    return Applicant(
        **{**given, "means": Means(given["means"])},
        born=date.fromisoformat(born) if born else None,
        representative=Representative(other["name"], other["relation"], Ground(other["ground"]))
        if other
        else None,
    )
