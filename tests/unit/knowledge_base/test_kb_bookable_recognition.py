"""Which matter is meant: words, slips of the pen, and people as they would say it."""

from pathlib import Path

import pytest
import yaml

from knowledge_base.bookable.catalogue import Catalogue, read_catalogue
from knowledge_base.bookable.likeness import Likeness
from knowledge_base.bookable.recognition import Recogniser, clear, read_synonyms

HERE = Path(__file__).parent
KNOWLEDGE = HERE.parents[2] / "knowledge_base"


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return read_catalogue(KNOWLEDGE)


@pytest.fixture(scope="module")
def recogniser(shipped: Catalogue) -> Recogniser:
    return Recogniser(shipped.matters.values(), read_synonyms(KNOWLEDGE))


def first(recogniser: Recogniser, text: str) -> str:
    return recogniser.recognise(text)[0].matter.id


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("我要办遗嘱公证", "will"),
        ("放弃继承公证", "inheritance_waiver"),  # longer than 继承
        ("遗嘱想撤回遗嘱", "will_change"),
        ("约一个遗瞩的公正", "will"),  # slips of the pen
        ("无犯罪记路公证", "no_criminal_record"),
        ("被电动车撞了", "road_traffic"),  # one name for each thing
        ("隔壁的狗太吵", "neighbours_dispute"),
        ("楼上的水龙头坏了，漏水", "neighbours_dispute"),  # parts of a word stand apart
        ("ＡＡ制夫妻财产约定", "marital_property"),  # full width
    ],
)
def test_the_longest_and_most_special_words_win(recogniser: Recogniser, text: str, matter: str) -> None:
    assert first(recogniser, text) == matter


def test_what_is_denied_is_not_meant(recogniser: Recogniser) -> None:
    assert first(recogniser, "不是离婚，是借钱不还") == "lending_dispute"


def test_parts_far_apart_or_in_two_sentences_are_no_word(recogniser: Recogniser) -> None:
    near = recogniser.recognise("医院要赔")
    assert near[0].words
    apart = recogniser.recognise("医院很远。别的事赔了")
    assert not any("医院 赔" in one.words for one in apart)


def test_a_clear_matter_is_taken_and_a_doubtful_one_is_not(recogniser: Recogniser) -> None:
    found = clear(recogniser.recognise("我要立遗嘱"))
    assert found is not None
    assert found.id == "will"
    assert clear([]) is None


def test_without_a_word_there_are_at_most_guesses_and_none_is_taken(recogniser: Recogniser) -> None:
    guesses = recogniser.recognise("孩子跟他妈过，他不出奶粉")
    assert len(guesses) <= 3
    if guesses and not guesses[0].words:
        assert all(0 < guess.score < 1 for guess in guesses)
        assert clear(guesses) is None


@pytest.mark.parametrize("text", ["", "？？", "你好", "在吗", "我要预约"])
def test_what_names_nothing_finds_nothing(recogniser: Recogniser, text: str) -> None:
    assert recogniser.recognise(text) == []


def test_a_long_story_is_read_in_no_time(recogniser: Recogniser) -> None:
    story = "我家楼上漏水，邻居不肯修，说了三次还吵了一架。" * 80
    assert first(recogniser, story[:2000]) == "neighbours_dispute"


def test_every_title_finds_its_matter(shipped: Catalogue, recogniser: Recogniser) -> None:
    for service in shipped.services:
        of_service = Recogniser(shipped.of_service(service), read_synonyms(KNOWLEDGE))
        for matter in shipped.of_service(service):
            assert first(of_service, matter.title) == matter.id


def test_likeness_is_of_rare_pairs() -> None:
    like = Likeness(["青山湖上划船", "青山湖边钓鱼", "火车票"])
    rowing, fishing, train = like.of("想去划船")
    assert rowing > fishing == train == 0.0
    assert like.of("") == [0.0, 0.0, 0.0]
    assert like.of("青山湖上划船")[0] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("file", "at_least"), [("bookable_phrasings.yaml", 150), ("bookable_phrasings_fresh.yaml", 90)]
)
def test_people_are_understood(shipped: Catalogue, file: str, at_least: int) -> None:
    phrasings: dict[str, list[str]] = yaml.safe_load((HERE / file).read_text(encoding="utf-8"))
    assert phrasings.keys() == shipped.matters.keys()
    synonyms = read_synonyms(KNOWLEDGE)
    recognisers = {service: Recogniser(shipped.of_service(service), synonyms) for service in shipped.services}
    right = among_three = mistaken = total = 0
    for name, texts in phrasings.items():
        for text in texts:
            ranked = recognisers[shipped.matters[name].service].recognise(text)
            found = [one.matter.id for one in ranked]
            sure = clear(ranked)
            total += 1
            right += found[:1] == [name]
            among_three += name in found[:3]
            mistaken += sure is not None and sure.id != name
    assert total >= at_least
    assert right / total >= 0.90
    assert among_three / total >= 0.92
    assert mistaken / total <= 0.05
