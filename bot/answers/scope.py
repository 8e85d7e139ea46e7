"""What the law of this country has no answer to: other places' law, medicine, attempts to give us orders.

Words decide here, not likeness: 「美国离婚财产怎么分」 lies as near to our divorce entries as can be. Only
clear cases count; who lives abroad and asks of a matter at home is answered.
"""

import re

from bot.answers import wording

_WORD = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")
_PLACES = (
    "美国|英国|日本|韩国|朝鲜|加拿大|澳大利亚|澳洲|新西兰|法国|德国|意大利|西班牙|葡萄牙|荷兰|瑞士|瑞典|挪威|俄罗斯|乌克兰|新加坡|马来西亚|"
    "泰国|越南|缅甸|老挝|柬埔寨|菲律宾|印度|印尼|印度尼西亚|巴西|墨西哥|南非|埃及|阿联酋|迪拜|沙特|以色列|土耳其|欧盟|欧洲|香港|澳门|台湾"
)
_WITHIN = "(?:加州|纽约州?|德州|东京|首尔|伦敦|联邦|当地)?"
_LAW = "法律|法规|宪法|刑法|民法|婚姻法|劳动法|移民法|税法|交通法|法典|判例|签证|绿卡|移民"
_MATTER = (
    "离婚|抚养权|遗产|继承|判|犯法|违法|合法|犯罪|坐牢|罚|税|解雇|辞退|最低工资|酒驾|醉驾|持枪|买枪|大麻"
)
_AT_HOME = re.compile(
    r"国内|中国|我国|回国|大陆|内地|老家|公证|认证|涉外|我|老公|老婆|丈夫|妻子|代购|邮寄|快递|留学生?"
)
_FOREIGN = (
    re.compile(rf"(?:{_PLACES}){_WITHIN}的?(?:{_LAW})"),
    re.compile(
        rf"(?:在|按照?|依照?|根据)(?:{_PLACES}){_WITHIN}.{{0,12}}(?:怎么判|判几年|犯法|违法|合法|怎么规定)"
    ),
    re.compile(rf"^(?:请问)?(?:{_PLACES}){_WITHIN}的?.{{0,10}}(?:{_MATTER}).{{0,12}}$"),
)
_ORDERS = re.compile(
    r"(忽略|无视|忘记|忘掉|跳过).{0,8}(指令|提示词|设定)|(忽略|无视|忘掉).{0,2}(以上|之前|前面|上面).{0,6}(要求|规则|内容)|系统提示词?|提示词是什么|开发者模式|越狱模式"
    r"|ignore .{0,20}instructions|system prompt|jailbreak",
    re.IGNORECASE,
)
_MEDICINE = re.compile(
    r"吃(什么|啥|哪种)药|(什么|啥)药(好|管用|有用)|药.{0,4}(一起|能不能|可以)吃|挂(什么|哪个|哪)科|偏方|怎么退烧"
)
_HEALTH = re.compile(
    rf"{_MEDICINE.pattern}|发烧|感冒|咳嗽|(头|胸口?|肚子|胃|牙|腰|嗓子|喉咙)(有点|很|好)?(疼|痛|闷)"
    r"|血压(高|低)|血糖(高|低)|失眠|喘不上气"
)
_DISPUTE = re.compile(
    r"赔|责任|告|纠纷|投诉|违法|犯法|合法|合同|骗|假药|工伤|公司|老板|单位|厂|工地|请假|病假|学校|邻居|医生|医院|护士|被|打"
    r"|店|超市|卖|买|检查|抽血|拍片|领导|逼|带进"
)


def beyond_scope(text: str) -> str | None:
    """What to say to a message that no search should answer; None for all others."""
    if _ORDERS.search(text):
        return wording.OFF_TOPIC
    if _MEDICINE.search(text) and not _DISPUTE.search(text):
        return wording.HEALTH
    if not _AT_HOME.search(text) and any(sign.search(text) for sign in _FOREIGN):
        return wording.OTHER_LAW
    return None


def wordless(text: str) -> bool:
    """Whether a text has no word at all, only signs or pictures (😭😭)."""
    return not _WORD.search(text)


def off_topic(text: str) -> str:
    """How talk of something else is met."""
    return wording.HEALTH if about_health(text) else wording.OFF_TOPIC


def about_health(text: str) -> bool:
    """Whether a text asks what a doctor should be asked, and tells of no dispute."""
    return bool(_HEALTH.search(text)) and not _DISPUTE.search(text)
