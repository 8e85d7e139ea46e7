"""What citizens and staff read about states, clocks and steps."""

from collections.abc import Mapping

from bot.legal_aid.applications.clocks import ClockKind, ClockStatus
from bot.legal_aid.applications.states import Event, Role, State

STATES: Mapping[State, str] = {
    State.DRAFT: "还没有提交",
    State.TO_FORWARD: "已收到，正在转交",
    State.SUBMITTED: "已提交，正在审查",
    State.SUPPLEMENT_ASKED: "需要补材料",
    State.WITHDRAWN: "已撤回",
    State.GRANTED: "同意援助，正在安排人",
    State.REFUSED: "没有同意",
    State.ASSIGNED: "已经安排人办理",
    State.TERMINATED: "已终止援助",
    State.CLOSED: "已办完",
    State.OBJECTED: "异议审查中",
    State.UPHELD: "异议没有成立",
    State.CHANGED: "异议成立，正在改正",
}

CLOCKS: Mapping[ClockKind, str] = {
    ClockKind.FORWARD: "转交申请",
    ClockKind.DECIDE: "作出决定",
    ClockKind.SUPPLEMENT: "补材料",
    ClockKind.ASSIGN: "安排人办理",
    ClockKind.OBJECTION: "审查异议",
}

STATUSES: Mapping[ClockStatus, str] = {
    ClockStatus.RUNNING: "正常",
    ClockStatus.AMBER: "快到期",
    ClockStatus.RED: "已超期",
    ClockStatus.STOPPED: "暂停计时",
}

DONE: Mapping[Event, str] = {
    Event.SUBMIT: "提交了申请",
    Event.HAND_IN_CUSTODY: "交来了申请",
    Event.FORWARD: "转交了申请",
    Event.ASK_SUPPLEMENT: "通知补材料",
    Event.ANSWER_SUPPLEMENT: "补了材料",
    Event.LAPSE: "因没有按时补材料，按撤回处理",
    Event.WITHDRAW: "撤回了申请",
    Event.REMOVE_PAPER: "删除了一份自己交的材料",
    Event.GRANT: "决定给予援助",
    Event.REFUSE: "决定不给予援助",
    Event.ASSIGN: "安排了办理的人",
    Event.TERMINATE: "决定终止援助",
    Event.CLOSE: "办结",
    Event.OBJECT: "提出了异议",
    Event.UPHOLD: "维持了原决定",
    Event.ORDER_CORRECTION: "责令改正",
}

WHO: Mapping[Role, str] = {
    Role.CITIZEN: "申请人",
    Role.STAFF: "工作人员",
    Role.BUREAU: "司法局",
    Role.SYSTEM: "系统",
}

MISSING: Mapping[str, str] = {
    "reasons": "请写明理由，申请人有权知道为什么。什么都没有改动。",
    "papers": "请把缺的材料一次列全。什么都没有改动。",
    "lawyer": "请写明安排了谁来办。什么都没有改动。",
}
