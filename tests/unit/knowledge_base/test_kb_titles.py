"""One spelling for every title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.titles import normalise_title, strip_invisible

ZERO_WIDTH = "\u200b\u200c\u200d\ufeff\u2060"


def test_zero_width_characters_disappear_and_nothing_else_does() -> None:
    assert strip_invisible(f"公{ZERO_WIDTH}园 法\n") == "公园 法\n"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    clean = strip_invisible(text)
    assert strip_invisible(clean) == clean
    assert not set(clean) & set(ZERO_WIDTH)


@pytest.mark.parametrize(
    ("title", "normal"),
    [
        ("中华人民共和国公园法", "公园法"),
        ("中华人民共和国 公园法\u3000", "公园法"),
        ("\ufeff中华\u200b人民共和国公园法", "公园法"),
        ("《中华人民共和国公园法》", "公园法"),
        ("青山市公园管理条例(试行)", "青山市公园管理条例（试行）"),
        ("外国人在中华人民共和国游园办法", "外国人在中华人民共和国游园办法"),
        ("关于实施《中华人民共和国公园法》的规定", "关于实施《公园法》的规定"),
        ("关于修改<中华人民共和国公园法>的决定", "关于修改〈公园法〉的决定"),
        ("关于《公园法》和《中华人民共和国游船法》的解释", "关于《公园法》和《游船法》的解释"),
        ("", ""),
    ],
)
def test_a_title_has_one_spelling(title: str, normal: str) -> None:
    assert normalise_title(title) == normal


@given(
    state=st.sampled_from(["", "中华人民共和国", "中华人民共和国 ", "\u200b中华人民共和国"]),
    first=st.sampled_from("公青关最"),
    rest=st.text(alphabet="公园法（）()〈〉<>《》 \u3000\u200b中华人民共和国", max_size=20),
)
def test_normalising_twice_is_normalising_once(state: str, first: str, rest: str) -> None:
    once = normalise_title(state + first + rest)
    assert normalise_title(once) == once
    assert once.startswith(first)
    assert not set(once) & set("() \u3000\u200b<>")


@pytest.mark.parametrize(
    "title",
    [
        "《青山市公园管理条例》实施细则",
        pytest.param("《公园法》若干问题的解释", id="interpretation"),
    ],
)
def test_a_title_that_quotes_another_at_its_head_keeps_both_brackets(title: str) -> None:
    assert normalise_title(title) == title
