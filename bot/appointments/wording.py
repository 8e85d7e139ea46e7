"""What citizens and staff read about appointments."""

from collections.abc import Sequence
from datetime import datetime

from bot.appointments.availability import TimeSlot
from bot.appointments.states import Event, State
from bot.appointments.working_days import weekday_told
from bot.clock import LOCAL, local_day

STATES = {
    State.HELD: "为您保留，等您确认",
    State.BOOKED: "已约好",
    State.EXPIRED: "保留时间已过",
    State.CANCELLED: "已取消",
    State.COMPLETED: "已办完",
    State.NO_SHOW: "没有来",
}

DONE = {
    Event.HOLD: "选了时间",
    Event.OFFER: "得到候补的时间",
    Event.CONFIRM: "确认了预约",
    Event.CHANGE: "改了时间",
    Event.CANCEL: "取消了预约",
    Event.EXPIRE: "保留到期",
    Event.COMPLETE: "办完",
    Event.NO_SHOW: "没有来",
}

NOT_FOUND = (
    "没有查到这个预约。请核对预约码，以及预约时留的电话；两样都要对才能查。"
    "实在找不到，可以打电话或者到窗口问，带上身份证就行。"
)
ENTRY_NOT_FOUND = "没有查到这个候补。您别的预约都不受影响；还想排队的话，可以重新排一次。"
NO_LONGER_WAITING = "这个候补已经结束了，您别的预约都不受影响。还想排队的话，可以重新排一次。"
TOO_BUSY = "现在约的人太多，这一次没有办成，您原来的安排没有变。请过一会儿再点一次。"
REQUEST_REUSED = "这个请求编号已经用在别的事情上了，这一次什么也没有改。请重新发起。"
NOT_YOURS = "这一步要由工作人员来办，您的预约没有变。有需要请打电话或者到窗口说一声。"
MOVED = "这个预约刚刚有了变化，这一次什么也没有改。请先看一下最新情况。"


def when(moment: datetime) -> str:
    """11月25日（周三）09:00."""
    local = moment.astimezone(LOCAL)
    return f"{local.month}月{local.day}日（{weekday_told(local.date())}）{local:%H:%M}"


def when_until(slot: TimeSlot) -> str:
    """11月25日（周三）09:00–09:30."""
    ends = slot.ends_at.astimezone(LOCAL)
    last = f"{ends:%H:%M}" if local_day(slot.ends_at) == local_day(slot.starts_at) else "24:00"
    return f"{when(slot.starts_at)}–{last}"


def taken(wished: datetime, alternatives: Sequence[TimeSlot], kept: TimeSlot | None = None) -> str:
    """``kept``: the time slot that stays booked."""
    before = (
        f"您原来约的 {when(kept.starts_at)} 还在，没有动。" if kept else "您前面填的内容都还在，不用重填。"
    )
    return f"{when(wished)} 刚刚约满了。{before}{_choose(alternatives)}"


def not_offered(
    wished: datetime, why: str, alternatives: Sequence[TimeSlot], kept: TimeSlot | None = None
) -> str:
    """``why``: half a sentence, without a full stop."""
    before = f"您原来约的 {when(kept.starts_at)} 还在，没有动。" if kept else ""
    return f"{when(wished)} 不能约：{why}。{before}{_choose(alternatives)}"


def expired(wished: datetime, alternatives: Sequence[TimeSlot]) -> str:
    """The hold ran out before it was confirmed."""
    again = any(one.starts_at == wished for one in alternatives)
    free = f"{when(wished)} 现在还空着，您马上再选一次就行。" if again else _choose(alternatives)
    return f"给您保留的 {when(wished)} 因为没有及时确认，已经放开了。您前面填的内容都还在，不用重填。{free}"


def not_possible(event: Event, state: State) -> str:
    """The table has no such step."""
    wish = {
        Event.CONFIRM: "不能再确认",
        Event.CHANGE: "不能改时间",
        Event.CANCEL: "不用再取消",
        Event.EXPIRE: "不会到期",
        Event.COMPLETE: "不能记为办完",
        Event.NO_SHOW: "不能记为没来",
    }.get(event, "不能这样做")
    return f"这个预约现在是「{STATES[state]}」，{wish}，什么也没有改。需要的话，可以重新约一个时间。"


def already_begun(slot: TimeSlot) -> str:
    """Too late for the citizen to change or cancel."""
    return (
        f"约的是 {when(slot.starts_at)}，时间已经到了，网上不能再改或取消。"
        "没赶上请打电话说一声，我们帮您另约。"
    )


def not_begun(slot: TimeSlot) -> str:
    """Nobody has missed what has not begun."""
    return f"约的是 {when(slot.starts_at)}，时间还没到，不能记为没来。预约没有变。"


def too_soon(first: datetime) -> str:
    """``first``: the earliest moment that can be booked now."""
    return f"要提前约，现在最早能约 {when(first)} 以后的时间"


def too_far(days: int) -> str:
    """``days``: the horizon."""
    return f"最多只能提前 {days} 天约"


PAST = "这个时间已经过去了"
NOT_A_START = "这个时间不是开始的时间，或者剩下的时间不够办完"
UNKNOWN_RESOURCE = "这里现在不接受预约"
OUTSIDE_WINDOW = "不在您选的时间范围里"


def _choose(alternatives: Sequence[TimeSlot]) -> str:
    if not alternatives:
        return "最近都约满了，您可以先排候补，一有空位就通知您；也可以打电话问。"
    times = "、".join(when(one.starts_at) for one in alternatives)
    return f"离得最近、还能约的有：{times}。请选一个；都不合适的话，可以排候补，一有空位就通知您。"
