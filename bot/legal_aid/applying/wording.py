"""What a citizen reads while applying for legal aid, and afterwards."""

from bot.replies import Button

PERSON = Button("找人工", "/request_person")
SCREEN = Button("先做初步查看", "/apply_legal_aid")

WELCOME = (
    "好，我帮您把申请填好交给法律援助机构。先请您看看怎么保管您的信息，同意了再填；随时可以停，填过的都留着。"
)
WHOSE_NAME = "需要帮助的人叫什么名字？写身份证上的姓名。"
NAME_OF_THE_PERSON = (
    "这件事要由需要帮助的人自己来申请，您可以帮着填：下面写的都是本人的情况，提交之前请让本人看过、同意。\n\n"
    "需要帮助的人叫什么名字？写身份证上的姓名。"
)
PHONE_OF_REPRESENTATIVE = "请留一个您自己打得通的电话，手机或者带区号的座机。"

REFUSED_CONSENT = (
    "好的，什么都没有存，前面填的也都删掉了。不在这里申请也没关系：您照样可以在这里咨询；"
    "要申请，带上材料到法律援助机构或者就近的司法所，当面也能办。想先问清楚，可以拨打12348。"
)
ELSEWHERE = (
    "申请要填姓名和电话，这些请不要发在这里：这个聊天软件的服务器在境外。"
    "请到司法局网页的咨询窗口里接着办；也可以拨打12348，或者带材料到窗口申请。"
)
CONSENT_FIRST = "您刚才说的这些我先没有记。要您同意了我才能存：请先看看下面的说明，点“同意”或者“不同意”。"
SCREEN_FIRST = "申请之前，先回答几个问题看看大概情况，申请表里好多内容就不用再填了。"
NOT_OPEN = (
    "网上提交申请还没有开通，您的信息没有存下来。请打法律援助热线 12348，"
    "或者带材料到法律援助机构、就近的司法所窗口申请。"
)
NOT_NEEDED = (
    "初步看，这件事不用本人申请：办案的公安、检察院或者法院应当通知法律援助机构派律师（法律援助法第二十五条）。"
    "要是还没有律师来，可以直接跟办案人员说，或者拨打12348。"
)
NOT_FOR_ORGANISATIONS = "法律援助是给公民个人的，单位不能申请援助律师。单位可以拨打12348免费咨询。"


def submitted(number: str, by: str, urgent: bool, channel: str) -> str:
    """The receipt, without anything personal."""
    lines = [f"申请已经提交，编号是：{number}", "请把编号记下来或者截个图，查进度要用它和您留的电话。"]
    if by and channel:
        lines.append(f"您的情况符合“{channel}”：法律援助机构最晚{by}作出决定，会打电话告诉您。")
    elif by:
        lines.append(f"接下来：法律援助机构最晚{by}作出决定（法律援助法第四十三条），会打电话告诉您。")
    if urgent:
        lines.append("事情紧急，已经做了加急标记。怕来不及，请现在就拨打12348，告诉他们编号。")
    lines.append("材料可以现在拍照传上来，也可以到时候带去。交齐了办得更快。")
    lines.append("给不给援助由法律援助机构决定；不同意也会书面告诉您理由，您可以提出异议。")
    return "\n\n".join(lines)
