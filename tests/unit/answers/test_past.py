"""What went before a press: whose question it was, what that has brought up, how often it was pressed."""

from datetime import date

from bot.answers import payloads
from bot.answers.past import Exchange, Past, past_of
from bot.answers.payloads import Mark
from bot.replies import Button, Citation, Reply

DAY = date(2026, 11, 23)


def answer(number: str, entry: str, *related: str, follows: bool = False) -> Reply:
    """An answer as it stands in the record."""
    mark = Mark(number, entry, follows)
    return Reply(
        "答",
        (Citation("民法典", "第一条"),),
        (
            *(Button(one, payloads.entry(one)) for one in related),
            Button("不是我想问的", payloads.not_asked(mark)),
            Button("有帮助", payloads.rate(mark, useful=True)),
            Button("没帮助", payloads.rate(mark, useful=False)),
        ),
    )


def readings(*entries: str) -> Reply:
    return Reply("您想问的是不是", buttons=tuple(Button(one, payloads.entry(one)) for one in entries))


def turn(sent: str, *replies: Reply, day: date = DAY) -> Exchange:
    return Exchange(sent, replies, day)


FIRST = turn("老板不给钱", answer("a1", "wages", "overtime"))
NOT_ASKED = payloads.not_asked(Mark("a1", "wages"))


def test_the_question_is_in_the_citizens_own_words_and_what_was_shown_is_known() -> None:
    past = past_of([FIRST], "a1")
    assert past.question == "老板不给钱"
    assert past.shown == "wages"
    assert past.seen == {"wages", "overtime", "《民法典》第一条"}
    assert (past.presses, past.again, past.rated) == (1, False, None)


def test_a_chosen_reading_still_belongs_to_the_question_that_led_to_it() -> None:
    chosen = turn(payloads.entry("injury"), answer("a2", "injury"))
    past = past_of([FIRST, turn(NOT_ASKED, readings("injury", "contract")), chosen], "a2")
    assert past.question == "老板不给钱"
    assert past.presses == 2
    assert not past.again, "another answer"
    assert {"wages", "overtime", "injury", "contract"} <= past.seen


def test_pressing_under_the_same_answer_again_is_known() -> None:
    past = past_of([FIRST, turn(NOT_ASKED, readings("injury"))], "a1")
    assert (past.presses, past.again) == (2, True)


def test_an_older_answer_is_judged_by_its_own_question() -> None:
    other = turn("房东不退押金", answer("b1", "deposit"))
    pressed = turn(payloads.not_asked(Mark("b1", "deposit")), readings("repairs"))
    past = past_of([FIRST, turn("谢谢", Reply("不客气")), other, pressed], "a1")
    assert past.question == "老板不给钱"
    assert past.presses == 1
    assert "deposit" not in past.seen
    assert "repairs" not in past.seen


def test_a_follow_up_remembers_what_it_leaned_on() -> None:
    follow = turn("那要多久", answer("a2", "arbitration-time", follows=True))
    assert past_of([FIRST, follow], "a2").before == "老板不给钱"
    plain = turn("那要多久", answer("a2", "arbitration-time"))
    assert past_of([FIRST, plain], "a2").before == ""


def test_the_latest_rating_counts_and_its_day_is_known() -> None:
    yes = turn(payloads.rate(Mark("a1", ""), useful=True), Reply("谢谢"), day=date(2026, 11, 20))
    no = turn(payloads.rate(Mark("a1", ""), useful=False), Reply("对不起"))
    assert past_of([FIRST, yes], "a1").rated == ("yes", date(2026, 11, 20))
    assert past_of([FIRST, yes, no], "a1").rated == ("no", DAY)


def test_typed_words_mean_the_latest_answer() -> None:
    typed = turn("不是我想问的", readings("injury"))
    past = past_of([FIRST, typed])
    assert past.question == "老板不给钱"
    assert past.presses == 2
    assert "injury" in past.seen


def test_an_answer_that_is_not_in_the_record_gives_an_empty_past() -> None:
    assert past_of([FIRST], "zz") == Past()
    assert past_of([], "a1") == Past()
