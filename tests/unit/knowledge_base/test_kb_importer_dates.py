"""Passed, made public, in force: three days. Rank and region. All statutes here are invented."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.importers.dates import Dates, dates, named_day, without_day
from knowledge_base.importers.kinds import kind, region
from knowledge_base.models import ArticleText

MARCH, MAY, JUNE = date(2024, 3, 1), date(2024, 5, 6), date(2024, 6, 1)


def read(*information: str, closing: str = "好公园。", named: date | None = None) -> Dates:
    return dates(information, [ArticleText("第一条", "好公园。"), ArticleText("第二条", closing)], named)


@pytest.mark.parametrize(
    ("line", "adopted", "published", "effective"),
    [
        ("2024年3月1日 青山市人民代表大会常务委员会通过", MARCH, None, None),
        ("（2024年3月1日青山市人民代表大会通过）", MARCH, None, None),
        ("2024年3月1日国务院第9次常务会议通过 2024年5月6日国务院令第9号公布", MARCH, MAY, None),
        ("2024年3月1日通过 2024年5月6日公布 自2024年6月1日起施行", MARCH, MAY, JUNE),
        ("2024年3月1日 国务院批准 2024年5月6日 公园部发布", MARCH, MAY, None),
        ("2019年5月6日通过 根据2024年3月1日《关于修改〈公园法〉的决定》修正", MARCH, None, None),
        ("2019年5月6日通过 2024年3月1日修订 2024年6月1日施行", MARCH, None, JUNE),
        ("2024年3月1日会议通过的《关于废止和公布的决定》", MARCH, None, None),
        ("二〇二四年三月一日通过　二○二四年五月六日公布", MARCH, MAY, None),
        ("２０２４年３月１日 通过", MARCH, None, None),
        ("2024 年 3 月 1 日 通过", MARCH, None, None),
        ("2024年3月1日公布施行", None, MARCH, MARCH),
        ("2024年13月1日 通过", None, None, None),
        ("1024年3月1日 通过", None, None, None),
        ("青山是座老城", None, None, None),
    ],
)
def test_the_days_are_told_apart(
    line: str, adopted: date | None, published: date | None, effective: date | None
) -> None:
    found = read(line)
    assert (found.adopted, found.published, found.effective) == (adopted, published, effective)


def test_a_statement_may_go_on_in_the_next_line() -> None:
    assert read("2024年3月1日 公园部", "湖泊部发布").published == MARCH


def test_the_version_is_the_day_in_the_name_else_of_the_vote_else_of_publication() -> None:
    both = "2024年3月1日通过 2024年5月6日公布"
    assert read(both, named=JUNE).version == JUNE
    assert read(both).version == MARCH
    assert read("2024年5月6日公布").version == MAY
    assert read().version is None


def test_days_of_an_earlier_version_are_not_given_out_for_this_one() -> None:
    old = "2019年5月6日通过 2019年5月9日公布 2019年6月1日施行"
    assert read(old, named=date(2019, 5, 6)) == Dates(
        date(2019, 5, 6), date(2019, 5, 6), date(2019, 5, 9), date(2019, 6, 1)
    )
    assert read(old, named=MARCH) == Dates(MARCH, None, None, None)
    amended = read(old, "2024年3月1日修正", closing="本条例自2019年6月1日起施行。")
    assert amended == Dates(MARCH, MARCH, None, None)


@pytest.mark.parametrize(
    ("closing", "effective"),
    [
        ("本条例自2024年6月1日起施行。", JUNE),
        ("本条例自2024年6月1日零时起施行。", JUNE),
        ("本条例自二〇二四年六月一日起实施。", JUNE),
        ("本条例自公布之日起施行。", MAY),
        ("本条例自发布之日起生效。", MAY),
        ("本条例自2023年6月1日起施行。", None),
        ("本条例试行一年。", None),
    ],
)
def test_the_closing_article_tells_of_commencement(closing: str, effective: date | None) -> None:
    assert read("2024年3月1日通过 2024年5月6日公布", closing=closing).effective == effective


def test_in_force_at_once_tells_nothing_where_publication_is_unknown() -> None:
    assert read("2024年3月1日通过", closing="本条例自公布之日起施行。").effective is None


@pytest.mark.parametrize(
    ("stem", "day", "rest"),
    [
        ("公园条例(2024-03-01)", MARCH, "公园条例"),
        ("公园条例_20240301", MARCH, "公园条例"),
        ("公园条例(2024-13-01)", None, "公园条例"),
        ("公园条例（2024年）", None, "公园条例（2024年）"),
        ("公园条例", None, "公园条例"),
    ],
)
def test_a_day_in_the_name_of_a_file(stem: str, day: date | None, rest: str) -> None:
    assert (named_day(stem), without_day(stem)) == (day, rest)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text("2024年13月自日（）起施行通过公布，《〈》", max_size=25), max_size=4),
    st.none() | st.dates(),
)
def test_any_information_block_is_read(information: list[str], named: date | None) -> None:
    found = dates(information, [], named)
    assert named is None or found.version == named
    assert found.effective is None or found.version is None or found.effective >= found.version


ASSEMBLY = ["2024年3月1日 青山市人民代表大会常务委员会通过"]


@pytest.mark.parametrize(
    ("title", "information", "rank"),
    [
        ("公园法", [], "法律"),
        ("公园法修正案（二）", [], "法律"),
        ("公园管理办法", [], "其他规范"),
        ("公园选举办法", ["2024年3月1日 第九届全国人民代表大会通过"], "法律"),
        ("宪法修正案（1901年）", [], "宪法"),
        ("最高人民法院关于游园纠纷的解释", [], "司法解释"),
        ("公园管理条例", ["2024年3月1日 中华人民共和国国务院令第9号公布"], "行政法规"),
        ("公园管理条例", ["2024年3月1日国务院第九次常务会议通过"], "行政法规"),
        ("公园管理办法", ["2024年3月1日 公园部令第9号公布"], "部门规章"),
        ("关于游园纠纷的解释", ["2024年3月1日最高人民法院审判委员会通过"], "司法解释"),
        ("青山市公园管理条例", [], "地方性法规"),
        ("青山市公园管理规定", ASSEMBLY, "地方性法规"),
        ("青山市公园管理规定", ["2024年3月1日 青山市人民政府令第9号公布"], "其他规范"),
        ("关于游园的决定", [], "其他规范"),
        ("城市公园管理条例", ["国务院令"], "行政法规"),
        ("公园市场管理条例", ["国务院令"], "行政法规"),
    ],
)
def test_the_rank_is_known_without_any_folder(title: str, information: list[str], rank: str) -> None:
    assert kind(title, Path("a.docx"), information) == rank


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("青山省公园条例", "青山省"),
        ("青山市公园条例", "青山市"),
        ("青山市城市公园条例", "青山市"),
        ("青山市市区公园条例", "青山市"),
        ("盐城市公园条例", "盐城市"),
        ("青山苗族自治县公园条例", "青山苗族自治县"),
        ("绿水省青山苗族自治县自治条例", "青山苗族自治县"),
        ("绿水省城市公园条例", "绿水省"),
        ("绿水壮族自治区公园条例", "绿水壮族自治区"),
        ("青山公园条例", "青山市"),
        ("城市公园条例", "青山市"),
    ],
)
def test_the_region_stands_at_the_head_of_the_title_or_with_the_assembly(title: str, place: str) -> None:
    assert region(title, "地方性法规", ASSEMBLY) == place


def test_national_texts_have_no_region() -> None:
    assert region("青山市公园条例", "部门规章", ASSEMBLY) == ""
    assert region("公园条例", "地方性法规") == ""
