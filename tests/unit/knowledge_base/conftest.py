"""A small town's rules and questions, invented by us, and an encoder trained on them in seconds."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from knowledge_base.library import Library
from knowledge_base.models import Article, FaqEntry, Reference
from knowledge_base.numerals import article_label
from knowledge_base.progress import unwatched as ignore
from knowledge_base.retrieval import encoder as encoder_module
from knowledge_base.retrieval.encoder import Encoder, SentenceEncoder
from tests.support.statutes import fill

if TYPE_CHECKING:  # PyTorch takes seconds to import, and most tests here need none of it
    from knowledge_base.retrieval.ngram_embedding import NgramEmbedding
    from knowledge_base.retrieval.segment import Segment
    from knowledge_base.retrieval.train.corpus import Corpus

# A busy machine may take its time over an example; how long it takes is not what is tested here.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

_PARK = "青山市公园管理条例"
_LIBRARY = "青山市图书馆办法"
_PARK_RULES = (
    "在草坪上烧烤的，由公园管理单位劝阻；烧烤引起草坪受损的，应当补种草皮。",
    "带狗入园的，应当拴好狗绳并清理狗的粪便；大型犬不得带入儿童乐园。",
    "放风筝应当避开高压电线；在广场以外放风筝的，听从管理员的安排。",
    "在湖里划船应当穿好救生衣；大风天气停止出租游船，已收的船费退还。",
    "攀折花木、采摘果实的，按照花木的价格赔偿。",
    "公园的停车场每天前两个小时免费停车，停车过夜应当另行登记。",
    "公园每天早晨六时开门，夜间十时关门；闭园以后游人应当离开。",
    "垂钓只能在指定的水面进行，垂钓证由公园管理单位免费发放。",
)
_LIBRARY_RULES = (
    "借书证凭身份证办理，办理借书证不收押金；儿童由监护人代办。",
    "每次可以借书五本，借期三十日；逾期还书的，暂停借书十日。",
    "弄丢图书的，应当购买同一版本的图书赔偿，或者按照定价赔偿。",
    "阅览室内保持安静，接打电话应当到走廊。",
    "自习座位可以提前一日预约，预约后半小时未到的，座位让给他人。",
    "视力障碍的读者可以预约志愿者朗读，朗读服务不收费用。",
)


def _articles(law: str, kind: str, heading: str, rules: Sequence[str]) -> list[Article]:
    return [
        Article(
            law=law,
            label=article_label(number),
            text=text,
            path=("第一章 总则", heading),
            kind=kind,
            version=date(2024, 3, 1),
            effective=date(2024, 6, 1),
        )
        for number, text in enumerate(rules, 1)
    ]


@pytest.fixture(scope="session")
def articles() -> list[Article]:
    """Fourteen articles of two invented statutes."""
    return [
        *_articles(_PARK, "部门规章", "第一节 游园", _PARK_RULES),
        *_articles(_LIBRARY, "部门规章", "第二节 借阅", _LIBRARY_RULES),
    ]


@pytest.fixture(scope="session")
def corpus(articles: list[Article]) -> "Corpus":
    """The rules as n-grams, some hundred of them."""
    from knowledge_base.retrieval.train.corpus import Corpus

    return Corpus.of(articles, [], size=600)


@pytest.fixture(scope="session")
def trained(corpus: "Corpus") -> "NgramEmbedding":
    """A real encoder, small: some hundred n-grams, 32 dimensions."""
    from knowledge_base.retrieval.train import contrast, make
    from knowledge_base.retrieval.train.corpus import TrainedEncoder

    settings = contrast.Settings(dimension=32, cloze_epochs=60, cloze_batch=7)
    weights = make.without_questions(corpus, [], settings, ignore)
    return TrainedEncoder(corpus.spelling, weights, "town").module()


def _installed(model: "NgramEmbedding", folder: Path) -> Encoder:
    """The model opened the way the shipped one is."""
    from knowledge_base.retrieval.train import make

    make.save(model, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoder_module, "SHIPPED", folder)
        return SentenceEncoder()


@pytest.fixture(scope="session")
def encoder(trained: "NgramEmbedding", tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return _installed(trained, tmp_path_factory.mktemp("encoder") / "model")


@pytest.fixture(scope="session")
def other_encoder(trained: "NgramEmbedding", tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    """Another making of the encoder: the same size, other weights."""
    from knowledge_base.retrieval.ngram_embedding import NgramEmbedding

    other = NgramEmbedding(trained.vocabulary, -trained._rows, trained._scales, trained.longest)
    return _installed(other, tmp_path_factory.mktemp("encoder") / "other")


@pytest.fixture(scope="session")
def segment(articles: list[Article], encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> "Segment":
    """All articles indexed together."""
    from knowledge_base.retrieval import segment as segments

    folder = tmp_path_factory.mktemp("segment")
    segments.build(folder, articles, encoder, ignore)
    return segments.Segment(folder)


@pytest.fixture
def library(tmp_path: Path, articles: list[Article]) -> Library:
    """A library that holds both statutes."""
    library = Library(tmp_path / "library.db")
    fill(library, articles)
    return library


def _entry(
    entry_id: str, question: str, phrasings: Sequence[str], answer: str, related: Sequence[str] = ()
) -> FaqEntry:
    topic, title, law = (
        ("park", "公园", _PARK) if entry_id.startswith("park") else ("library", "图书馆", _LIBRARY)
    )
    return FaqEntry(
        id=entry_id,
        topic=topic,
        topic_title=title,
        question=question,
        phrasings=tuple(phrasings),
        answer=answer,
        next_step="可以打公园或者图书馆服务台的电话再问一问。",
        citations=(Reference(law, "第一条"),),
        as_of=date(2025, 4, 19),
        related=tuple(related),
    )


@pytest.fixture(scope="session")
def entries() -> list[FaqEntry]:
    """Seven entries under two topics."""
    return [
        _entry(
            "park-barbecue",
            "公园草坪上可以烧烤吗？",
            ("周末想在草坪烧烤", "带炭火去公园野餐烤肉", "烧烤会不会被管理员赶走"),
            "草坪上不能烧烤，管理单位会劝阻；烧坏了草坪，要补种草皮。",
            ("park-dog", "library-card"),
        ),
        _entry(
            "park-dog",
            "带狗进公园有什么要求？",
            ("遛狗要不要拴绳", "大狗能进儿童乐园吗", "狗在公园拉屎没清理"),
            "拴好狗绳，清理粪便，大型犬不要带进儿童乐园。",
        ),
        _entry(
            "park-kite",
            "哪里可以放风筝？",
            ("放风筝挂到电线怎么办", "广场上放风筝有人管", "带孩子放风筝去哪"),
            "在广场上放，避开高压电线，别处要听管理员安排。",
        ),
        _entry(
            "park-boat",
            "划船遇到大风能退钱吗？",
            ("刮大风游船停了船费退不退", "租船要穿救生衣吗", "湖里划船怎么租"),
            "大风天游船停租，已经收的船费会退给您。",
        ),
        _entry(
            "library-card",
            "借书证怎么办理？",
            ("办借书证要押金吗", "没有身份证能办借书证吗", "给小孩办一张借书证"),
            "带身份证就能办，不收押金；孩子的由家长代办。",
        ),
        _entry(
            "library-overdue",
            "借的书逾期没还会怎样？",
            ("还书晚了几天要罚钱吗", "逾期还书能不能再借", "忘了还书过了三十天"),
            "不罚钱，不过要停借十天，请尽快把书还了。",
        ),
        _entry(
            "library-lost",
            "图书馆的书弄丢了怎么赔？",
            ("借的书丢了买一本新的行吗", "丢书按定价赔吗", "孩子把图书撕坏了"),
            "买一本同一版本的赔上就行，也可以按定价赔钱。",
        ),
    ]
