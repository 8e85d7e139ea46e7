"""What is said when a conversation is taken along. Pure: no clock, no database."""

from collections.abc import Sequence

ON_WEB_WITH_LINK = (
    "换一台手机或电脑，也能接着聊。两种办法，选一种：\n\n"
    "1. 在那边打开这个链接，这里说过的话都会带过去：\n{link}\n\n"
    "2. 链接打不开，就在那边的咨询窗口里，把下面这个接续码发给我"
    "（只带过去{what}，这里的聊天文字不带）：\n{code}"
)
ON_WEB = (
    "换一台手机或电脑，也能接着办。请在那边打开同一个网页，在咨询窗口里把下面这个接续码发给我：\n{code}\n\n"
    "带过去的是{what}；这里的聊天文字不带。"
)
ON_TELEGRAM_WITH_LINK = (
    "要填写姓名、电话这些个人信息的事，请到司法局自己的网页上接着办，不要写在这里。点开这个链接，"
    "这里说过的话都会带过去，不用从头再说：\n{link}\n\n网页上写的内容，不会传回这里。"
)
ON_TELEGRAM = (
    "要填写姓名、电话这些个人信息的事，请到司法局自己的网页上接着办，不要写在这里。"
    "请打开司法局的公共法律服务网页，在咨询窗口里把下面这个接续码发给我：\n{code}\n\n"
    "带过去的是{what}；这里的聊天文字不带。网页上写的内容，不会传回这里。"
)
CARE = (
    "有效期到{until}，只能用一次。谁拿到，谁就能看到您说过的话，请不要转给别人。"
    "要是给别人看到了，再跟我要一个新的，旧的马上作废。"
)
CARE_CODE = (
    "有效期到{until}，只能用一次。谁拿到，谁就能接着答您的问题，请不要转给别人。"
    "要是给别人看到了，再跟我要一个新的，旧的马上作废。"
)
NOTHING_TO_GO_ON_WITH = "您答过的问题"
GOING_ON = "没答完的{titles}"

ARRIVED = "上面是您之前的对话，都带过来了。请在这里接着说，这里写的内容不会传回原来的对话。"
ARRIVED_UNFINISHED = (
    "上面是您之前的对话，都带过来了，这里写的内容不会传回原来的对话。"
    "您的{titles}还没做完，答过的都在，点下面的按钮接着往下答。"
)
TAKEN = "接上了。您的{titles}还没做完，答过的都带过来了，点下面的按钮接着往下答。原来的聊天文字不在这里显示。"
TAKEN_NOTHING = (
    "接续码没问题，已经接上了，不过那边没有做到一半的事。"
    "原来的聊天文字不在这里显示，请直接说说您现在想问什么。"
)
RESUME_TITLE = "接着往下答"
RESUME_THAT_TITLE = "接着{title}"


def offer(*, abroad: bool, code: str, link: str, until: str, unfinished: Sequence[str]) -> str:
    """How to go on elsewhere.

    Args:
        abroad: told where names and telephone numbers may not be written (Telegram).
        code: the code.
        link: what opens the whole conversation; empty where the bureau's address is not known.
        until: the moment the code is good until, in words.
        unfinished: titles of what was begun and not finished.
    """
    what = GOING_ON.format(titles=_titles(unfinished)) if unfinished else NOTHING_TO_GO_ON_WITH
    if abroad:
        words = ON_TELEGRAM_WITH_LINK if link else ON_TELEGRAM
    else:
        words = ON_WEB_WITH_LINK if link else ON_WEB
    care = CARE if link else CARE_CODE
    return f"{words.format(link=link, code=code, what=what)}\n\n{care.format(until=until)}"


def arrived(unfinished: Sequence[str]) -> str:
    """Said last in a conversation that was opened by a link."""
    return ARRIVED_UNFINISHED.format(titles=_titles(unfinished)) if unfinished else ARRIVED


def taken(unfinished: Sequence[str]) -> str:
    """Said to a code that was typed."""
    return TAKEN.format(titles=_titles(unfinished)) if unfinished else TAKEN_NOTHING


def resume_title(title: str, *, only: bool) -> str:
    """Of the button that goes on with one of them."""
    return RESUME_TITLE if only else RESUME_THAT_TITLE.format(title=title)


def _titles(titles: Sequence[str]) -> str:
    return "、".join(f"“{title}”" for title in titles)
