"""An inquiry of three questions, of which the last is asked only of some."""

from bot.interviews.model import Answers, Asked, Choice, Told
from bot.replies import Reply

_TEXTS = {"who": "您给谁问？", "age": "多大年纪？", "school": "在上学吗？"}
_CHOICES = {"who": ("自己", "孩子"), "school": ("在", "不在")}


class Library:
    """Whether somebody can have a library card. Children are also asked whether they go to school."""

    title = "借书证"
    intent = "library_card"
    welcome = "几个问题就好。"
    finish_title = "都对，看结果"
    private = False

    def opening(self, text: str) -> Answers:
        return {"who": "孩子"} if "孩子" in text else {}

    def next(self, answers: Answers) -> Asked | None:
        for name in _TEXTS:
            if name not in answers and (name != "school" or answers.get("who") == "孩子"):
                return self.again(name, answers)
        return None

    def ended(self, answers: Answers) -> bool:  # noqa: ARG002
        return False

    def again(self, question: str, answers: Answers) -> Asked:  # noqa: ARG002
        choices = tuple(Choice(one, one) for one in _CHOICES.get(question, ()))
        return Asked(question, _TEXTS[question], f"因为规定要看{question}。", choices)

    def read(self, question: str, text: str, answers: Answers) -> Answers | None:
        if question == "age":
            return {**answers, "age": int(text)} if text.isdigit() else None
        found = next((one for one in _CHOICES[question] if one == text), None)
        return {**answers, question: found} if found else None

    def shown(self, question: str, text: str) -> str:  # noqa: ARG002
        return text

    def choose(self, question: str, value: str, answers: Answers) -> Answers | None:
        return {**answers, question: value} if value in _CHOICES.get(question, ()) else None

    def stays(self, question: str, value: str, answers: Answers) -> bool:  # noqa: ARG002
        return False

    def without(self, question: str, answers: Answers) -> Answers:
        return {name: value for name, value in answers.items() if name != question}

    def review(self, answers: Answers) -> list[Told]:
        return [
            Told(name, _TEXTS[name].rstrip("？"), str(answers[name])) for name in _TEXTS if name in answers
        ]

    def conclusion(self, answers: Answers) -> list[Reply]:
        return [Reply(f"可以办：{answers['who']}，{answers['age']}岁。")]
