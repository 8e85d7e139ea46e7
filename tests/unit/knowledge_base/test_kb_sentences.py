"""Pointing to the sentence of an answer that a follow-up is about."""

import pytest

from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.sentences import fitting_sentence, sentences

ANSWER = "带狗入园要拴好狗绳；大型犬不得进儿童乐园。放风筝要避开高压电线，听从管理员的安排。"


def test_a_text_is_cut_at_full_stops_and_semicolons() -> None:
    assert sentences("甲；乙。\n丙！") == ["甲；", "乙。", "丙！"]
    assert sentences(" \n") == []


def test_the_sentence_that_speaks_of_it_is_found(encoder: Encoder) -> None:
    assert fitting_sentence(ANSWER, "那放风筝要避开高压电线吗", encoder) == (
        "放风筝要避开高压电线，听从管理员的安排。"
    )


@pytest.mark.parametrize("question", ["要交钱吗", "那怎么办", "", "？"])
def test_nothing_is_pointed_to_where_no_sentence_speaks_of_it(question: str, encoder: Encoder) -> None:
    assert fitting_sentence(ANSWER, question, encoder) is None
