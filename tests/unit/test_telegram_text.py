"""Splitting and showing long answers in Telegram."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.keyboard import keyboard, place
from bot.channels.telegram.rendering import render
from bot.channels.telegram.text import LIMIT, Part, Passage, cost, cut, split
from bot.conversations.model import Author, Message
from bot.replies import Button, Citation
from tests.support.bot_api import parse_html

SENTENCE = "用人单位拖欠劳动报酬的，劳动者可以向劳动行政部门投诉。"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _message(text: str, *citations: Citation, author: Author = Author.BOT) -> Message:
    return Message(7, author, text, citations, (), datetime(2026, 11, 23, tzinfo=UTC))


def test_short_text_is_one_part_with_its_mark_up_escaped() -> None:
    assert split([Passage('1 < 2 & "3" > <b>x</b>')]) == [
        Part('1 &lt; 2 &amp; "3" &gt; &lt;b&gt;x&lt;/b&gt;', '1 < 2 & "3" > <b>x</b>')
    ]


def test_nothing_to_say_is_no_part() -> None:
    assert split([Passage("  \n ")]) == []
    assert split([]) == []


def test_a_limit_too_small_for_a_heading_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 200"):
        split([Passage("字")], limit=199)


@pytest.mark.parametrize(
    ("text", "head", "tail"),
    [
        ("一二三四五六。\n\n七八。九\n十，一二三四五", "一二三四五六。", "七八。九\n十，一二三四五"),
        ("一二三四五六七。八九\n十，一二三四五六七", "一二三四五六七。八九", "十，一二三四五六七"),
        ("一二三四五六“七八。”九，十一二三四五六七", "一二三四五六“七八。”", "九，十一二三四五六七"),
        ("一二三四五六七八九，十一二三四五六七八九", "一二三四五六七八九，", "十一二三四五六七八九"),
        ("abcdefgh ijkl mnopqrstuvwxyz", "abcdefgh ijkl", "mnopqrstuvwxyz"),
        ("一二三四五六七八九十一二三四五六七八九十", "一二三四五六七八九十一二三四", "五六七八九十"),
    ],
    ids=["paragraph", "line", "sentence with its quotation mark", "comma", "space", "nowhere better"],
)
def test_cuts_at_the_best_pause(text: str, head: str, tail: str) -> None:
    assert cut(text, 14) == (head, tail)


def test_an_early_paragraph_end_does_not_make_a_short_part() -> None:
    head, _ = cut("开头。\n\n" + SENTENCE * 10, 150)
    assert len(head) > 75
    assert head.endswith("。")


def test_a_pause_right_at_the_end_of_the_room_is_used() -> None:
    assert cut("一二三四五六七八九\n\n十", 9) == ("一二三四五六七八九", "十")


def test_room_is_counted_in_utf16_units_after_escaping() -> None:
    assert cut("😀" * 10, 7) == ("😀" * 3, "😀" * 7)
    assert cut("&" * 10, 12) == ("&" * 2, "&" * 8)


def test_composed_characters_stay_whole() -> None:
    family = "👨\u200d👩\u200d👧"
    head, tail = cut(f"一二三四{family}五", 8)
    assert (head, tail) == ("一二三四", f"{family}五")
    assert cut("一二三e\u0301四", 4)[0] == "一二三"


def test_an_article_moves_to_the_next_part_rather_than_being_torn() -> None:
    body, article = SENTENCE * 8, SENTENCE * 4
    parts = split([Passage(body), Passage("依据：《劳动法》第五十条", article)], limit=300)
    assert [part.plain for part in parts] == [body, f"依据：《劳动法》第五十条\n{article}"]
    assert parts[1].html.endswith(f"<blockquote expandable>{article}</blockquote>")


def test_an_article_longer_than_a_part_goes_on_under_its_name() -> None:
    article = "\n".join(f"（{number}）{SENTENCE}" for number in range(400))
    parts = split([Passage("依据：《某法》第一条", article, "《某法》第一条（接上一条）")])
    assert len(parts) > 2
    assert all(part.plain.startswith("《某法》第一条（接上一条）\n") for part in parts[1:])
    shown = "".join(part.plain.partition("\n")[2] for part in parts)
    assert _bare(shown) == _bare(article)


def test_the_whole_room_is_used() -> None:
    parts = split([Passage("字" * (2 * LIMIT))])
    assert [len(part.plain) for part in parts] == [LIMIT, LIMIT]


passages = st.builds(
    Passage,
    text=st.text(alphabet=st.sampled_from("字字字，。！\n <>&\"'😀e\u0301\u200d”a"), max_size=900),
    quote=st.text(alphabet=st.sampled_from("条条款；。\n\n&<😀"), max_size=900),
    again=st.sampled_from(["", "《某法》第一条（接上一条）", "长" * 120]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(passages, max_size=4), st.integers(200, 500))
def test_every_part_is_valid_and_nothing_is_lost(written: list[Passage], limit: int) -> None:
    parts = split([Passage(passage.text, passage.quote) for passage in written], limit)
    for part in parts:
        assert part.plain.strip()
        assert _units(part.html) <= limit
        assert parse_html(part.html) == part.plain
    whole = "".join(passage.text + passage.quote for passage in written)
    assert _bare("".join(part.plain for part in parts)) == _bare(whole)
    for part in split(written, limit):  # with headings that repeat: still valid
        assert _units(part.html) <= limit
        assert parse_html(part.html) == part.plain


@given(st.text(max_size=300))
def test_cost_is_the_length_of_the_escaped_text(text: str) -> None:
    parts = split([Passage(text)])
    assert sum(cost(part.plain) for part in parts) == sum(_units(part.html) for part in parts)


def test_citations_follow_with_their_text_folded_up() -> None:
    law = Citation("民法典", "第一千零七十九条", "夫妻一方要求离婚的……", date(2021, 1, 1))
    bare = Citation("《反家庭暴力法》", "第二十三条")
    (part,) = render(_message("可以起诉离婚。", law, bare))
    assert part.html == (
        "可以起诉离婚。\n\n"
        "依据：《民法典》第一千零七十九条（2021年1月1日起施行）\n"
        "<blockquote expandable>夫妻一方要求离婚的……</blockquote>\n\n"
        "依据：《反家庭暴力法》第二十三条"
    )


def test_a_person_is_told_from_the_bot() -> None:
    (part,) = render(_message("您好，我是值班律师。", author=Author.STAFF))
    assert part.plain == "【工作人员】您好，我是值班律师。"


def test_buttons_alone_get_a_line_to_hang_under() -> None:
    message = Message(7, Author.BOT, "", (), (Button("好", "/affirm"),), datetime(2026, 11, 23, tzinfo=UTC))
    assert [part.plain for part in render(message)] == ["请选择："]
    assert render(_message("")) == []


def test_buttons_stand_one_a_row_and_carry_only_their_place() -> None:
    long_payload = "/ask_legal_question" + "{}" * 100
    buttons = (Button("甲", long_payload), Button(" ", "/x"), Button("乙", "/b"))
    shown = keyboard(Message(123456, Author.BOT, "选", (), buttons, datetime(2026, 11, 23, tzinfo=UTC)))
    assert shown is not None
    rows = [[(button.text, button.callback_data) for button in row] for row in shown.inline_keyboard]
    assert rows == [[("甲", "b:123456:0")], [("乙", "b:123456:2")]]


@pytest.mark.parametrize(
    "data", ["", "b:1", "b:-1:0", "b:1:0 ", "b:一:0", "b:1:0:0", "/affirm", "b:9999999999:0"]
)
def test_altered_button_data_name_no_place(data: str) -> None:
    assert place(data) is None


def test_button_data_name_their_place() -> None:
    assert place("b:12:3") == (12, 3)
