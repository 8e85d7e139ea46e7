"""What only Telegram's citizens read."""

WELCOME = (
    "您好，我是法问，司法局的公共法律服务助手。遇到法律上的难事，直接打字说给我听就行，"
    "比如“老板拖欠我三个月工资”。我会用大白话回答，并附上依据的法律条文。\n\n"
    "⚠️ 请不要在这里发姓名、电话、身份证号、住址这些个人信息：Telegram 的服务器在境外。"
    "要办的事需要填写个人信息时，会请您到司法局自己的网页上接着办。\n\n"
    "我是智能助手，回答供您参考，不能代替律师的意见。想和律师说话，请拨打12348，免费。\n\n"
    "如果有人正在伤害您，或者有别的危险，请马上拨打110。"
)
SAMPLES = (
    "老板拖欠工资，怎么要回来？",
    "家里人打我，我该怎么办？",
    "想离婚，孩子归谁抚养？",
    "怎样申请免费的法律援助？",
)
GREETING = "你好"
"""What the dialogue is given for /start, should it ever have to answer it."""

ONLY_TEXT = (
    "我现在只看得懂文字。您发来的{kind}我没有打开，也没有保存。\n\n"
    "请用一两句话把事情打出来：和谁、因为什么、现在怎么样了。"
    "姓名、电话、身份证号、住址请不要发在这里。不方便打字的话，可以拨打12348直接说给律师听。"
)
KINDS = {
    "photo": "照片",
    "live_photo": "照片",
    "voice": "语音",
    "audio": "音频",
    "video": "视频",
    "video_note": "视频",
    "animation": "动图",
    "sticker": "表情贴纸",
    "document": "文件",
    "location": "位置",
    "venue": "位置",
    "contact": "联系人",
}
OTHER_KIND = "内容"
RECORDED = "［{kind}，未保存］"
"""What the transcript shows in place of something that was not taken."""

BASIS = "依据：{name}{since}"
IN_FORCE = "（{year}年{month}月{day}日起施行）"
CONTINUED = "{name}（接上一条）"
STAFF = "【工作人员】{text}"
CHOOSE = "请选择："
CHOSEN = "您选了：{title}"

BUTTON_GONE = "这个按钮已经失效。请直接把您想问的打出来，之前说的都还在。"
SAVED_NOT_ANSWERED = (
    "刚才出了点问题，这一条没能马上回答。您说的话已经保存，不用担心丢失。"
    "请稍等一会儿再问一次；着急请拨打12348，有危险请马上拨打110。"
)
NOT_TAKEN = (
    "刚才出了点问题，您说的话这一条没有收到，前面的都还在。"
    "请稍后再发一次；着急请拨打12348，有危险请马上拨打110。"
)
