"""What a digest may say: the article's figures, and none of its sentences. All texts are invented."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.digest_lint import LONGEST_COPY, digest_faults, longest_copy
from knowledge_base.models import Digest, Reference

TEXT = "每次可以借书五本，借期三十日；逾期还书的，暂停借书十日，并且按照每本每日百分之一的定价收取费用。"
OF = Reference("青山市图书馆办法", "第二条")

short = st.text(alphabet="借书五本ab", max_size=12)


def faults(gist: str, text: str = TEXT) -> list[str]:
    return list(digest_faults(Digest(OF, gist, ("借书", "还书", "逾期"), date(2025, 4, 19)), text))


@pytest.mark.parametrize(
    "gist",
    [
        "一回能借5本，30天里要还。",
        "过了30天没还，停借10天，每天收1%。",
        "借书有期限，过期不还要停借。",
    ],
)
def test_the_articles_own_figures_may_be_said_in_any_spelling(gist: str) -> None:
    assert faults(gist) == []


@pytest.mark.parametrize(
    ("gist", "figure"),
    [
        ("要在31天里还。", "31日"),
        ("要在一个月里还。", "1月"),
        ("过期停借半年。", "6月"),
        ("每天收百分之二。", "2%"),
        ("每天收一块钱。", "1元"),
        ("停借十个工作日。", "10工作日"),
    ],
)
def test_a_figure_that_the_article_does_not_state_is_a_fault(gist: str, figure: str) -> None:
    assert faults(gist) == [f"《{OF.law}》第二条的要旨：条文里没有“{figure}”"]


def test_every_wrong_figure_is_named() -> None:
    assert len(faults("要在31天里还，不还停借2年。")) == 2


def test_a_sentence_of_the_text_is_a_fault() -> None:
    (fault,) = faults("记住：逾期还书的，暂停借书十日，并且按照每本收钱。")
    assert "照抄了条文“逾期还书的,暂停借书十日,并且按照每本”" in fault


@pytest.mark.parametrize(
    "spelling", ["逾期还书的,暂停借书十日,并且按照", "逾期\u200b还书的，暂停借书十日，并且按照"]
)
def test_other_signs_do_not_hide_a_copy(spelling: str) -> None:
    assert len(faults(spelling)) == 1


def test_as_many_characters_as_a_name_has_may_be_the_same() -> None:
    name = "青山市公共图书馆少年儿童借阅部服务台"
    text = f"由{name}办理。"
    assert faults(f"去{name[:LONGEST_COPY]}办就行。", text) == []
    assert len(faults(f"去{name[: LONGEST_COPY + 1]}办就行。", text)) == 1


def plain_longest(ours: str, theirs: str) -> int:
    return max(
        (
            end - start
            for start in range(len(ours))
            for end in range(start + 1, len(ours) + 1)
            if ours[start:end] in theirs
        ),
        default=0,
    )


@settings(max_examples=60)
@given(short, short)
def test_the_longest_copy_is_as_long_as_any(ours: str, theirs: str) -> None:
    copied = longest_copy(ours, theirs)
    assert len(copied) == plain_longest(ours, theirs)
    assert copied in ours
    assert copied in theirs


@settings(max_examples=30)
@given(short, st.text(alphabet="xyz", max_size=5), st.text(alphabet="xyz", max_size=5))
def test_what_was_copied_whole_is_found_whole(copied: str, before: str, after: str) -> None:
    assert longest_copy(copied, before + copied + after) == copied


def test_of_nothing_nothing_is_copied() -> None:
    assert longest_copy("", TEXT) == longest_copy("借书", "") == longest_copy("遛狗", "划船") == ""
