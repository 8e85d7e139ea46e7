"""A question that no FAQ entry covers: articles, the deciding sentence, the version, what to do next.

The statutes are invented; what stands beside them (FAQ, services) is real.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from bot.answers.answered import Answered, Thresholds
from bot.answers.answering import AnswerService
from bot.answers.citing import Citing
from bot.answers.danger import DangerSigns
from bot.bootstrap.knowledge import create_answers, open_knowledge
from bot.replies import Reply
from bot.settings import PROJECT, Settings
from knowledge_base.library import Library
from knowledge_base.models import Article, ArticleText, Digest, FaqEntry, Reference, StatuteText
from knowledge_base.retrieval.faq_search import FaqHit
from knowledge_base.retrieval.search import Findings, KnowledgeBase, Likely
from knowledge_base.retrieval.statute_search import ArticleHit
from knowledge_base.services_catalogue import read_danger, read_institution, read_services

LAW = "青山市公园管理条例"
BARBECUE = "在草坪上烧烤的，由公园管理单位劝阻。烧烤引起草坪受损的，应当补种草皮。公园每天早晨六时开门。"
LIST = (
    "进入公园的人应当遵守下列规定：\n（一）带狗的，应当拴好狗绳；\n（二）放风筝的，避开高压电线；\n"
    "（三）不攀折花木。"
)
LONG = "公园管理单位" + "和园林主管部门" * 15 + "负责公园的日常管理。"
FIRST = Reference(LAW, "第一条")
CONTENT = PROJECT / "knowledge_base"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    settings = Settings(data_dir=tmp_path_factory.mktemp("park"))
    provisions = (ArticleText("第一条", BARBECUE), ArticleText("第二条", LIST), ArticleText("第三条", LONG))
    park = StatuteText(LAW, "地方性法规", date(2018, 10, 26), date(2018, 12, 1), "", provisions)
    assert list(Library(settings.library_path).add([(park, "park.md")]))
    return open_knowledge(settings, lambda *_: None)


class Found:
    """A knowledge base that finds what a test says; all else is the real one's."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        *labels: str,
        sure: float = 0.9,
        entries: Sequence[FaqHit] = (),
        **more: object,
    ) -> None:
        self._sure = sure
        self._entries = list(entries)
        self._knowledge = knowledge
        self._articles = [knowledge.article(Reference(LAW, label)) for label in labels]
        self._more = more

    def __getattr__(self, name: str) -> object:
        return self._more.get(name, getattr(self._knowledge, name))

    def ask(self, *_: object, **__: object) -> Findings:
        hits = [ArticleHit(article, self._sure, {}) for article in self._articles if article]
        return Findings(self._entries, hits, likely=[Likely(hit.article, hit.probability) for hit in hits])


def service(knowledge: object) -> AnswerService:
    return AnswerService(
        knowledge,  # type: ignore[arg-type]
        read_services(CONTENT / "services"),
        read_institution(CONTENT / "institutions"),
        DangerSigns(read_danger(CONTENT / "institutions")),
        Thresholds(0.35, 0.02, 0.3, 0.1),
    )


async def ask(knowledge: object, question: str = "草坪上烧烤要赔草皮吗") -> Reply:
    return (await service(knowledge).answer(question)).replies[-1]


async def test_the_deciding_sentence_is_quoted_word_for_word(imported: KnowledgeBase) -> None:
    reply = await ask(Found(imported, "第一条"))
    assert "「烧烤引起草坪受损的，应当补种草皮。」" in reply.text
    assert "六时开门" not in reply.text
    assert reply.citations[0].text == BARBECUE


async def test_the_version_and_the_first_day_in_force_are_said(imported: KnowledgeBase) -> None:
    reply = await ask(Found(imported, "第一条"))
    assert f"《{LAW}》第一条（2018年10月26日版本，2018年12月1日起施行）" in reply.text
    assert reply.citations[0].effective_date == date(2018, 12, 1)


async def test_what_to_do_next_is_said_and_the_answer_can_be_judged(imported: KnowledgeBase) -> None:
    reply = await ask(Found(imported, "第一条"))
    assert "下一步：" in reply.text
    assert "12348" in reply.text
    assert [button.title for button in reply.buttons] == ["找人工", "不是我想问的", "有帮助", "没帮助"]
    assert "《青山市公园管理条例》第一条" in reply.buttons[1].payload


async def test_an_item_of_a_list_comes_with_the_words_before_it(imported: KnowledgeBase) -> None:
    reply = await ask(Found(imported, "第二条"), "放风筝要避开高压电线吗")
    assert "「进入公园的人应当遵守下列规定：」……「（二）放风筝的，避开高压电线；」" in reply.text


async def test_where_no_sentence_fits_the_beginning_is_quoted_and_cut(imported: KnowledgeBase) -> None:
    reply = await ask(Found(imported, "第三条"), "qwerty")
    assert f"「{LONG[:80]}……」" in reply.text


async def test_every_quotation_stands_in_its_citation(imported: KnowledgeBase) -> None:
    import re

    reply = await ask(Found(imported, "第一条", "第二条", "第三条"), "带狗在草坪烧烤")
    quoted = [words.removesuffix("……") for words in re.findall("「([^「」]+)」", reply.text)]
    assert len(quoted) >= 3
    for words in quoted:
        assert any(words in citation.text for citation in reply.citations)


async def test_plain_words_of_ours_come_before_the_law(imported: KnowledgeBase) -> None:
    gist = "草坪上别烧烤，烧坏了要补种。"
    digests = {FIRST: Digest(FIRST, gist, ("公园能烤肉吗",), date(2025, 4, 19))}
    text = (await ask(Found(imported, "第一条", digests=digests))).text
    assert text.index(gist) < text.index("「烧烤引起")
    assert "不是原文" in text
    older = {FIRST: Digest(FIRST, gist, ("公园能烤肉吗",), date(2018, 1, 1))}
    assert gist not in (await ask(Found(imported, "第一条", digests=older))).text, "of an older version"


async def test_the_service_that_entries_on_the_article_name_is_offered(imported: KnowledgeBase) -> None:
    entry = imported.faq.by_id["neighbours-noise"]

    def citing(_: Reference) -> list[FaqEntry]:
        return [entry]

    found = Found(imported, "第一条", citing=citing)
    reply = await ask(found)
    assert "找“人民调解预约”" in reply.text
    assert [button.title for button in reply.buttons][:2] == ["人民调解预约", "找人工"]
    danger = (await service(found).answer("救命，他正在打我，草坪上烧烤要赔吗")).replies
    assert "110" in danger[0].text
    assert "人民调解预约" not in {button.title for button in danger[1].buttons}


class Digested:
    """No statute is imported; digests are known."""

    def __init__(self, knowledge: KnowledgeBase, digests: Mapping[Reference, Digest]) -> None:
        self.statutes = None
        self.statuses = knowledge.statuses
        self.digests = digests

    def article(self, _: Reference) -> Article | None:
        return None


def test_a_digest_stands_in_for_a_text_and_says_that_it_is_none(imported: KnowledgeBase) -> None:
    digest = Digest(FIRST, "草坪上别烧烤。", ("烤肉",), date(2025, 4, 19))
    citing = Citing(Digested(imported, {FIRST: digest}), lambda: date(2026, 1, 1))  # type: ignore[arg-type]
    citation = citing.citation(FIRST)
    assert citation.text == "要旨，非原文：草坪上别烧烤。"
    assert citation.source == "法问整理的要旨，不是法律原文"
    assert citation.effective_date is None
    passage = citing.passage(Article(LAW, "第一条", ""), "烧烤")
    assert "2025年4月19日" in passage
    assert "不是原文" in passage
    assert citing.citation(Reference(LAW, "第九条")).text == ""


async def test_an_article_named_whose_digest_alone_is_known_is_not_called_its_text(
    settings: Settings, knowledge: KnowledgeBase
) -> None:
    of = next((one for one in knowledge.digests if one.law == "劳动合同法"), None)
    if of is None:
        pytest.skip("no digest of the Labour Contract Law")
    answered: Answered = await create_answers(settings, knowledge).answer(f"{of.law}{of.article}")
    (reply,) = answered.replies
    assert "还没有导入" in reply.text
    assert "不是原文" in reply.text
    assert reply.citations[0].text.startswith("要旨，非原文：")


async def test_a_named_article_says_its_version(imported: KnowledgeBase, tmp_path: Path) -> None:
    reply = await ask(imported, f"《{LAW}》第一条")
    assert "第一条（2018年10月26日版本，2018年12月1日起施行）" in reply.text


async def test_where_nothing_is_sure_the_bot_asks_back_and_shows_what_may_bear_on_it(
    imported: KnowledgeBase,
) -> None:
    entry = imported.faq.by_id["neighbours-noise"]
    found = Found(imported, "第一条", "第三条", sure=0.25, entries=[FaqHit(entry, 0.1)])
    answered = await service(found).answer("草坪上烧烤要赔草皮吗")
    asked, bearing = answered.replies
    assert not answered.answers
    assert "请点一个最接近的" in asked.text
    assert [button.title for button in asked.buttons] == [entry.question, "都不是", "找人工"]
    assert asked.note is not None
    assert asked.note.kind == "asked_back"
    assert "可能有关" in bearing.text
    assert f"《{LAW}》第一条" in bearing.text
    assert [citation.article for citation in bearing.citations] == ["第一条", "第三条"]
    assert not bearing.buttons


async def test_less_must_speak_for_an_article_where_the_question_is_known_to_be_legal(
    imported: KnowledgeBase,
) -> None:
    answers = service(Found(imported, "第一条", sure=0.15))
    (unsure,) = (await answers.answer("草坪上烧烤要赔草皮吗")).replies
    (sure,) = (await answers.answer("草坪上烧烤要赔草皮吗", recognised=True)).replies
    assert unsure.citations == ()
    assert [citation.article for citation in sure.citations] == ["第一条"]


async def test_what_is_too_unlikely_is_not_shown(imported: KnowledgeBase) -> None:
    reply = await ask(Found(imported, "第一条", sure=0.05))
    assert reply.citations == ()
    assert LAW not in reply.text
    assert "12348" in reply.text


async def test_what_may_bear_on_it_is_told_in_our_words_where_there_are_some(imported: KnowledgeBase) -> None:
    digests = {FIRST: Digest(FIRST, "草坪上别烧烤，烧坏了要补种。", ("公园能烤肉吗",), date(2025, 4, 19))}
    text = (await ask(Found(imported, "第一条", "第三条", sure=0.25, digests=digests))).text
    assert "第一条：草坪上别烧烤，烧坏了要补种。" in text
    assert text.index("大意是我们整理的，不是原文") < text.index("草坪上别烧烤")
    assert f"「{LONG[:80]}……」" in text
    assert "拿不准" in text


async def test_a_thing_that_looks_like_no_law_is_not_answered_with_what_may_bear_on_it(
    imported: KnowledgeBase,
) -> None:
    found = Found(imported, "第一条", sure=0.15)
    (reply,) = (await service(found).answer_off_topic("草坪上烧烤放什么调料")).replies
    assert reply.citations == ()


async def test_before_any_text_is_imported_digests_are_what_is_known(answers: AnswerService) -> None:
    asked = "公司拖欠工资，劳动监察部门责令支付还不给，能要加付赔偿金吗"
    found = answers._ask(asked)
    assert found.articles
    assert not any(hit.article.text for hit in found.articles)
    assert ("劳动合同法", "第八十五条") in {(hit.article.law, hit.article.label) for hit in found.articles}
    (reply, *_) = (await answers.answer(asked)).replies
    assert any(citation.source == "法问整理的要旨，不是法律原文" for citation in reply.citations)
