"""What is said to small talk, by intent."""

SMALL_TALK = {
    "greet": "您好，我是法问，司法局的法律服务助手。\n"
    "您可以直接说遇到的事，比如“老板拖欠我三个月工资”，我会告诉您法律怎么规定、下一步怎么办。\n"
    "不用写姓名和身份证号。有危险请马上拨打110。",
    "thank": "不客气。还有想问的，随时说。",
    "goodbye": "再见，祝您顺利。以后有事随时来问，也可以拨打12348。",
    "affirm": "好的。您接着说，遇到了什么事，或者想问哪一点？",
    "deny": "好的，那就不弄了。还有别的想问，随时说。",
    "stop": "好的，先停在这里。您说过的都还在，想接着问随时说；着急可以拨打12348。",
}

ANSWERS_TO_NOTHING = frozenset({"affirm", "deny", "stop"})
"""What is an answer, and comes where nothing was asked."""
