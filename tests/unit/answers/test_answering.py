"""Cited answers, questions back, and honest ignorance."""

import json
from datetime import date

import pytest

from bot.answers import payloads, wording
from bot.answers.answering import AnswerService
from bot.bootstrap.knowledge import create_answers
from bot.replies import Citation, Reply
from bot.settings import Settings
from knowledge_base.retrieval.search import KnowledgeBase
from knowledge_base.statuses import Status, Statuses

SERVICE = Reply("人民调解这样办。", (Citation("人民调解法", "第四条"),))
QUESTION = "老板拖欠工资不给怎么办？"


async def test_an_answer_is_plain_words_then_next_step_then_date(answers: AnswerService) -> None:
    (reply,) = (await answers.answer(QUESTION)).replies
    plain, step, dated = (reply.text.index(mark) for mark in (reply.text[:5], "下一步：", "有效的法律"))
    assert plain < step < dated


async def test_an_article_that_is_not_imported_is_cited_by_name_or_by_its_digest_and_says_so(
    answers: AnswerService,
) -> None:
    (reply,) = (await answers.answer(QUESTION)).replies
    assert reply.citations
    for citation in reply.citations:
        assert citation.effective_date is None
        assert citation.text == "" or citation.text.startswith("要旨，非原文：")
        assert citation.source in {None, "法问整理的要旨，不是法律原文"}


async def test_related_questions_are_offered_but_never_the_same_one(answers: AnswerService) -> None:
    (reply,) = (await answers.answer(QUESTION)).replies
    titles = [button.title for button in reply.buttons]
    assert QUESTION not in titles
    assert len(titles) == len(set(titles)) == 7


async def test_under_an_answer_stand_related_questions_service_person_and_then_what_judges_it(
    answers: AnswerService,
) -> None:
    (reply,) = (await answers.answer(QUESTION)).replies
    intents = [payload.intent for button in reply.buttons if (payload := payloads.read(button.payload))]
    assert intents == [
        "ask_legal_question",
        "ask_legal_question",
        "apply_legal_aid",
        "request_person",
        "not_what_i_asked",
        "rate_answer",
        "rate_answer",
    ]
    assert [button.title for button in reply.buttons[-4:]] == ["找人工", "不是我想问的", "有帮助", "没帮助"]


@pytest.mark.parametrize(
    "question",
    ["离婚", "qwertyuiop zxcv", "？？？", "邻居的鸡把我家菜地啄了怎么办", "感冒吃什么药"],
    ids=["bare word", "unknown", "no words", "asked back", "off topic"],
)
async def test_what_does_not_answer_is_not_to_be_rated(answers: AnswerService, question: str) -> None:
    for reply in (await answers.answer(question)).replies:
        assert not {"不是我想问的", "有帮助", "没帮助"} & {button.title for button in reply.buttons}


@pytest.mark.parametrize(
    ("asked", "topic"),
    [("民法典第1079条", ""), ("要带什么材料", "公证处能办哪些事，有什么用？"), (QUESTION, "")],
    ids=["named article", "follow-up", "entry"],
)
async def test_every_answer_can_be_judged(answers: AnswerService, asked: str, topic: str) -> None:
    reply = (await answers.answer_follow_up(asked, topic)).replies[-1]
    assert [button.title for button in reply.buttons[-3:]] == ["不是我想问的", "有帮助", "没帮助"]


async def test_two_answers_are_told_apart(answers: AnswerService) -> None:
    one, other = [(await answers.answer(QUESTION)).replies[0].buttons[-1].payload for _ in range(2)]
    assert one != other


async def test_a_bare_word_gets_a_short_choice(answers: AnswerService) -> None:
    answered = await answers.answer("工资怎么办？")
    (reply,) = answered.replies
    assert reply.text.startswith("您想问工资的哪一方面？")
    assert 3 <= sum(button.payload.startswith("/ask_legal_question") for button in reply.buttons[:-2]) <= 5
    assert [button.title for button in reply.buttons[-2:]] == ["都不是", "找人工"]
    assert reply.citations == ()
    assert reply.note is None, "a word is no gap"


@pytest.mark.parametrize("word", ["打架", "房子", "公证"])
async def test_a_bare_word_is_never_off_topic(answers: AnswerService, word: str) -> None:
    assert "您想问" in (await answers.answer_off_topic(word)).replies[0].text
    assert (await answers.beside_service(word, SERVICE)).replies != [SERVICE]


async def test_after_a_bare_word_its_aspects_are_understood(answers: AnswerService) -> None:
    topic = (await answers.answer("离婚")).topic
    answered = await answers.answer_follow_up("财产怎么分", topic)
    assert answered.shown == "family-property-split"


async def test_what_was_not_answered_is_noted_without_personal_data(answers: AnswerService) -> None:
    (reply,) = (await answers.answer("我叫王小明，qwertyuiop zxcv 13800138000")).replies
    assert reply.note
    assert reply.note.kind == "unanswered"
    assert reply.note.question == "我叫〔姓名〕，qwertyuiop zxcv 〔号码〕"


async def test_a_question_back_is_noted_with_what_was_offered(
    settings: Settings, knowledge: KnowledgeBase
) -> None:
    never_sure = create_answers(settings.model_copy(update={"answer_threshold": 1.0}), knowledge)
    (reply, *_) = (await never_sure.answer(QUESTION)).replies
    assert reply.note
    assert (reply.note.kind, reply.note.question) == ("asked_back", QUESTION)
    assert reply.note.shown.startswith("labour-unpaid-wages")
    assert [button.title for button in reply.buttons[-2:]] == ["都不是", "找人工"]


async def test_a_note_goes_through_rasa_and_is_never_part_of_a_message(answers: AnswerService) -> None:
    (reply,) = (await answers.answer("qwertyuiop zxcv")).replies
    assert reply.note
    assert Reply.from_dict(json.loads(json.dumps(reply.as_dict()))) == reply


async def test_a_button_answers_the_entry_it_names(answers: AnswerService) -> None:
    (reply,) = (await answers.answer(QUESTION)).replies
    again = await answers.fallback(reply.buttons[0].payload)
    assert again[0].citations


@pytest.mark.parametrize("entry", ["none", "no-such-entry", ""])
async def test_none_of_these_asks_for_other_words(answers: AnswerService, entry: str) -> None:
    answered = await answers.answer_choice(entry)
    assert answered.replies[0].text == wording.REPHRASE
    assert answered.topic == ""


async def test_nothing_known_is_said_to_be_unknown(answers: AnswerService) -> None:
    (reply,) = (await answers.answer("qwertyuiop zxcv")).replies
    assert reply.citations == ()
    assert "12348" in reply.text


@pytest.mark.parametrize("text", ["😭😭", "？？？", "……", "👍"])
async def test_no_words_is_met_kindly(answers: AnswerService, text: str) -> None:
    assert (await answers.answer(text)).replies[0].text == wording.NO_WORDS


async def test_danger_in_a_question_is_answered_before_the_law(answers: AnswerService) -> None:
    replies = (await answers.answer("救命，老公又在打我，离婚财产怎么分")).replies
    assert "110" in replies[0].text
    assert len(replies) == 2


async def test_a_follow_up_uses_the_topic(answers: AnswerService) -> None:
    answered = await answers.answer_follow_up("那要给到几岁", "离婚后孩子抚养费给多少")
    assert "抚养" in answered.topic or any("抚养" in button.title for button in answered.replies[0].buttons)


async def test_a_follow_up_without_a_topic_is_a_question(answers: AnswerService) -> None:
    assert (await answers.answer_follow_up(QUESTION, "")).topic == QUESTION


async def test_off_topic_talk_that_is_law_after_all_is_answered(answers: AnswerService) -> None:
    assert (await answers.answer_off_topic(QUESTION)).topic == QUESTION
    assert (await answers.answer_off_topic("红烧肉怎么做")).replies[0].text == wording.OFF_TOPIC


@pytest.mark.parametrize("payload", ["/apply_legal_aid", "/book_mediation", "/request_person", "/greet"])
async def test_without_the_dialogue_a_service_button_still_says_what_to_do(
    answers: AnswerService, payload: str
) -> None:
    assert "12348" in (await answers.fallback(payload))[0].text


async def test_every_service_says_that_it_can_be_had_here_and_how_else(answers: AnswerService) -> None:
    intents = ("apply_legal_aid", "book_mediation", "book_notarization", "book_lawyer_callback")
    for intent in intents:
        text = answers.describe_service(intent).text
        assert "可以在这里办" in text
        assert "12348" in text


@pytest.mark.parametrize(
    ("asked", "article"),
    [
        ("民法典第1079条", "第一千零七十九条"),
        ("《民法典》第一千零七十九条", "第一千零七十九条"),
        ("劳动合同法三十八条是什么", "第三十八条"),
        ("中华人民共和国劳动合同法第38条", "第三十八条"),
        ("查一下反家庭暴力法第十五条的规定", "第十五条"),
    ],
)
async def test_an_article_asked_for_by_name_is_named_and_not_recited_from_memory(
    answers: AnswerService, asked: str, article: str
) -> None:
    (reply,) = (await answers.answer(asked)).replies
    assert [citation.article for citation in reply.citations] == [article]
    assert "还没有导入" in reply.text


async def test_a_story_that_mentions_an_article_is_a_question(answers: AnswerService) -> None:
    asked = "老板说劳动合同法第三十八条不算数，一直拖欠我工资不给怎么办，都三个月了"
    replies = (await answers.answer(asked)).replies
    assert wording.ARTICLE_NOT_IMPORTED[:4] not in replies[0].text


async def test_a_law_that_has_changed_is_named_and_its_old_text_is_not_shown(
    settings: Settings, knowledge: KnowledgeBase
) -> None:
    revised = Statuses([Status("劳动合同法", "", date(2026, 1, 1), "试验", "条号有变动")])
    changed = KnowledgeBase(knowledge.encoder, knowledge.faq, None, revised)
    (reply,) = (await create_answers(settings, changed).answer(QUESTION)).replies
    assert "《劳动合同法》已经修订，新的从2026年1月1日起施行（条号有变动）" in reply.text
    assert {citation.text for citation in reply.citations if citation.law == "劳动合同法"} == {""}


async def test_asking_for_an_article_of_a_replaced_law_names_the_law_that_counts(
    answers: AnswerService,
) -> None:
    (reply,) = (await answers.answer("治安管理处罚法第43条")).replies
    assert "已经修订" in reply.text
    assert not any(citation.text for citation in reply.citations)


@pytest.mark.parametrize("asked", ["婚姻法第三十二条", "合同法第52条怎么说"])
async def test_a_law_that_people_still_name_though_it_is_gone_is_said_to_be_gone(
    answers: AnswerService, asked: str
) -> None:
    (reply,) = (await answers.answer(asked)).replies
    assert "从2021年1月1日起不再适用，现在看《民法典》" in reply.text


async def test_a_nickname_is_understood(answers: AnswerService) -> None:
    (reply,) = (await answers.answer("劳动仲裁法第27条")).replies
    assert [(citation.law, citation.article) for citation in reply.citations] in (
        [("劳动争议调解仲裁法", "第二十七条")],
        [],
    )
    assert "《劳动争议调解仲裁法》第二十七条" in reply.text


async def test_a_wish_for_a_service_that_tells_a_matter_gets_the_answer_first(answers: AnswerService) -> None:
    answered = await answers.beside_service("老板拖欠我三个月工资，帮我调解一下行吗", SERVICE)
    first, *_, last = answered.replies
    assert first.citations
    assert last == SERVICE
    assert answered.topic


@pytest.mark.parametrize("text", ["约个时间调解", "/book_mediation", "/request_person", "我想预约人民调解"])
async def test_a_wish_for_a_service_alone_gets_the_service_alone(answers: AnswerService, text: str) -> None:
    assert (await answers.beside_service(text, SERVICE)).replies == [SERVICE]


async def test_danger_is_met_first_whatever_service_was_asked_for(answers: AnswerService) -> None:
    answered = await answers.beside_service("他正在打我，刀都拿出来了，快帮我调解", SERVICE)
    assert "110" in answered.replies[0].text
    assert SERVICE in answered.replies


@pytest.mark.parametrize(
    ("text", "intent", "said"),
    [("好的", "affirm", "您接着说"), ("不用了", "deny", "那就不弄了"), ("谢谢您啊大妹子", "thank", "不客气")],
)
async def test_small_talk_is_answered_in_kind(
    answers: AnswerService, text: str, intent: str, said: str
) -> None:
    (reply,) = (await answers.answer_small_talk(text, intent)).replies
    assert said in reply.text
    assert not reply.citations


async def test_what_looks_like_no_and_holds_a_matter_is_answered(answers: AnswerService) -> None:
    answered = await answers.answer_small_talk("公司加班费从来没有给过", "deny")
    assert any(reply.citations for reply in answered.replies)


async def test_the_surer_the_dialogue_the_surer_an_answer_must_be(answers: AnswerService) -> None:
    sure = await answers.answer_off_topic("房东不退押金怎么办", 0.7)
    assert sure.answers
    certain = await answers.answer_off_topic("房东不退押金怎么办", 0.9)
    assert not certain.answers
    assert not certain.replies[0].citations


async def test_danger_is_met_however_sure_the_dialogue_is_that_it_is_no_law(answers: AnswerService) -> None:
    answered = await answers.answer_off_topic("他正在打我", 0.99)
    assert "110" in answered.replies[0].text
