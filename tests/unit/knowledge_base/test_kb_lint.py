"""Checks of what lawyers and clerks wrote."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge_base.lint import LintReport, lint_content
from knowledge_base.models import Reference

KNOWLEDGE = Path(__file__).parents[3] / "knowledge_base"
LAW = "青山市公园管理条例"
FIRST, SECOND = Reference(LAW, "第一条"), Reference(LAW, "第二条")
KNOWN = {
    FIRST: "在草坪上烧烤的，由公园管理单位劝阻；烧烤引起草坪受损的，应当在三十日内补种草皮。",
    SECOND: "带狗入园的，应当拴好狗绳；不拴狗绳的，处五十元罚款。",
}


def entry(entry_id: str, question: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": entry_id,
        "question": question,
        "phrasings": [f"{question}{number}" for number in "甲乙丙"],
        "answer": "草坪上不能烧烤，管理单位会劝阻；烧坏了草坪，要补种草皮，并且听从安排。",
        "next_step": "到服务台问一问可以烧烤的地方。",
        "citations": [{"law": LAW, "article": "第一条"}],
        "as_of": "2025-04-19",
    } | changes


def digest(article: str = "第一条", **changes: Any) -> dict[str, Any]:
    return {
        "article": article,
        "gist": "草坪上别烧烤，烧坏了要在30天里补上。",
        "everyday": ["公园能烤肉吗", "野餐生火", "草烧坏了咋办"],
    } | changes


def dog(*everyday: str) -> dict[str, Any]:
    return digest("第二条", gist="带狗要拴绳，不拴绳罚50元。", everyday=["遛狗", "狗绳", "牵狗", *everyday])


class Content:
    """A knowledge base folder that starts without any fault."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(KNOWLEDGE / "schemas", folder / "schemas")
        self.write(
            "institutions/bureau.yaml",
            id="bureau",
            name="青山",
            sample=False,
            hours="每天上午",
            hotline="12348",
        )
        self.write(
            "institutions/danger.yaml",
            reply="您现在的安全最要紧，马上拨打110，说清您在哪里。",
            signs=["救命"],
        )
        self.service("boat.yaml")
        self.faq(entry("park-barbecue", "草坪上可以烧烤吗"), entry("park-dog", "带狗进公园行吗"))

    def write(self, path: str, **content: Any) -> None:
        (self.folder / path).parent.mkdir(exist_ok=True)
        (self.folder / path).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")

    def faq(self, *entries: dict[str, Any]) -> None:
        self.write("faq/park.yaml", topic="park", title="公园", entries=list(entries))

    def service(self, name: str, **changes: Any) -> None:
        service: dict[str, Any] = {
            "id": "boat",
            "title": "游船预约",
            "intents": ["book_boat", "change_boat"],
            "open": True,
            "about": "替您约好湖上的游船和时间。",
            "meanwhile": "现在请到码头的窗口租船。",
            "prepare": "",
            "citations": [{"law": LAW, "article": "第二条"}],
        }
        self.write(f"services/{name}", **(service | changes))

    def digest(self, *digests: dict[str, Any], law: str = LAW) -> None:
        statutes = [{"law": law, "digests": list(digests)}]
        self.write("statutes/park.yaml", as_of="2025-04-19", statutes=statutes)

    def lint(self, known: Mapping[Reference, str] = KNOWN) -> LintReport:
        return lint_content(self.folder, known)


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return Content(tmp_path / "knowledge")


def test_content_without_fault_is_passed_and_counted(content: Content) -> None:
    report = content.lint()
    assert (report.faults, report.notes) == ([], [])
    assert report.checked == 5  # two entries, one service with two intents, the bureau, danger


def test_an_article_that_does_not_exist_is_a_fault_of_the_entry_that_cites_it(content: Content) -> None:
    content.faq(entry("park-dog", "带狗进公园行吗", citations=[{"law": LAW, "article": "第九十九条"}]))
    assert content.lint().faults == [f"park-dog：找不到《{LAW}》第九十九条"]


def test_an_article_of_another_law_is_a_fault_too(content: Content) -> None:
    content.faq(
        entry("park-dog", "带狗进公园行吗", citations=[{"law": f"中华人民共和国{LAW}", "article": "第一条"}])
    )
    assert content.lint().faults == [f"park-dog：找不到《中华人民共和国{LAW}》第一条"]


def test_a_service_is_held_to_its_citations(content: Content) -> None:
    content.service("boat.yaml", citations=[{"law": "月亮法", "article": "第一条"}])
    assert content.lint().faults == ["boat：找不到《月亮法》第一条"]


def test_without_statutes_citations_cannot_be_checked_and_the_report_says_so(content: Content) -> None:
    content.faq(entry("park-dog", "带狗进公园行吗", citations=[{"law": "月亮法", "article": "第一条"}]))
    report = content.lint({})
    assert report.faults == []
    assert ["fawen kb import" in note for note in report.notes] == [True]


@pytest.mark.parametrize("other", ["park-gone", "park-dog"])
def test_a_related_entry_must_exist_and_be_another(content: Content, other: str) -> None:
    content.faq(entry("park-dog", "带狗进公园行吗", related=[other]))
    assert content.lint().faults == [f"park-dog：相关问题 {other} 不存在或者就是它自己"]


@pytest.mark.parametrize(
    "wording", ["草坪上可以烧烤吗", "草坪上可以烧烤吗？", "草坪上可以烧烤吗!", "草坪\u200b上可以烧烤吗 "]
)
def test_the_same_wording_under_two_entries_is_a_fault(content: Content, wording: str) -> None:
    content.faq(
        entry("park-barbecue", "草坪上可以烧烤吗"),
        entry("park-dog", "带狗进公园行吗", phrasings=[wording, "大狗可以进吗", "遛狗要拴绳吗"]),
    )
    (fault,) = content.lint().faults
    assert "park-barbecue、park-dog" in fault


def test_wordings_that_differ_in_width_alone_are_the_same(content: Content) -> None:
    content.faq(entry("park-dog", "公园APP怎么用", phrasings=["公园ａｐｐ怎么用", "一二三", "四五六"]))
    (fault,) = content.lint().faults
    assert "公园app怎么用" in fault


def test_faces_have_no_place_in_legal_content(content: Content) -> None:
    content.faq(entry("park-dog", "带狗进公园行吗", next_step="到服务台问一问就行😀。"))
    assert content.lint().faults == ["park-dog：法律内容里不用表情符号（😀）"]


@pytest.mark.parametrize(
    "character",
    [
        pytest.param("✅", id="a tick is passed"),
        pytest.param("⚠️", id="a warning sign is passed"),
    ],
)
def test_signs_have_no_place_in_legal_content(content: Content, character: str) -> None:
    content.faq(entry("park-dog", "带狗进公园行吗", next_step=f"{character}到服务台问一问就行。"))
    assert len(content.lint().faults) >= 1


def test_a_rare_character_is_no_emoji(content: Content) -> None:
    content.faq(entry("park-dog", "带狗进公园行吗", next_step="到𠮷田湖的服务台问一问就行。"))
    assert content.lint().faults == []


def test_a_file_that_breaks_its_schema_does_not_hide_faults_elsewhere(content: Content) -> None:
    content.faq(entry("park-dog", "狗"))
    content.service("boat.yaml", citations=[{"law": "月亮法", "article": "第一条"}])
    faults = content.lint().faults
    assert len(faults) == 2
    assert faults[0].startswith("park.yaml entries/0/question")
    assert faults[1] == "boat：找不到《月亮法》第一条"


def test_a_sample_is_noted_until_the_bureau_confirms_it(content: Content) -> None:
    content.write(
        "institutions/bureau.yaml", id="bureau", name="青山", sample=True, hours="每天上午", hotline="12348"
    )
    report = content.lint()
    assert report.faults == []
    assert ["bureau.yaml" in note for note in report.notes] == [True]


def test_two_services_may_not_share_an_id(content: Content) -> None:
    content.service("a_copy.yaml", intents=["book_kite"], citations=[{"law": "月亮法", "article": "第一条"}])
    assert content.lint().faults


def test_a_missing_file_is_a_fault(content: Content) -> None:
    (content.folder / "institutions" / "bureau.yaml").unlink()
    assert any("bureau.yaml" in fault for fault in content.lint().faults)


def test_the_content_that_ships_has_no_fault_of_form() -> None:
    report = lint_content(KNOWLEDGE, {})
    assert report.faults == []
    assert report.checked > 100


def _status(content: Content, law: str, by: str) -> None:
    text = {"law": law, "state": "replaced", "by": by, "since": "2024-01-01", "source": "第九条第一款"}
    content.write("statutes/status.yaml", checked_on="2026-01-01", texts=[text])


def test_an_entry_may_not_rest_on_a_text_that_no_longer_counts(content: Content) -> None:
    _status(content, LAW, LAW)
    assert f"park-dog：《{LAW}》已被代替或修订（见 statutes/status.yaml）" in content.lint().faults


def test_a_status_names_laws_that_are_there(content: Content) -> None:
    _status(content, "月亮法", LAW)
    assert content.lint().faults == []
    _status(content, LAW, "月亮法")
    assert "statutes/status.yaml：没有《月亮法》这部法律" in content.lint().faults


def test_a_nickname_stands_for_a_law_that_is_there(content: Content) -> None:
    content.write("statutes/nicknames.yaml", nicknames={LAW: ["公园条例"]})
    assert content.lint().faults == []
    content.write("statutes/nicknames.yaml", nicknames={"月亮法": ["月法"]})
    assert content.lint().faults == ["statutes/nicknames.yaml：没有《月亮法》这部法律"]
    content.write("statutes/nicknames.yaml", nicknames={LAW: ["公园条例"], "公园法": ["公园条例"]})
    assert "既指" in content.lint().faults[0]


def test_a_figure_that_no_cited_article_states_is_a_fault(content: Content) -> None:
    answer = "草坪上不能烧烤，管理单位会劝阻；烧坏了草坪，要在{}补种草皮，并且听从安排。"
    content.faq(entry("park-barbecue", "草坪上可以烧烤吗", answer=answer.format("30天里")))
    assert content.lint().faults == []
    content.faq(entry("park-barbecue", "草坪上可以烧烤吗", answer=answer.format("两个月里")))
    (fault,) = content.lint().faults
    assert fault.startswith("park-barbecue：")
    assert "2月" in fault
    assert "beyond_citations" in fault


def test_a_figure_may_go_beyond_the_citations_where_the_entry_says_why(content: Content) -> None:
    beyond = [{"words": "两个月里", "why": "公园管理单位的通知里这样说"}]
    answer = "草坪上不能烧烤，管理单位会劝阻；烧坏了草坪，要在两个月里补种草皮，并且听从安排。"
    content.faq(entry("park-barbecue", "草坪上可以烧烤吗", answer=answer, beyond_citations=beyond))
    assert content.lint().faults == []


def test_a_term_of_art_needs_an_article_that_has_it(content: Content) -> None:
    content.write("parameters/terms.yaml", terms=["草皮", "狗绳", "救生衣"])
    assert content.lint().faults == []
    answer = "草坪上不能烧烤，管理单位会劝阻；烧坏了草坪，要补种草皮，并且穿好救生衣。"
    content.faq(entry("park-barbecue", "草坪上可以烧烤吗", answer=answer))
    (fault,) = content.lint().faults
    assert "“救生衣”" in fault


def test_a_digest_is_counted_and_passed(content: Content) -> None:
    before = content.lint().checked
    content.digest(digest(), dog())
    report = content.lint()
    assert report.faults == []
    assert report.checked == before + 2


def test_a_digest_of_an_article_that_does_not_exist_is_a_fault(content: Content) -> None:
    content.digest(digest("第九条"))
    assert content.lint().faults == [f"《{LAW}》第九条的要旨：找不到《{LAW}》第九条"]
    assert content.lint({}).faults == []


def test_a_digest_is_held_to_the_text_it_is_of(content: Content) -> None:
    content.digest(digest(gist="草坪上别烧烤，烧坏了要在40天里补上。"))
    (fault,) = content.lint().faults
    assert "40日" in fault
    content.digest(digest(gist=KNOWN[FIRST][:24]))
    (fault,) = content.lint().faults
    assert "照抄" in fault


def test_a_digest_of_a_text_that_no_longer_counts_is_a_fault(content: Content) -> None:
    _status(content, LAW, LAW)
    content.digest(digest())
    assert any(
        fault.startswith(f"《{LAW}》第一条的要旨：这部法律已被代替") for fault in content.lint().faults
    )


def test_the_same_everyday_words_under_two_articles_are_a_fault(content: Content) -> None:
    content.digest(digest(), dog("野餐生火"))
    assert content.lint().faults == [f"《{LAW}》第二条的要旨：说法“野餐生火”也写在《{LAW}》第一条"]


def test_the_same_everyday_words_twice_under_one_article_are_no_fault(content: Content) -> None:
    content.digest(digest(everyday=["公园能烤肉吗", "野餐APP", "野餐ａｐｐ"]))
    assert content.lint().faults == []


def test_digests_that_cannot_be_read_do_not_hide_faults_elsewhere(content: Content) -> None:
    content.digest(digest(), digest())
    content.service("boat.yaml", citations=[{"law": "月亮法", "article": "第一条"}])
    faults = content.lint().faults
    assert len(faults) == 2
    assert "写了两次" in faults[0]
    assert faults[1] == "boat：找不到《月亮法》第一条"


def _two_answers(content: Content, first: str, second: str) -> None:
    answer = "草坪上不能烧烤，管理单位会劝阻；烧坏了草坪的，要在{}内补种草皮。"
    content.faq(
        entry("park-barbecue", "草坪上可以烧烤吗", answer=answer.format(first)),
        entry("park-lawn", "烧坏了草坪怎么办", answer=answer.format(second)),
    )


def _review(content: Content, *says: str, **changes: Any) -> None:
    pair = {"entries": ["park-barbecue", "park-lawn"], "says": list(says), "reviewed": "2025-04-19"}
    content.write(
        "parameters/reviewed_pairs.yaml", pairs=[pair | {"why": "一个是大草坪，一个是小草坪"} | changes]
    )


def test_entries_that_contradict_each_other_are_a_fault_of_both(content: Content) -> None:
    _two_answers(content, "三十天", "30日")
    report = content.lint({})
    assert (report.pairs, report.faults) == (1, [])
    _two_answers(content, "三十天", "九十天")
    (fault,) = content.lint({}).faults
    assert fault.startswith("park-barbecue 和 park-lawn 可能说法相反：")
    assert "“要在三十天内补种草皮”，“要在九十天内补种草皮”" in fault
    assert "reviewed_pairs.yaml" in fault


def test_a_reviewed_pair_is_passed_until_one_of_them_says_something_else(content: Content) -> None:
    _two_answers(content, "三十天", "九十天")
    _review(content, "要在三十天内补种草皮", "要在九十天内补种草皮")
    report = content.lint({})
    assert (report.faults, len(report.notes)) == ([], 1)  # the note that no statute is at hand
    _two_answers(content, "三十天", "八十天")
    report = content.lint({})
    assert ["八十天" in fault for fault in report.faults] == [True]
    assert any("park-lawn 已经没有“要在九十天内补种草皮”" in note for note in report.notes)


def test_a_review_of_an_entry_that_is_gone_is_told(content: Content) -> None:
    _review(content, "会劝阻", "管理单位会劝阻")
    assert any("park-lawn 已经没有" in note for note in content.lint().notes)


@pytest.mark.parametrize(
    "changes", [{"reviewed": "昨天"}, {"why": ""}, {"entries": ["park-barbecue"]}, {"says": ["一", ""]}]
)
def test_a_review_without_day_reason_or_both_sides_is_refused(content: Content, changes: Any) -> None:
    _review(content, "会劝阻", "管理单位会劝阻", **changes)
    assert any(fault.startswith("reviewed_pairs.yaml") for fault in content.lint().faults)


def test_a_review_stands_in_the_file_once(content: Content) -> None:
    pair = {"entries": ["park-dog", "park-lawn"], "says": ["一", "二"], "reviewed": "2025-04-19"}
    turned = pair | {"entries": ["park-lawn", "park-dog"], "says": ["二", "一"], "why": "又写了一次的原因"}
    pairs = [pair | {"why": "两处说的不是一回事"}, turned]
    content.write("parameters/reviewed_pairs.yaml", pairs=pairs)
    assert "reviewed_pairs.yaml：park-lawn 和 park-dog 的同一处写了两次" in content.lint().faults
