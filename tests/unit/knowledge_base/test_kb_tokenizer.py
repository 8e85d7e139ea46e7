"""How text becomes terms."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.retrieval.tokenizer import bigrams, ngrams, normalise, words

citizens = st.text(
    alphabet="公园放风筝吗请问的了ABcd09ＡＢ１２（）()，。？! \u3000\n\u200b\ufeff①ﬁ😀", max_size=40
)
runs = st.text(alphabet="公园放风筝吗", min_size=1, max_size=12)


def test_spellings_of_one_thing_become_one() -> None:
    assert normalise("ＡＰＰ１２３４８（热线）\u200b") == "app12348(热线)"
    assert normalise("App") == normalise("ａｐｐ") == normalise("APP")


@given(citizens)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_words_are_cut_by_meaning_and_the_commonest_left_out() -> None:
    assert words("请问怎么办理公园年票？") == ["办理", "公园", "年票"]
    assert words("的了吗") == []
    assert words("？！ 。") == []


def test_a_compound_is_found_by_its_parts() -> None:
    assert {"管理", "条例"} < set(words("青山市公园管理条例"))


def test_words_do_not_reach_over_punctuation() -> None:
    assert "公园" not in words("公，园")


@given(citizens)
def test_words_are_never_empty_and_never_punctuation(text: str) -> None:
    assert all(word and word.isalnum() for word in words(text))


def test_bigrams_overlap_inside_each_run() -> None:
    assert bigrams("放风筝，公园") == ["放风", "风筝", "公园"]


def test_single_characters_and_latin_words_stay_whole() -> None:
    assert bigrams("票 APP12348 年") == ["票", "app12348", "年"]
    assert bigrams("") == []


@given(st.lists(runs, max_size=4))
def test_a_run_has_one_bigram_fewer_than_characters(parts: list[str]) -> None:
    assert len(bigrams("。".join(parts))) == sum(max(1, len(part) - 1) for part in parts)


def test_ngrams_of_every_length_are_given_with_repeats() -> None:
    assert list(ngrams("公园公", 2)) == ["公", "园", "公", "公园", "园公"]
    assert list(ngrams("公园", 4)) == ["公", "园", "公园"]


@given(runs, st.integers(1, 5))
def test_the_number_of_ngrams_follows_from_the_length(run: str, longest: int) -> None:
    found = list(ngrams(run, longest))
    assert len(found) == sum(max(0, len(run) - size + 1) for size in range(1, longest + 1))
    assert all(ngram in run and len(ngram) <= longest for ngram in found)


def test_ngrams_do_not_reach_from_one_run_into_the_next() -> None:
    assert "园票" not in set(ngrams("公园 票", 4))
    assert "园a" not in set(ngrams("公园a", 4))
