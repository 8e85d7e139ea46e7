"""What a citizen reads about an application that is handed in."""

from datetime import date
from typing import Any

from bot.legal_aid.help_wording import day
from bot.replies import Button

PERSON = Button("找人工", "/request_person")

PAPERS_TITLE = "传材料"
STATUS_TITLE = "查进度"
REFRESH = "再查一次"
WITHDRAW_TITLE = "撤回申请"
OBJECT_TITLE = "不服，提异议"
ERASE_TITLE = "删除我的申请"
NO = "先不了"
YES_WITHDRAW = "确定撤回"
YES_OBJECT = "确定提出异议"
YES_ERASE = "确定删除"

WHICH = (
    "请把申请编号和申请时留的电话一起发给我，比如：LQ-2026-000123-8，手机号码。"
    "电话只用来核对，不会留在对话里。编号忘了，可以拨打12348或者到窗口查。"
)
NOTHING_TO_ERASE = (
    "您没有在这个对话里提交过申请。在别处提交的，请把申请编号和申请时留的电话一起发给我，我帮您删。"
    "只想清掉这台手机或电脑上的对话，点窗口上方的“清除记录”就行。"
)
PHONE_TOO = "编号收到了。还要申请时留的电话，两样都对才能查，请再发一下电话号码，只用来核对，不会留在对话里。"
NOT_OPEN = "网上申请还没有开通，这里查不到申请。请拨打12348，或者到法律援助机构窗口查。"
HOW_TO_SEND_PAPERS = (
    "在司法局网页的咨询窗口里点“传材料”，拍照或者选文件就行。不方便的话，带着材料到窗口交也可以，"
    "告诉他们申请编号。"
)
BUTTON_OVER = "这个按钮过时了，什么都没有改动。请重新发一次申请编号和电话。"
SURE_WITHDRAW = "确定要撤回申请{number}吗？撤回以后不再审查，以后还可以重新申请。"
SURE_OBJECT = (
    "您不服这个决定，可以向司法局提出异议，司法局在五日内审查（法律援助法第四十九条）。"
    "提出以后还想补充理由，可以打电话或者到窗口说。确定现在提出吗？"
)
WITHDRAWN = "申请{number}已经撤回。以后情况有变化，随时可以重新申请。"
OBJECTED = "异议已经提出。"
ERASED = "已经删除，您的姓名、电话、材料和办理记录都没有了。以后需要帮助，随时可以再来。"

_NEXT = {
    "submitted": "现在不用做什么，等通知就行；材料还没交齐的，可以接着传。",
    "supplement_asked": "请在期限内把缺的材料交齐，过了期限会按撤回处理。",
    "granted": "已经同意援助，正在安排律师，安排好会打电话给您。",
    "assigned": "律师会和您联系。好几天没有消息，请拨打12348，告诉他们编号。",
    "refused": "不同意这个决定，可以提出异议；免费咨询照样可以用。",
    "terminated": "不同意这个决定，可以提出异议；免费咨询照样可以用。",
    "objected": "司法局正在审查您的异议，有结果会告诉您。",
    "withdrawn": "想重新申请，说一声“申请法律援助”就行。",
}


def status_text(view: dict[str, Any]) -> str:
    """An overview (see ``File.overview``) in words: where it stands, by when, what to do."""
    lines = [f"申请{view['number']}：{view['state_text']}。"]
    if view["note"]:
        lines.append(f"工作人员的说明：{view['note']}")
    lines += [
        f"{clock['title']}：最晚{day(date.fromisoformat(clock['due']))}"
        f"{'（已经超期，可以打12348催办）' if clock['status'] == 'red' else ''}"
        for clock in view["clocks"]
    ]
    sent = [paper["name"] for paper in view["papers"] if paper["media_type"]]
    if sent:
        lines.append(f"已经收到的材料：{len(sent)}份")
    if view["state"] in _NEXT:
        lines.append(_NEXT[view["state"]])
    return "\n\n".join(lines)
