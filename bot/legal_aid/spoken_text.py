"""A citizen's words made even, cut into clauses, and told apart: a question, a doubt, a plain yes or no."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 2000
_HIDDEN = {"Cf", "Cc", "Cs", "Co", "Cn"}
_SIMPLER = str.maketrans(
    "沒無個錢萬歲還過這說嗎麼沒們兒買賣離婚媽爺農殘並", "没无个钱万岁还过这说吗么没们儿买卖离婚妈爷农残并"
)
_STOP = re.compile(r"[,。;!?、\n…:~|/]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")

_ASKS = re.compile(
    r"[?]|什么是|是什么|什么意思|啥意思|啥叫|什么叫|(?:怎么|咋|如何|哪能)(?:办|弄|样|算|申请|"
    r"写|走|去|做|搞|处理|理解|说|认定|起诉|交|收费)"
    r"|多少(?:钱|天|年|时间|收入|人|费)|多久|几(?:天|年|个月)(?:能|可以|才|会|内)|为什么|为啥|"
    r"凭什么|干嘛|哪里(?!有什么|有钱)|哪儿|去哪|在哪|找谁|谁(?:来|能|会|可以|管)"
    r"|(?<![没无管论])多少(?!有点|会有|都)|能不能|可不可以|可以不|要不要|会不会|该不该|算不算|够不够|行不行|有没有用|是否|需不需要|用不用|给不给"
    r"|(?:吗|么|呢|伐|不啦|勿啦)$|(?:什么|哪些|哪个)(?:条件|标准|材料|手续|情况|规定|东西|人|"
    r"算|时候|流程|证据|后果)|(?:可以|能|会|算|行|要)(?:不|没)$"
)
_ANSWERS_ANYWAY = re.compile(
    r"不(?:知道|清楚|晓得|确定|懂)|弗晓得|勿晓得|[谁哪天](?:知道|晓得)|(?:还|没|在|才)[^,]*呢$|说不(?:好|准|清)|哪(?:有|来|里有钱|里有什么)|"
    r"^(?:嗯|是的?|有的?|对的?|没有?)呢$"
)
_IF = re.compile(
    r"^(?:那|但|可|那么|我想问)?(?:要是|如果|假如|假使|万一|若是?|倘若|比如说?|譬如|假设|只要|"
    r"是不是只有|除非)"
)

_UNSURE = re.compile(
    r"(?<![子脑志智识看听])(?:不|弗|勿|唔|没)(?:太|大|怎么|是很|很)?(?:知道|清楚|晓得|晓的|了解|确定|记得|懂|明白|"
    r"好说|肯定)|说不(?:好|准|清|上来|定)|讲不(?:清|好)|记不(?:得|清|住)|搞不(?:清|懂|明白)"
    r"|不方便(?:说|讲|透露|回答|告诉)|不(?:想|愿意?|便)(?:说|讲|回答|透露)|没(?:算过|数|底|"
    r"问过|印象|概念|注意)|忘(?:了|记了?)|(?:谁|哪|天)(?:里)?(?:知道|晓得)|不好说|难说|拿不准|"
    r"吃不准|弗好讲|随便$|保密|两可|好像吧$|可能吧$|^不详$|^(?:跳过|下一[个题])$"
)
_FILLER = (
    r"(?:的|了|啊|呀|哦|喔|噢|哈|嘛|呢|吧|咯|嘞|哒|诶|唉|额|呃|嗳|啦|滴|哟|喽|咧|得|哎|那个|"
    r"这个|我|都|也|倒|确实|肯定|真|当然|应该|好像|可能|目前|现在|暂时|大概|其实|暂|我们|我家|"
    r"家里|他|她|一直)*"
)

_YES = re.compile(
    rf"^{_FILLER}(?:嗯|恩|是|对|有|要|会|能|算|属于|确认|没错|没问题|正是|就是|有过|是有|"
    rf"有点|算是|可以|行|好|yes|ok|y|中|要得|对头|晓得是|系|当过|做过|请过)(?:是|对|有|个|一个|"
    rf"一点|点|过|一些|嗯)*{_FILLER}$|^(?:也)?(?:不是没|并不是没|不是没得|并非没)有?(?:的|啊|"
    rf"过)*$"
)
_NO = re.compile(
    rf"^(?:嗯|恩|哦|对)*{_FILLER}(?:不|没|无|否|非|弗|勿|呒|冇|莫|木有|木得|mei|no|n|没得|没有|不是|弗是|勿是|"
    rf"呒没|呒不|呒有|不算|还没|还没有|不要|不用|不会|没事|不属于|不存在|从来没|从没|唔系|"
    rf"谈不上|并没有|并不是|未|不曾|不需要|弗要|弗会|没要|都没)(?:有|是|过|得|算|没|"
    rf"一个|当过|做过|请过|发生过|这回事|这种事|这种情况)*{_FILLER}$"
)
_ALL_NONE = re.compile(
    r"(?:都|全|一个|一样|一项|一条|一点|啥|什么|哪个|上面|以上|这些)(?:都|也|全)?(?:不|没|弗|"
    r"勿|呒)(?:是|有|没|符合|沾|占|属于|得|搭界)|没(?:有)?(?:一|其中|这些|上面|以上)|"
    r"^(?:不符合|不沾边|没有这些|没这些)"
)
_REST_NONE = re.compile(
    r"(?:其他|其它|别的|剩下|余下|另外)(?:的)?(?:情况)?(?:都|就|全|也)?(?:不|没|弗|勿|呒|"
    r"无)(?:是|有|没|得|了)?|就这(?:些|个|一个|一项|两个)|^只有这(?:个|些)|没别的|没其他"
)
_DENIAL_BEFORE = re.compile(
    r"(?P<twice>不是|并非|不能说|哪能|怎么会|不会)?(?P<no>不是|并非|不算|不属于|没有?|没得|无|"
    r"未|非|不|弗是|弗|勿是|勿|呒没|呒有|冇|木有|别|否|谈不上|哪有|哪来的?|哪里有|哪里来的?|"
    r"从来没有?|从没有?|不曾|莫得)"
    r"(?:什么|啥|任何|过|个|一个|有|算|太|怎么|的|到|能|享受|享|领|拿|吃|当|办|请|被|去|再|"
    r"这种|那种|属于|是|很|需要|要|受|发生|遭|从|在|来自|固定的|真正)*$"
)
_DENIAL_AFTER = re.compile(
    r"^(?:的话|的|这个|这些|是|倒|嘛|么|我|也|都|还|就|倒是|这块|方面|什么的|户|人|证|家庭|钱|"
    r"呢|他|她|家里)*(?:不是|没有|没得|没|呒没|呒有|冇|无|不算|弗是|勿是|没请|没办|没领|没拿|"
    r"没吃|没评上|不要|不用|不需要)(?:的|了|啊|呢|哦|咯|呀|嘞|过|请|办|领|拿|哒|啦|到|吧)*$"
)


@lru_cache(maxsize=64)
def even(text: str) -> str:
    """Half-width, simplified, without spaces and what cannot be seen; at most ``LONGEST`` characters."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST])[: 2 * LONGEST].lower().translate(_SIMPLER)
    plain = "".join(one for one in plain if one == "\n" or unicodedata.category(one) not in _HIDDEN)
    plain = re.sub(r"(?<=\d)[ \t]+(?=\d)", ",", plain)
    plain = re.sub(r"(?<=[\u4e00-\u9fff])[ \t]+(?=[\u4e00-\u9fff\d])", ",", plain)
    return _THOUSANDS.sub("", re.sub(r"[ \t]+", "", plain)).strip(",")


@lru_cache(maxsize=64)
def clauses(plain: str) -> tuple[str, ...]:
    """The clauses that state something: questions and suppositions are left out."""
    kept = []
    supposed = False
    for sentence in re.findall(r"[^,。;!?、\n…:~|/]+[?]*", plain):
        clause = sentence.rstrip("?")
        supposed = supposed or bool(_IF.match(clause))
        if supposed or asks(sentence):
            continue
        kept.append(clause)
    return tuple(kept)


def asks(clause: str) -> bool:
    """Whether a clause is a question and not an answer in a question's form (哪有固定收入啊)."""
    return bool(_ASKS.search(clause)) and not _ANSWERS_ANYWAY.search(clause)


def unsure(plain: str) -> bool:
    """Whether somebody says that they do not know, or would rather not say."""
    return bool(_UNSURE.search(plain))


def plain_yes_or_no(clause: str) -> bool | None:
    """What a clause without content of its own answers: 嗯, 对的, 呒没; None if it says more, or neither."""
    if _YES.match(clause):
        return True
    return False if _NO.match(clause) else None


def none_of_all(plain: str) -> bool:
    """都没有, 一个也不是."""
    return bool(_ALL_NONE.search(plain))


def none_of_the_rest(plain: str) -> bool:
    """其他没有, 就这些."""
    return bool(_REST_NONE.search(plain))


def denied(clause: str, start: int, end: int) -> bool:
    """Whether what stands there is denied: 不是农民工, 固定工作没有; in 不是没有固定工作 it is not."""
    before = _DENIAL_BEFORE.search(clause[max(0, start - 16) : start])
    if before is not None and before["twice"] is None:
        return True
    if before is not None:
        return False
    return bool(_DENIAL_AFTER.match(clause[end : end + 16]))
