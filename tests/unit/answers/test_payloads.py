"""What buttons send, there and back."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from bot.answers import payloads
from bot.answers.payloads import Mark

RASA = re.compile(r"^/(?P<intent>[^{@]+)(?P<entities>{.+?})?(?P<rest>.*)$", re.DOTALL)
"""How Rasa 3.6 takes a payload apart."""


@given(st.builds(Mark, st.from_regex(r"[0-9a-f]{8}", fullmatch=True), st.text(max_size=60), st.booleans()))
def test_a_mark_survives_the_way_through_rasa(mark: Mark) -> None:
    sent = payloads.not_asked(mark)
    taken = RASA.match(sent)
    assert taken
    assert taken["rest"] == ""
    assert json.loads(taken["entities"])["answer"] == mark.answer
    back = payloads.read(sent)
    assert back
    assert back.mark
    assert (back.mark.answer, back.mark.follows) == (mark.answer, mark.follows)


def test_a_rating_says_which_answer_and_how() -> None:
    payload = payloads.read(payloads.rate(Mark("a1", "x-y"), useful=False))
    assert payload == payloads.Payload("rate_answer", {"answer": "a1", "useful": "no"})


def test_words_are_no_payload_and_broken_ones_do_no_harm() -> None:
    assert payloads.read("老板不发工资") is None
    assert payloads.read('/ask_legal_question{"faq": ') == payloads.Payload("ask_legal_question", {})
    assert payloads.read("/greet") == payloads.Payload("greet", {})


def test_who_types_the_words_of_a_button_means_it() -> None:
    for words, intent in (("不是我想问的", "not_what_i_asked"), ("没帮助。", "rate_answer")):
        judgement = payloads.judgement(words)
        assert judgement
        assert judgement.intent == intent
    assert payloads.judgement("没帮助的话我再问") is None
    assert payloads.judgement("老板不发工资") is None
    assert payloads.judgement('/ask_legal_question{"faq": "a-b"}') is None
