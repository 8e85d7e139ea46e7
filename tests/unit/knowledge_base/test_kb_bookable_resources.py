"""Who can be booked and when, fees, policies and the calendar, as clerks write them."""

import shutil
from datetime import date, time
from pathlib import Path

import pytest

from knowledge_base.bookable.parameters import read_booking_calendar, read_booking_parameters
from knowledge_base.bookable.resources import Period, read_resources
from knowledge_base.faq_entries import InvalidContent

KNOWLEDGE = Path(__file__).parents[3] / "knowledge_base"


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    for name in ("schemas", "parameters", "resources"):
        shutil.copytree(KNOWLEDGE / name, tmp_path / name)
    return tmp_path


def change(path: Path, right: str, wrong: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")


def test_a_break_divides_the_day() -> None:
    window = read_resources(KNOWLEDGE)["notary_window"]
    assert window.open_on(0) == (
        Period(0, time(8, 30), time(12, 0)),
        Period(0, time(14, 0), time(17, 30)),
    )
    assert window.open_on(6) == ()
    assert (window.capacity, window.buffer_minutes, window.lead_hours, window.horizon_days) == (2, 10, 24, 30)


def test_an_evening_may_follow_the_day() -> None:
    lawyers = read_resources(KNOWLEDGE)["callback_lawyers"]
    assert [period.start for period in lawyers.open_on(2)] == [time(9), time(14), time(18, 30)]
    assert len(lawyers.open_on(3)) == 2


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('until: "17:30", breaks: [{from: "12:00"', 'until: "17:30", breaks: [{from: "08:00"', "从早到晚"),
        ('until: "20:30"', 'until: "18:00"', "从早到晚"),
        ('from: "18:30"', 'from: "16:30"', "重叠"),
        ("id: callback_lawyers", "id: notary_window", "出现了两次"),
        ("    kind: callback_lawyer\n", "", "缺少 kind"),
        ("places: [phone, video]", "places: [moon]", "moon"),
    ],
)
def test_wrong_hours_are_named(knowledge: Path, right: str, wrong: str, fault: str) -> None:
    change(
        knowledge / "resources" / "lawyers.yaml", 'breaks: [{from: "12:00", until: "14:00"}]', "breaks: []"
    )
    if "breaks" in right:
        right, wrong = "breaks: []", 'breaks: [{from: "08:00", until: "14:00"}]'
    change(knowledge / "resources" / "lawyers.yaml", right, wrong)
    with pytest.raises(InvalidContent, match=fault):
        read_resources(knowledge)


def test_mediation_and_callbacks_cost_nothing_and_no_notary_fee_is_invented() -> None:
    fees = read_booking_parameters(KNOWLEDGE).fees
    assert fees["mediation"].free
    assert fees["lawyer_callback"].free
    notary = [fee for name, fee in fees.items() if name.startswith("notary_")]
    assert len(notary) == 12
    for fee in notary:
        assert (fee.free, fee.amount, fee.sample) == (False, None, True)
        assert "减" in fee.reduction


def test_a_fee_stands_once(knowledge: Path) -> None:
    change(knowledge / "parameters" / "bookings.yaml", "id: notary_property}", "id: notary_will}")
    with pytest.raises(InvalidContent, match="notary_will 出现了两次"):
        read_booking_parameters(knowledge)


def test_nothing_is_confirmed_beyond_what_is_known() -> None:
    calendar = read_booking_calendar(KNOWLEDGE)
    assert calendar.confirmed_through == date(2026, 12, 31)
    assert calendar.sample
    assert calendar.closures[0].first == calendar.closures[0].last
    assert calendar.closures[1].last == date(2026, 12, 15)
    assert calendar.extra_days[0].start == time(9)


def test_days_are_corrected_once(knowledge: Path) -> None:
    path = knowledge / "parameters" / "booking_calendar.yaml"
    right = 'corrections: [{date: "2026-12-26", is: workday, source: 示例}]'
    change(path, "corrections: []", right)
    assert read_booking_calendar(knowledge).corrections == {date(2026, 12, 26): "workday"}
    one = '{date: "2026-12-26", is: workday, source: 示例}'
    change(path, f"[{one}]", f"[{one}, {one}]")
    with pytest.raises(InvalidContent, match="写了两次"):
        read_booking_calendar(knowledge)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [('until: "2026-12-15"', 'until: "2026-12-13"'), ('until: "11:30"', 'until: "08:30"')],
)
def test_nothing_ends_before_it_begins(knowledge: Path, right: str, wrong: str) -> None:
    change(knowledge / "parameters" / "booking_calendar.yaml", right, wrong)
    with pytest.raises(InvalidContent, match="先结束后开始"):
        read_booking_calendar(knowledge)
