"""Matters in groups of a size that can be chosen from, and the one for those who fit nowhere."""

from collections.abc import Sequence

from knowledge_base.bookable.matters import Matter

OTHERWISE = {"mediation": "other_dispute", "notarization": "notary_advice"}
"""The matter of a service for whoever finds none."""

_GROUPS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "mediation": (
        ("家里的事", ("marriage_dispute", "elder_support", "family_estate")),
        ("邻居、土地、物业", ("neighbours_dispute", "land_dispute", "property_management_dispute")),
        (
            "钱、合同、租房、买东西",
            ("lending_dispute", "contract_dispute", "tenancy_dispute", "consumer_dispute"),
        ),
        ("工作、工资", ("labour_dispute",)),
        ("车祸、受伤、看病", ("road_traffic", "injury_dispute", "medical_dispute")),
    ),
    "notarization": (
        (
            "遗嘱和养老",
            ("will", "will_change", "will_custody", "support_bequest", "voluntary_guardianship"),
        ),
        (
            "继承",
            (
                "inheritance_house",
                "inheritance_money",
                "inheritance_waiver",
                "bequest_acceptance",
                "estate_administrator",
            ),
        ),
        (
            "出国、身份、学历这些证明",
            (
                "birth",
                "marital_status",
                "kinship",
                "no_criminal_record",
                "education",
                "work_experience",
                "identity",
                "certified_copy",
                "survival",
                "death",
                "adoption",
            ),
        ),
        (
            "委托书、声明、赠与",
            (
                "power_of_attorney",
                "house_sale_attorney",
                "declaration",
                "child_travel_consent",
                "gift",
                "signature",
            ),
        ),
        (
            "房子、钱、合同",
            (
                "contract",
                "enforceable_debt",
                "security_contract",
                "marital_property",
                "divorce_agreement",
                "property_division",
                "right_of_residence",
                "deposit_escrow",
            ),
        ),
        (
            "取证、公司的事",
            (
                "evidence_online",
                "evidence_scene",
                "notice_delivery",
                "company_articles",
                "company_meeting",
                "lottery",
                "tender",
                "auction",
            ),
        ),
    ),
}
_REST = "别的"


def grouped(service: str, matters: Sequence[Matter]) -> dict[str, tuple[Matter, ...]]:
    """The matters by the title of their group; what stands in none comes last."""
    known = {one.id: one for one in matters}
    found = {
        title: tuple(known.pop(name) for name in names if name in known)
        for title, names in _GROUPS.get(service, ())
    }
    rest = tuple(one for one in known.values() if one.id != OTHERWISE.get(service))
    return {title: ones for title, ones in {**found, _REST: rest}.items() if ones}
