"""What else helps, who may apply and what is urgent, in everyday words."""

from datetime import date

from bot.legal_aid.agents import Agency
from bot.legal_aid.truth import NO, YES
from bot.legal_aid.urgency import Urgency, Urgent
from bot.legal_aid.venue import Venue

HELP = {
    "safety-at-home": (
        "您的安全最要紧。有危险马上拨打110；妇女儿童也可以拨打12338。"
        "可以向法院申请人身安全保护令。这类事情我们不会让您先去调解。"
    ),
    "safety": "您的安全最要紧。有危险马上拨打110，先离开危险的地方。",
    "free-advice": "法律咨询谁都可以问，不看经济条件，不收费：拨打12348，或者到就近的公共法律服务窗口。",
    "duty-lawyer": "没有辩护人的，可以要求见值班律师，看守所、检察院、法院里都能约，不收费。",
    "organisation": "单位可以拨打12348免费咨询，也可以找律师事务所、当地工商联，或者申请调解、仲裁。",
    "labour": "欠薪、工伤还可以打12333向人社部门反映，也可以找工会帮忙。",
    "mediation": "双方都愿意的话，可以请人民调解，不收费；不愿意就不用调解。",
    "court-fees": "得到援助以后，法院应当按情况缓收、减收或者免收诉讼费，公证、鉴定费也会减免。",
    "objection": "要是机构决定不给援助，会书面说明理由；您不服，可以向司法局提出异议。",
    "person": "想找人说，拨打12348，或者到法律援助中心、就近的司法所，有人当面给您看。",
}

AGENCY = {
    "own-application": "您可以自己申请。",
    "guardian": "没有或者只有部分行为能力的人，由法定代理人代为申请，您可以替他申请。",
    "agent-of-detainee": "人被关着，法定代理人、近亲属可以代为申请，您可以替他申请。",
    "guardian-of-harmed": "被害人、自诉人、附带民事原告人的法定代理人可以申请。",
    "relative-of-accused": "犯罪嫌疑人、被告人的近亲属可以申请，您可以替他申请。",
    "relative-of-victim": "公诉案件被害人的近亲属可以申请，您可以替他申请。",
    "relative-in-retrial": "申诉、再审的，本人和近亲属都可以申请。",
    "guardian-harms-relative": "监护人自己侵害了他的权益，其他法定代理人或者近亲属可以代为申请。",
    "guardian-harms": "监护人自己侵害了他的权益的，由其他法定代理人或者近亲属代为申请。",
    "guardian-first": "先由法定代理人代为申请；法定代理人侵害了他的权益，近亲属才可以代为申请。",
    "guardian-applies": "没有满18岁或者没有完全行为能力的，由法定代理人（监护人）代为申请。",
    "guardian-may-be-the-harm": (
        "一般由监护人代为申请；要是伤害您的就是监护人，可以请其他监护人或者近亲属替您申请。"
        "身边没有人能帮，马上拨打110，或者拨打12348。"
    ),
    "only-legal-representative": "这种情况由本人或者他的法定代理人申请，近亲属可以先替他问。",
    "capable-applies": "他能自己拿主意的，要由本人来申请，您可以先替他问、陪他来。",
    "not-an-agent": "申请要由本人、法定代理人或者法律写明的近亲属提出，您可以先替他问、陪他来。",
}


def day(one: date) -> str:
    """2026年11月30日."""
    return f"{one.year}年{one.month}月{one.day}日"


def urgency_text(urgency: Urgency) -> str:
    """What is urgent, and what to do."""
    if urgency.kind is Urgent.VIOLENCE:
        return "您现在的安全最要紧：马上拨打110，先到安全的地方。"
    if urgency.kind is Urgent.LIMIT:
        left = "不到7天" if urgency.days_left is None else _left(urgency.days_left)
        return f"期限{left}，很急。申请时先说明哪天到期，机构可以先援助、后补手续。"
    if urgency.kind is Urgent.MEASURE:
        return "要马上保全或者先予执行的，申请时先说明，机构可以先援助、后补手续。"
    if urgency.kind is Urgent.DETAINED:
        return "人被关着也能申请：看守所、监狱等要在24小时内把申请转给法律援助机构。"
    if urgency.kind is Urgent.OTHER_RULE:
        return "您说别的规定可以先援助，请当面给工作人员看是哪一条。"
    return "期限看来已经过了，但是先别放弃：期限可能中断、中止或者延长，请尽快让律师看。"


def _left(days: int) -> str:
    return "今天就到" if days == 0 else f"只剩{days}天"


def venue_text(venue: Venue, region: str) -> str:
    """Where to apply."""
    court = "向办案的法院、检察院、公安机关所在地的法律援助机构申请"
    other = "向处理争议的机构所在地或者事情发生地的法律援助机构申请"
    if venue.litigation is YES:
        text = court
    elif venue.litigation is NO:
        text = other
    else:
        text = f"要打官司的，{court}；不打官司的（比如仲裁），{other}"
    if venue.regions:
        text += f"。按您说的，是{'或者'.join(venue.regions)}的法律援助机构"
    if venue.elsewhere is YES:
        text += f"。{region}的法律援助机构可能不能直接受理，可以先来问，我们帮您联系"
    return f"{text}。不看户口在哪里。"


def agency_text(agency: Agency) -> str:
    """Who hands the application in."""
    return AGENCY[agency.rule]
