"""Answers to the steps that belong to no matter, as people say them: papers, place, consent, name, phone."""

import re
from typing import Any

from bot.appointments.talking import wording
from bot.appointments.talking.case import Case
from bot.interviews.model import Unreadable
from bot.interviews.personal_answers import consent_told, name_told, phone_told
from bot.personal_fields import plain_text

MOBILE = re.compile(r"(?<!\d)1[3-9]\d(?:[\s\-]?\d){8}(?!\d)")
_GO = re.compile(r"先约|现在约|约上|接着约|知道了|好的?$|可以|行$")
_WAIT = re.compile(r"备齐|齐了再|等.*再|先不约|不约了|算了|以后再")
_ALL, _NOTHING = re.compile(r"都(有|齐|在|备)|全(都)?有|齐了"), re.compile(r"都?(还)?没有|没备|一样也没")
_PLACES = (
    (re.compile(r"上门|到家|家里来"), "home_visit"),
    (re.compile(r"视频|远程|网上"), "video"),
    (re.compile(r"电话|打给我"), "phone"),
    (re.compile(r"司法所|就近|镇上|街道"), "justice_station"),
    (re.compile(r"现场"), "on_site"),
    (re.compile(r"窗口|当面|公证处|中心|过去|过来|我来"), "office"),
)
_WHOSE = re.compile(r"配偶|父母|双方|对方|孩子|死亡|全部")


def read_step(question: str, text: str, case: Case) -> dict[str, Any]:
    """What a text tells of a step that belongs to no matter."""
    if question == "consent":
        if MOBILE.search(plain_text(text)):
            raise Unreadable(wording.CONSENT_FIRST)
        consent = consent_told(text)
        return {"consent": consent} if consent else {}
    if question in {"gather", "notice"}:
        wait, go = _WAIT.search(text), _GO.search(text)
        return {question: "later"} if wait else {question: "go"} if go else {}
    if question == "place":
        possible = case.places()
        named = next((place for words, place in _PLACES if words.search(text) and place in possible), None)
        return {"place": named} if named else {}
    if question == "at_hand":
        return _read_papers(text, case)
    phone = MOBILE.search(plain_text(text))
    found: dict[str, Any] = {}
    if phone and (number := phone_told(phone[0])):
        found["phone"] = number
    rest = re.sub(r"(我?的?(电话|手机)(号码?)?[是:：]*)?$", "", MOBILE.sub("", text).strip(" ，,。"))
    if question == "name" and rest and (name := name_told(rest.strip(" ，,。"))):
        found["name"] = name
    if question == "phone" and not found and (number := phone_told(text)):
        found["phone"] = number
    return found


def _read_papers(text: str, case: Case) -> dict[str, Any]:
    said = text.replace("户口本", "户口簿")
    if _ALL.search(said):
        return {"at_hand": [one.id for one in case.needed()]}
    grams = {said[place : place + 3] for place in range(len(said) - 2)}
    there = [one.id for one in case.needed() if _names(said, grams, one.text)]
    if there:
        return {"at_hand": there}
    return {"at_hand": ["none"]} if _NOTHING.search(said) else {}


def _names(said: str, grams: set[str], paper: str) -> bool:
    """Whether a paper is named, and nobody else's where somebody's is meant."""
    first = paper.split("、")[0]
    others = _WHOSE.search(first)
    return any(gram in first for gram in grams) and (others is None or others[0] in said)
