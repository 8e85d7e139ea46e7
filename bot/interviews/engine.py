"""What happens to an interview when the citizen says something. Pure: no clock, no database, no service.

A question is asked one at a time. What is said is an answer if the inquiry can read it as one; else it may
be a wish about the interview itself (why, change, stop); else it is something aside, which whoever calls
answers before the question is put again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.interviews import payloads, wording
from bot.interviews.inquiry import Inquiry
from bot.interviews.model import Answers, Asked, Interview, Stage, Told, Unreadable
from bot.interviews.payloads import Press
from bot.replies import Button, Reply

KEPT_DAYS = 90
"""Days for which an interview that was left, or finished, is kept."""

_WHY = re.compile(
    r"(为什么|为啥|干嘛|做什么|凭什么).{0,4}(问|要知道|要填|晓得)|问这个(干|做)(嘛|什么|啥)"
    r"|(为什么|为啥|干嘛|凭什么|干什么)要?(填|写|给|存)?(这个|这些|那么多|名字|姓名|电话|身份证|地址|住址|收入)"
)
_CHANGE = re.compile(
    r"(改|换|更正|纠正|修改).{0,6}(回答|答案|前面|上面|刚才|答的)|(前面|上面|刚才|上一个).{0,8}(错|不对|改|反了)"
    r"|^(改一下|我要改|我答错了|说错了|我说错了|答错了|返回|上一步|上一题)[。！!了吧]*$"
)
_REVIEW = re.compile(r"(看|查)(一下|看)?.{0,4}(答过|回答|记了|说过|答案)")
_LEAVE = re.compile(
    r"(算了|不弄了|不问了|不想弄|先这样|停一?停|先停|不答了|不填了|退出|结束|下次再|以后再|弗弄了|勿弄了|太麻烦)"
)
_DONE = re.compile(
    r"^(都对|对的?|没错|是的?|好的?|可以|看结果|就这样|正确|没问题|嗯+|行|确认)[了的吧呀啊。！!,，]*$"
)
_ASKS = re.compile(r"[?？]|怎么办|咋办|吗$|吗[，,。]")
_ORDINAL = re.compile(r"第\s*([0-9一二三四五六七八九十]{1,3})\s*[条个项题]")
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_LEAVE_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Step:
    """The interview afterwards and what is said.

    ``aside``: what was heard is no answer, or asks something besides: see to it first. ``taken``: it was
    taken for an answer, though perhaps it could not be read.
    """

    interview: Interview
    replies: list[Reply]
    aside: bool = False
    taken: bool = False


def begin(inquiry: Inquiry, subject: str, text: str) -> Step:
    """A new interview, with what the message that asked for it told already."""
    interview = Interview(subject, answers=dict(inquiry.opening(text)))
    return _onward(inquiry, interview, lead=inquiry.welcome)


def take_up(inquiry: Inquiry, interview: Interview) -> Step:
    """An interview that was left goes on where it was."""
    lead = wording.WELCOME_BACK.format(title=inquiry.title)
    going = replace(interview, stage=Stage.ASKING)
    return _again(inquiry, going, lead) if going.current else _onward(inquiry, going, lead=lead)


def hear(inquiry: Inquiry, interview: Interview, said: str, intent: str = "") -> Step:
    """One message, words or a button's payload, of a citizen who is being interviewed.

    ``intent``: what the dialogue takes it for, if it was asked.
    """
    press = payloads.read(said)
    if press:
        return _pressed(inquiry, interview, press)
    if said.startswith("/"):  # a button of something else
        return Step(interview, _question(inquiry, interview), aside=True)
    if interview.stage is Stage.REVIEWING:
        return _reviewing(inquiry, interview, said, intent)
    return _asking(inquiry, interview, said, intent)


def _asking(inquiry: Inquiry, interview: Interview, said: str, intent: str) -> Step:
    if _WHY.search(said):
        return Step(interview, _question(inquiry, interview, why=True))
    if _CHANGE.search(said) or _REVIEW.search(said):
        return _shown(inquiry, interview, wording.REVIEW_ASKING)
    if _LEAVE.search(said) and len(said) <= _LEAVE_LONGEST:
        return _left(inquiry, interview)
    known = _known(inquiry, interview)
    try:
        answers = inquiry.read(interview.current, said, known)
    except Unreadable as unread:
        return Step(interview, _again(inquiry, interview, unread.detail).replies, taken=True)
    if answers == known:
        return Step(interview, _again(inquiry, interview, wording.NOT_ENOUGH).replies, taken=True)
    if answers is not None:
        step = _answered(inquiry, replace(interview, answers=answers))
        return replace(step, aside=intent in _QUESTIONS and bool(_ASKS.search(said)))
    if intent == "stop":
        return _left(inquiry, interview)
    if intent in _NO_QUESTION:
        return Step(interview, _again(inquiry, interview, wording.NOT_UNDERSTOOD).replies)
    return Step(interview, _again(inquiry, interview, wording.AGAIN).replies, aside=True)


_QUESTIONS = frozenset({"ask_legal_question", "follow_up"})
"""What is both: 「房东不退押金怎么办」 tells what it is about, and wants to know."""

_NO_QUESTION = frozenset({"affirm", "deny", "nlu_fallback", "greet", "thank"})
"""What such a message asks can only be the interview's own business."""


def _reviewing(inquiry: Inquiry, interview: Interview, said: str, intent: str) -> Step:
    if _DONE.match(said.strip()) or (intent == "affirm" and len(said) <= _LEAVE_LONGEST):
        return _finished(inquiry, interview)
    told = list(inquiry.review(interview.answers))
    wanted = _wanted(told, said)
    if wanted:
        return _change(inquiry, interview, wanted)
    if intent == "stop" or (_LEAVE.search(said) and len(said) <= _LEAVE_LONGEST):
        return _left(inquiry, interview)
    if _CHANGE.search(said) or _REVIEW.search(said) or intent in _NO_QUESTION:
        return _shown(inquiry, interview, _review(inquiry))
    return Step(interview, _shown(inquiry, interview, wording.AGAIN).replies, aside=True)


def _wanted(told: Sequence[Told], said: str) -> str:
    """The question that a citizen wants to change: by its number in the review, or by its name."""
    number = _ORDINAL.search(said)
    if number:
        digits = number[1]
        place = int(digits) if digits.isdigit() else _DIGITS.get(digits, 0)
        return told[place - 1].id if 0 < place <= len(told) else ""
    return next((line.id for line in told if line.title in said), "")


def _pressed(inquiry: Inquiry, interview: Interview, press: Press) -> Step:
    match press.does:
        case "choose":
            return _chose(inquiry, interview, press)
        case "change":
            return _change(inquiry, interview, press.question)
        case "why":
            return Step(interview, _question(inquiry, interview, why=True))
        case "review":
            asking = interview.stage is Stage.ASKING
            return _shown(inquiry, interview, wording.REVIEW_ASKING if asking else _review(inquiry))
        case "finish":
            return (
                _finished(inquiry, interview)
                if inquiry.next(interview.answers) is None
                else _onward(inquiry, interview)
            )
        case "leave":
            return _left(inquiry, interview)
        case "keep" if interview.current in interview.trail:
            return _onward(inquiry, interview)
        case "resume":
            return take_up(inquiry, interview)
        case _:
            return Step(interview, _again(inquiry, interview, wording.STALE).replies)


def _chose(inquiry: Inquiry, interview: Interview, press: Press) -> Step:
    current = press.question == interview.current and interview.stage is Stage.ASKING
    known = _known(inquiry, interview) if current else inquiry.without(press.question, interview.answers)
    answers = inquiry.choose(press.question, press.value, known)
    if answers is None:
        return Step(interview, _again(inquiry, interview, wording.STALE).replies)
    changed = replace(interview, answers=answers, current=press.question)
    if inquiry.stays(press.question, press.value, answers):
        trail = _but(interview.trail, press.question)
        return _again(inquiry, replace(changed, stage=Stage.ASKING, trail=trail))
    return _answered(inquiry, changed)


def _known(inquiry: Inquiry, interview: Interview) -> Answers:
    """The answers, but for the one that is being changed."""
    if interview.current in interview.trail:
        return inquiry.without(interview.current, interview.answers)
    return interview.answers


def _but(trail: Sequence[str], question: str) -> tuple[str, ...]:
    return tuple(one for one in trail if one != question)


def _answered(inquiry: Inquiry, interview: Interview) -> Step:
    trail = (*_but(interview.trail, interview.current), interview.current)
    return replace(_onward(inquiry, replace(interview, trail=trail)), taken=True)


def _onward(inquiry: Inquiry, interview: Interview, lead: str = "") -> Step:
    """To the next question, or, where none is left, to the review; or out, where nothing is to be had."""
    if inquiry.ended(interview.answers):
        return _finished(inquiry, interview)
    asked = inquiry.next(interview.answers)
    if asked is None:
        reviewed = replace(interview, stage=Stage.REVIEWING, current="")
        step = _shown(inquiry, reviewed, _review(inquiry))
    else:
        going = replace(interview, stage=Stage.ASKING, current=asked.id)
        step = Step(going, [_reply(going, asked)])
    return replace(step, replies=_led(lead, step.replies))


def _again(inquiry: Inquiry, interview: Interview, lead: str = "") -> Step:
    if not interview.current:
        return _shown(inquiry, replace(interview, stage=Stage.REVIEWING), lead or _review(inquiry))
    return Step(interview, _led(lead, _question(inquiry, interview)))


def _question(inquiry: Inquiry, interview: Interview, *, why: bool = False) -> list[Reply]:
    if not interview.current:
        return _shown(inquiry, interview, _review(inquiry)).replies
    asked = inquiry.again(interview.current, _known(inquiry, interview))
    return [_reply(interview, asked, why=why)]


def _change(inquiry: Inquiry, interview: Interview, question: str) -> Step:
    if question not in {line.id for line in inquiry.review(interview.answers)}:
        return Step(interview, _again(inquiry, interview, wording.STALE).replies)
    trail = (*_but(interview.trail, question), question)
    asking = replace(interview, stage=Stage.ASKING, trail=trail, current=question)
    return Step(asking, _question(inquiry, asking))


def _shown(inquiry: Inquiry, interview: Interview, lead: str) -> Step:
    told = list(inquiry.review(interview.answers))
    if not told:
        return _again(inquiry, interview, wording.NOTHING_YET) if interview.current else Step(interview, [])
    lines = [f"{place}. {line.title}：{line.said}" for place, line in enumerate(told, 1)]
    changes = [
        Button(f"改：{line.title}", payloads.spell("change", line.id, subject=interview.subject))
        for line in told
    ]
    onward = (
        _button(interview, wording.RESUME_TITLE, "resume")
        if interview.stage is Stage.ASKING
        else _button(interview, inquiry.finish_title, "finish")
    )
    return Step(interview, [Reply("\n".join([lead, "", *lines]), buttons=(onward, *changes))])


def _review(inquiry: Inquiry) -> str:
    return wording.REVIEW.format(finish=inquiry.finish_title)


def _left(inquiry: Inquiry, interview: Interview) -> Step:
    text = wording.LEFT.format(days=KEPT_DAYS, title=inquiry.title)
    button = _button(interview, wording.RESUME_TITLE, "resume")
    return Step(replace(interview, stage=Stage.LEFT), [Reply(text, buttons=(button,))])


def _finished(inquiry: Inquiry, interview: Interview) -> Step:
    done = replace(interview, stage=Stage.FINISHED, current="")
    return Step(done, inquiry.conclusion(interview.answers))


def _reply(interview: Interview, asked: Asked, *, why: bool = False) -> Reply:
    text = f"{asked.why}\n\n{asked.text}" if why else asked.text
    choices = [
        Button(one.title, payloads.spell("choose", asked.id, one.value, interview.subject))
        for one in asked.choices
    ]
    more = [] if why else [_button(interview, wording.WHY_TITLE, "why")]
    if interview.current in interview.trail:
        more.append(_button(interview, wording.KEEP_TITLE, "keep"))
    elif interview.trail:
        more.append(_button(interview, wording.CHANGE_TITLE, "review"))
    more.append(_button(interview, wording.LEAVE_TITLE, "leave"))
    return Reply(text, buttons=(*choices, *more))


def _button(interview: Interview, title: str, does: str) -> Button:
    return Button(title, payloads.spell(does, subject=interview.subject))


def _led(lead: str, replies: list[Reply]) -> list[Reply]:
    if not lead or not replies:
        return replies
    first, *others = replies
    return [replace(first, text=f"{lead}\n\n{first.text}"), *others]
