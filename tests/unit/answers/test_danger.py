"""The safety net beneath the dialogue: present danger in a citizen's words."""

import pytest

from bot.answers.danger import DangerSigns
from bot.settings import PROJECT
from knowledge_base.services_catalogue import read_danger


@pytest.fixture(scope="module")
def signs() -> DangerSigns:
    return DangerSigns(read_danger(PROJECT / "knowledge_base" / "institutions"))


@pytest.mark.parametrize(
    "text",
    [
        "救命",
        "他正在打我",
        "老公又在砸东西了",
        "有人拿着刀在门口",
        "他扬言要杀了我全家",
        "我不想活了",
        "我被关在屋里出不去",
        "孩子流了好多血",
        "我妈晕过去了",
        "老公天天打我，我不敢回家",
        "他喝醉了打我",
        "我刚被人强暴，他还没走",
        "我已经写好遗书了",
        "活着没意思",
        "前男友撬门，怎么办快点",
        "女儿失踪了，电话打不通",
    ],
)
def test_danger_now_is_seen(signs: DangerSigns, text: str) -> None:
    assert signs.present(text)


@pytest.mark.parametrize(
    "text",
    [
        "老板拖欠工资",
        "拿刀威胁别人怎么判",
        "去年他拿刀砍过我，现在还能告吗",
        "家暴怎么取证",
        "救助站在哪里申请",
        "交强险要赔多少",
        "卖农药的说是我兑错了",
        "生意快不行了，能不能不交房租",
        "遗书有法律效力吗",
        "快递弄丢了能赔多少",
        "算了不约了，我就想问漏水该谁赔",
    ],
)
def test_asking_about_the_law_is_not_danger(signs: DangerSigns, text: str) -> None:
    assert not signs.present(text)


def test_the_first_number_named_is_the_police(signs: DangerSigns) -> None:
    assert signs.reply.index("110") < signs.reply.index("120")
