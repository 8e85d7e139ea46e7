"""Taking personal data out of a question before it is kept for the gap list.

What is taken out is named (〔号码〕), so that a reader still understands the sentence. It rather takes out
too much than too little: the gap list needs to know what was asked, not by whom.
"""

import re
import unicodedata

LONGEST = 120
"""Characters of a question that are kept."""

NUMBER, MAIL, ACCOUNT = "〔号码〕", "〔邮箱〕", "〔账号〕"
PLATE, NAME, ADDRESS = "〔车牌〕", "〔姓名〕", "〔地址〕"

_HAN = "\u3400-\u9fff"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒"
    "屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左"
    "石崔吉龚程邢裴陆荣翁荀羊惠甄曲封储靳焦巴弓牧隗山谷车侯全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶黎乔翟谭姬申冉桑桂"
    "牛燕尚农温庄晏柴瞿阎连习艾鱼容向古易戈廖庾居衡步耿满弘匡文寇广东欧利师巩聂晁敖冷简饶曾沙丰巢关蒯相查红游权闫肖付代覃邸岳帅"
)
_DOUBLE = "欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|司徒|东方|南宫|端木"
_END = rf"(?=[^{_HAN}·]|$|今年|电话|手机|身份证|住)"
_VERB = "欠|骗|借|撞|拖|跑|不|说|把|是|在|打|要|给|和|跟|的"
_NOT_NAMES = (
    "高中|高三|高一|高二|高管|高龄|方便|马上|任何|常年|万一|金融|文员|文盲|石油|江苏|江西|白领|夏天|龙泉|安徽|广东|广西|云南|"
    "贵州|甘肃|宁波|温州|金华|杭州|余姚|黄岩|东北|东阳|农民|农村|农户|农业|单亲|单位|单身|全职|房东|房主|房客|司机|车主|车间|"
    "师傅|文化|相信|应该|成年|时候|都是|和他|和她|和我|关于|向他|经常|连续|路过|水电|家属|家里|家长|班长|班组|家庭|明天|山里|山区|"
    "古镇|武汉|华侨|台湾|计时|临时|管理|支书|包工|干活|解放|解除|全家|都没|和老|和公|和对|向老|向公|从|安装|居民|居委|关系|主"
)
_HOTLINES = {
    "12345": "政务热线",
    "12315": "消费热线",
    "12348": "法律热线",
    "12333": "人社热线",
    "12338": "妇女热线",
}
_STATES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
_NUMERAL = "[0-9零〇一二三四五六七八九十百]"
_UNIT = "号楼|号院|号|室|幢|栋|座|单元|弄|楼|层"
_HOUSE = rf"(?:{_NUMERAL}{{1,4}}(?:号楼|号院|号|室|弄|单元)|\d{{1,4}}(?:幢|栋|座|楼|层))"
_PLACE = "路|街|巷|弄|道|村|组|屯|区|园|苑|城|镇|乡|里|坊|厦|院|庄|湾|公寓"
_WITHIN = rf"(?![第令])[{_HAN}0-9A-Za-z\-]"

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[A-Za-z0-9_.+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*"), MAIL),
    (re.compile(rf"[{_STATES}][A-Za-z]\s*[·.\-]?\s*[A-Za-z0-9]{{4,5}}[A-Za-z0-9挂学警港澳]"), PLATE),
    (
        re.compile(
            r"(?P<kept>(?:微信|QQ|wx|vx|抖音|支付宝|账户|账号|户名|护照|社保|学籍)(?:号码?|账号)?\s*(?:[:：是为]\s*)?)[A-Za-z0-9_\-]{4,}",
            re.IGNORECASE,
        ),
        ACCOUNT,
    ),
    # Numbers that everybody may call are told apart from people's own.
    *(
        (re.compile(rf"(?<!\d)(?<!\d[\s\-])(?<!\d[\s\-]{{2}}){number}(?![\s\-]{{0,2}}\d)"), f"〔{name}〕")
        for number, name in _HOTLINES.items()
    ),
    # A run of digits, also one that is spelt out or broken up as telephone numbers are.
    (re.compile(r"[A-Za-z]{0,2}\d(?:[\s\-]{0,2}\d){4,}[Xx]?"), NUMBER),
    (re.compile(r"[零〇一二三四五六七八九幺](?:[\s\-]?[零〇一二三四五六七八九幺]){4,}"), NUMBER),
    (
        re.compile(
            rf"(?:(?![住在到于从是去家])[{_HAN}]){{0,8}}(?:{_PLACE})(?:{_WITHIN}){{0,6}}?{_HOUSE}"
            rf"(?:(?:{_WITHIN}){{0,3}}?{_NUMERAL}{{1,4}}(?:{_UNIT}))*(?:\d{{1,4}})?"
        ),
        ADDRESS,
    ),
    (re.compile(rf"\d{{1,4}}(?:号楼|幢|栋|单元)(?:(?:{_WITHIN}){{0,3}}?\d{{1,4}})?室?"), ADDRESS),
    (re.compile(r"\d{1,4}室(?!\d*厅)"), ADDRESS),
    # After 我叫 almost anything is a name; after the others only what begins with a surname.
    (
        re.compile(
            rf"(?P<kept>(?:我|本人)的?(?:名字)?叫(?:做|作)?)"
            rf"(?![他她它你您我了过不人老板房东对方物业警])(?:(?:{_DOUBLE})[{_HAN}]{{1,2}}|[{_HAN}·]{{2,3}})"
        ),
        NAME,
    ),
    (
        re.compile(
            rf"(?P<kept>(?:姓名|名字)\s*(?:[:：是叫]\s*)?|叫(?:做|作)?|被告|原告)"
            rf"(?!{_NOT_NAMES})(?:(?:{_DOUBLE})[{_HAN}]{{1,2}}|[{_SURNAMES}][{_HAN}]{{1,2}}?)(?:{_END}|(?={_VERB}))"
        ),
        NAME,
    ),
    (
        re.compile(
            rf"(?P<kept>我是|本人|申请人|当事人)"
            rf"(?!{_NOT_NAMES})(?:(?:{_DOUBLE})[{_HAN}]{{1,2}}|[{_SURNAMES}][{_HAN}]{{1,2}})"
            rf"(?<![人工员者户妈爸师的]){_END}"
        ),
        NAME,
    ),
    (re.compile(rf"(?:{_DOUBLE}|[{_SURNAMES}])[{_HAN}]{{1,2}}(?=先生|女士|小姐)"), NAME),
)


def scrub(text: str) -> str:
    """The text on one line without long numbers, accounts, names, plates, mail and addresses."""
    line = " ".join("".join(map(_plain, text)).split())
    for pattern, token in _RULES:
        kept = "kept" in pattern.groupindex
        line = pattern.sub(rf"\g<kept>{token}" if kept else token, line)
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _plain(character: str) -> str:
    """Letters and digits of every width and script as the plain ones, nothing invisible between them."""
    if unicodedata.category(character) in {"Cf", "Cc", "Cs", "Co", "Cn", "Mn", "Me"}:
        return " " if character in "\n\t\r" else ""
    simple = unicodedata.normalize("NFKC", character)
    if simple.isascii() and not re.search(r"[\w@.+\-]", simple):
        return character  # punctuation stays Chinese
    digits = (unicodedata.digit(one, None) for one in simple)
    return "".join(one if digit is None else str(digit) for one, digit in zip(simple, digits, strict=True))
