"""How dates are spoken, as regular expressions; ``spoken_dates`` reads what they catch."""

import re

HALF_WIDTH = str.maketrans("０１２３４５６７８９．／－：", "0123456789./-:")

_CN = "零〇一二两三四五六七八九十百"
_DIGIT = "零〇一二三四五六七八九"
_NUMBER = rf"(?:[0-9]{{1,3}}|[{_CN}]{{1,4}})"
_DAY_NUMBER = r"3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_MONTH_NUMBER = r"1[0-2]|0?[1-9]"
_HAPPENED = "收拿到送被签下出给离那的就才辞上早晚，。,"

# 20年 may be the year 2020 or twenty years: what stands before and after tells.
_NO_SPAN = r"(?!前|了|多|以|之|内|来|后|期|时效|间|整|左右|半|有期|工龄|没|未|的?(?:时效|期限|时间|工龄))"
_YEAR = (
    r"(?:(?P<rel>大前年|前年|去年|上年|今年|本年)"
    rf"|(?P<y4>(?<![0-9])(?:19|2[01])[0-9]{{2}}|[一二][{_DIGIT}]{{3}})年{_NO_SPAN}"
    rf"|(?<![0-9{_CN}.干做住判了过满近快约都经有超第租婚工作厂职班龄多长欠修保司])"
    rf"(?P<y2>[0-9]{{2}}|[零〇一二][{_DIGIT}])年{_NO_SPAN}"
    rf"|(?P<yago>{_NUMBER})年(?:之|以)?前的?(?={_NUMBER}月))"
)
_DAY = rf"(?P<d>{_DAY_NUMBER})(?:号|日|(?=[收拿到被签送给那]))"
_PART = r"(?P<part>初(?![一二三四五六七八九十])|上旬|中旬|下旬|中(?!秋)|底|末)"
_MONTH = (
    rf"(?<![0-9{_CN}个每第])(?P<m>{_MONTH_NUMBER}|十[一二]?|[一二三四五六七八九元])月"
    r"(?!初[一二三四五六七八九十]|廿|以|之?内|期)份?"
)
_SEASON = r"(?P<season>年?[初底末]|年中|上半年|下半年|[春夏秋冬](?:天|季))"
_FEAST = (
    r"(?P<feast>元旦|春节|(?<![快要等])过年|清明|五一|劳动节|端午|中秋|国庆"
    r"|十一(?=长?假|放假|期间|黄金周|[之以]?[前后]))"
    r"节?(?:长?假|放假|黄金周|期间)?(?P<side>前后|[之以]?前|[之以]?后)?"
)
_LENGTH = (
    rf"(?<![0-9{_CN}.第月])(?P<pre>快要|快|将近|差不多|大概|大约|约|不到|不满|未满|超过)?"
    rf"(?P<n>大?半|{_NUMBER})(?P<more>[多来几])?(?:个(?P<more3>多)?)?(?P<half>半)?"
    r"(?P<unit>天|日|周|星期|礼拜|(?<=[个半多])月|年)(?P<half2>半)?(?P<more2>多)?"
    r"(?:(?P<ago>[之以]?前)|(?![前半多]|[之以]前|的?(?:期|时效|工资|工龄|徒刑)|以?内|之内|[之以]?后|假|有期|[春秋初底末0-9]))"
)
_WEEK = (
    r"(?:(?P<week>上上个?|上个?|这个?|本)(?:周|星期|礼拜)(?P<wd>[一二三四五六日天末1-6])?"
    rf"|(?<![下每个0-9{_CN}])(?:周|星期|礼拜)(?P<wd2>[一二三四五六日天]))"
)
_FUTURE = (
    r"(?:明年|后年|来年|下+个?(?:月|周|星期|礼拜)|每个?(?:年|月|周|星期|礼拜))"
    rf"(?:的?{_NUMBER}月份?)?的?(?:{_NUMBER}[号日]|[一二三四五六日天末初底])?"
)
_LUNAR = (
    r"(?:(?:大?前年|去年|今年|[0-9]{2,4}年)的?)?"
    r"(?:农历|阴历|旧历|腊月|正月|冬月|大年|年三十|除夕|小年)[^，。；？！,;?!]{0,6}"
    rf"|{_NUMBER}月(?:初[一二三四五六七八九十]|廿)"
)
_CASE_NUMBER = r"[〔\[（(](?:19|2[01])[0-9]{2}[〕\]）)][^，。]{0,15}?[0-9]+号|第[0-9]+号"

_WORDINGS = {
    "nothing": rf"{_CASE_NUMBER}|{_LUNAR}|{_FUTURE}",
    "feast": rf"(?:{_YEAR}的?)?{_FEAST}",
    "same_day": r"(?P<rel>去年|前年)的?(?P<exact>今天|今日|这个?时候|这时|现在)",
    "numbers": rf"(?<![0-9])(?P<y4>(?:19|2[01])[0-9]{{2}})[-/.](?P<m>{_MONTH_NUMBER})"
    rf"(?:[-/.](?P<d>{_DAY_NUMBER}))?(?![0-9])[号日]?",
    "short_numbers": rf"(?<![0-9.])(?P<m>{_MONTH_NUMBER})[./](?P<d>{_DAY_NUMBER})"
    r"(?:[号日]|(?=[收拿到被签送那]))",
    "month": rf"(?:{_YEAR}的?|(?<!年)(?<!年的)){_MONTH}的?(?:{_DAY}|{_PART})?",
    "season": rf"{_YEAR}的?{_SEASON}",
    "early": r"(?<![去今前明后来每上下0-9年])(?P<season>年初|上半年)",
    "year": _YEAR,
    "month_back": rf"(?P<mrel>上上个?月|上个?月|这个?月|本月|当月)的?(?:{_DAY}|{_PART})?",
    "week": _WEEK,
    "days": r"(?P<days>今[天日早晨]|昨[天日晚]|大前天|前[天日晚]|前[两几]天|这[两几]天)",
    "length": _LENGTH,
    "day": rf"(?<![0-9{_CN}第〕\]）)_/字.:：月\-])(?P<d>{_DAY_NUMBER})号(?=[{_HAPPENED}])",
}
PATTERNS = {name: re.compile(wording) for name, wording in _WORDINGS.items()}
"""The ways of saying a date, in the order in which they are tried."""

ANY = re.compile("|".join(f"(?:{re.sub(r'[?]P<[a-z0-9]+>', '?:', w)})" for w in _WORDINGS.values()))
"""The place of the next date; which wording it is, ``PATTERNS`` tell in their order."""
