"""Plain text: encodings, titles, information blocks. All statutes here are invented."""

import contextlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.importers.files import UnreadableStatute, decode
from knowledge_base.importers.lines import to_lines
from knowledge_base.importers.plain import read_plain
from knowledge_base.importers.statute import from_lines
from knowledge_base.models import StatuteText


def parse(*lines: str, name: str = "a.txt") -> StatuteText:
    return from_lines(to_lines(lines), Path(name))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(end.join(["青山公园条例", "", "　　第一条　好公园，㐂湖。"]).encode(encoding))
    assert [article.text for article in read_plain(path).articles] == ["好公园，㐂湖。"]


@pytest.mark.parametrize(
    "sign", ["\u200b", "\u00ad", "\u200e", "\u202c", "\u2060", "\ufeff", "\x07", "\u2066"]
)
def test_characters_that_nobody_sees_are_no_text(sign: str) -> None:
    statute = parse(f"青山{sign}公园条例", f"{sign}第{sign}一条 好{sign}公园。")
    assert (statute.title, statute.articles[0].text) == ("青山公园条例", "好公园。")


@pytest.mark.parametrize("content", [b"\x00\x01" * 20, b"\xff\xff\xff", b"\x80" * 9])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableStatute, match="编码"):
        decode(content)


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (["青山市公园管理条例"], "青山市公园管理条例"),
        (["中华人民共和国公园法"], "公园法"),
        (["青山市公园", "管理条例（试行）"], "青山市公园管理条例（试行）"),
        (
            ["最高人民法院", "关于适用《中华人民共和国公园法》", "若干问题的解释（二）"],
            "最高人民法院关于适用《公园法》若干问题的解释（二）",
        ),
        (["青山市公园管理条例", "青山市公园管理条例"], "青山市公园管理条例"),
        (["青山市人民代表大会常务委员会公告", "第7号", "青山市公园管理条例"], "青山市公园管理条例"),
        (["国家法律法规数据库", "青山市公园管理条例"], "青山市公园管理条例"),
        (
            ["公告", "《公园法》已由会议通过，现予公布，自2024年6月1日起施行。", "2024年3月1日", "公园法"],
            "公园法",
        ),
    ],
)
def test_the_title_is_found_above_the_text(above: list[str], title: str) -> None:
    assert (
        parse(*above, "（2024年3月1日通过）", "目录", "第一章 总则", "第一章 总则", "第一条 一。").title
        == title
    )


def test_the_name_of_the_file_tells_which_lines_are_the_title() -> None:
    statute = parse("青山文集之二", "青山公园守则", "第一条 一。", name="青山公园守则(2024-03-01).txt")
    assert statute.title == "青山公园守则"
    assert parse("第一条 一。", name="青山公园守则.txt").title == "青山公园守则"


@pytest.mark.parametrize(
    "lines",
    [
        ["今天天气很好。", "我们去公园。"],
        ["购物清单", "一、米", "二、面"],
        ["公园", "第一条 一。"],
        ["青山市公园管理条例"],
        ["青山市公园管理条例", "（2024年3月1日通过）"],
    ],
)
def test_a_text_that_is_no_statute_is_refused(lines: list[str]) -> None:
    with pytest.raises(UnreadableStatute):
        parse(*lines)


def test_the_announcement_above_the_title_tells_of_days() -> None:
    statute = parse(
        "青山市人民代表大会常务委员会公告",
        "第7号",
        "《青山市公园管理条例》已于2024年3月1日经会议通过，现予公布，自2024年6月1日起施行。",
        "青山市人民代表大会常务委员会",
        "2024年3月9日",
        "青山市公园管理条例",
        "第一条 一。",
    )
    assert (statute.title, statute.adopted, statute.effective) == (
        "青山市公园管理条例",
        date(2024, 3, 1),
        date(2024, 6, 1),
    )
    assert statute.preamble == ""


def test_an_information_block_of_many_lines_is_no_preamble() -> None:
    statute = parse(
        "青山市公园管理条例",
        "（2019年5月6日青山市人民代表大会常务委员会通过",
        "根据2024年3月1日青山市人民代表大会常务委员会",
        "《关于修改〈青山市公园管理条例〉的决定》修正）",
        "青人大〔2024〕7号",
        "青山是座老城，为了公园，制定本条例。",
        "第一条 一。",
    )
    assert statute.preamble == "青山是座老城，为了公园，制定本条例。"
    assert statute.version == date(2024, 3, 1)


def test_a_bracket_that_is_never_closed_does_not_swallow_the_preamble() -> None:
    statute = parse("公园法", "（2024年3月1日通过", "为了公园，制定本法。", "第一条 一。")
    assert statute.preamble == "为了公园，制定本法。"


lines = st.lists(
    st.sampled_from(
        [
            "公园法",
            "青山市公园条例",
            "（2024年3月1日通过）",
            "（2024年",
            "目录",
            "第一章 总则",
            "第一条 一。",
            "第二条",
            "附件",
        ]
    )
    | st.text("公园法条第一二、。（）《》 2024年月日", max_size=15),
    max_size=15,
)


@settings(max_examples=150, deadline=None)
@given(lines)
def test_any_text_is_a_statute_or_refused(written: list[str]) -> None:
    try:
        statute = parse(*written)
    except UnreadableStatute:
        return
    assert statute.title
    assert all(article.label and article.text.strip() for article in statute.articles)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    with contextlib.suppress(UnreadableStatute):
        assert "\0" not in decode(content)
