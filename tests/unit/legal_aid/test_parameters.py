"""Parameters by region and day: dated, wider regions fill in, a gap is an error."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.legal_aid.errors import ParameterMissing
from bot.legal_aid.parameters import local, open_parameters
from knowledge_base.faq_entries import InvalidContent
from knowledge_base.legal_aid_lint import legal_aid_faults, legal_aid_samples
from knowledge_base.legal_aid_parameters import LegalAidParameters
from knowledge_base.lint import lint_content
from knowledge_base.models import Reference

KNOWLEDGE = Path(__file__).parents[3] / "knowledge_base"


def hardship(region: str, since: str, amount: str, **more: Any) -> dict[str, Any]:
    told = {"region": region, "from": since, "base": "最低生活保障标准", "amount": amount}
    told |= {"unit": "元/人/月", "multiplier": "1.5", "household": "同住的人", "source": "青山市政府文件"}
    return told | more


class Town:
    """The parameters that ship, with what a test changes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "parameters"
        shutil.copytree(KNOWLEDGE / "schemas", folder / "schemas")
        self.folder.mkdir()
        for name in ("legal_aid.yaml", "legal_aid_questions.yaml"):
            shutil.copy(KNOWLEDGE / "parameters" / name, self.folder / name)

    def change(self, name: str = "legal_aid.yaml", **sections: Any) -> None:
        content = yaml.safe_load((self.folder / name).read_text(encoding="utf-8")) | sections
        (self.folder / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")

    def open(self, **sections: Any) -> LegalAidParameters:
        if sections:
            self.change(**sections)
        return open_parameters(self.folder)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def test_each_day_has_the_standard_of_that_day(town: Town) -> None:
    kept = town.open(
        hardship=[
            hardship("浙江省", "2022-01-01", "800", until="2023-12-31"),
            hardship("浙江省", "2024-01-01", "1000"),
        ]
    )
    limits = [local(kept, day, "龙泉市").hardship().limit for day in (date(2023, 12, 31), date(2024, 1, 1))]
    assert limits == [1200, 1500]


def test_the_nearest_region_goes_before_the_wider_one(town: Town) -> None:
    kept = town.open(
        hardship=[hardship("浙江省", "2022-01-01", "800"), hardship("丽水市", "2024-01-01", "1000")]
    )
    assert local(kept, date(2023, 6, 1), "龙泉市").hardship().limit == 1200
    assert local(kept, date(2024, 6, 1), "龙泉市").hardship().limit == 1500
    assert local(kept, date(2024, 6, 1), "浙江省").hardship().limit == 1200


@pytest.mark.parametrize("day", [date(2021, 12, 31), date(2024, 1, 1)])
def test_a_day_without_a_standard_is_an_error_and_no_guess(town: Town, day: date) -> None:
    kept = town.open(hardship=[hardship("浙江省", "2022-01-01", "800", until="2023-12-31")])
    with pytest.raises(ParameterMissing) as raised:
        local(kept, day, "龙泉市").hardship()
    assert "龙泉市" in raised.value.detail
    assert str(day) in raised.value.detail


def test_an_unknown_region_is_an_error_that_names_those_known(parameters: LegalAidParameters) -> None:
    with pytest.raises(ParameterMissing) as raised:
        local(parameters, date(2026, 1, 1), "某某市")
    assert "某某市" in raised.value.detail
    assert "龙泉市" in raised.value.detail


def test_a_clock_before_the_act_is_missing(parameters: LegalAidParameters) -> None:
    with pytest.raises(ParameterMissing):
        local(parameters, date(2021, 12, 31), "龙泉市").clock("decide")


def test_the_clocks_are_those_of_the_act(parameters: LegalAidParameters) -> None:
    place = local(parameters, date(2026, 1, 1), "龙泉市")
    told = {name: clock.spelled for name, clock in place.clocks.items()}
    assert told == {
        "decide": "7日",
        "assign": "3日",
        "forward": "24小时",
        "notice": "3日",
        "notice-assign": "3日",
        "objection": "5日",
        "aid-first": "7日",
    }


def test_every_shipped_standard_is_a_sample_until_confirmed(
    parameters: LegalAidParameters,
) -> None:
    assert all(standard.valid.sample for standard in parameters.hardship)
    assert {standard.valid.region for standard in parameters.hardship} == {"浙江省", "龙泉市"}
    assert any("经济困难标准" in note for note in legal_aid_samples(parameters))


def test_standards_that_overlap_are_a_fault(town: Town) -> None:
    kept = town.open(
        hardship=[hardship("浙江省", "2022-01-01", "800"), hardship("浙江省", "2024-01-01", "1000")]
    )
    assert ["浙江省" in fault and "until" in fault for fault in legal_aid_faults(kept, {})] == [True]


def test_standards_that_follow_each_other_or_lie_elsewhere_are_none(town: Town) -> None:
    kept = town.open(
        hardship=[
            hardship("浙江省", "2022-01-01", "800", until="2023-12-31"),
            hardship("浙江省", "2024-01-01", "1000"),
            hardship("丽水市", "2023-01-01", "900"),
        ]
    )
    assert list(legal_aid_faults(kept, {})) == []


def test_an_article_that_does_not_exist_and_a_length_it_does_not_state_are_faults(
    parameters: LegalAidParameters,
) -> None:
    texts = {Reference("法律援助法", "第四十三条"): "十日内决定，三日内派人。"}
    faults = list(legal_aid_faults(parameters, texts))
    assert any("找不到《法律援助法》第三十九条" in fault for fault in faults)
    assert any("decide" in fault and "7日" in fault for fault in faults)
    assert not any("assign：引用的条文里没有" in fault for fault in faults)


def test_a_text_that_was_replaced_is_a_fault(parameters: LegalAidParameters) -> None:
    texts = {Reference("法律援助法", "第四十三条"): "七日内决定，三日内派人。"}
    assert any("已被代替" in fault for fault in legal_aid_faults(parameters, texts, {"法律援助法"}))


@pytest.mark.parametrize(
    ("sections", "named"),
    [
        ({"hardship": [hardship("某某市", "2022-01-01", "800")]}, "某某市"),
        ({"hardship": [hardship("浙江省", "2022-01-01", "800", until="2021-01-01")]}, "until"),
        ({"hardship": [hardship("浙江省", "2022-01-01", "-1")]}, "amount"),
        ({"hardship": [hardship("浙江省", "2022-01-01", "800", unit="元/户/年")]}, "unit"),
        ({"regions": [{"name": "龙泉市", "code": "331181", "within": "浙江省"}]}, "上级"),
        ({"papers": [{"matters": ["no_such_matter"], "bring": ["一份东西"]}]}, "no_such_matter"),
        ({"clocks": []}, "clocks"),
    ],
)
def test_a_broken_file_is_named(town: Town, sections: dict[str, Any], named: str) -> None:
    with pytest.raises(InvalidContent) as raised:
        town.open(**sections)
    assert named in str(raised.value)


def test_a_likely_answer_that_is_none_is_named(town: Town) -> None:
    town.change("legal_aid_questions.yaml", likely=[{"fact": "matter", "answers": {"holidays": 1}}])
    with pytest.raises(InvalidContent, match="holidays"):
        town.open()


def test_a_group_of_facts_that_are_none_is_named(town: Town) -> None:
    town.change("legal_aid_questions.yaml", questions=[{"id": "all", "facts": ["weather"], "cost": 1}])
    with pytest.raises(InvalidContent, match="weather"):
        town.open()


def test_what_ships_passes_the_linter_and_names_its_samples() -> None:
    report = lint_content(KNOWLEDGE, {})
    assert report.faults == []
    assert sum("legal_aid" in note for note in report.notes) >= 7
