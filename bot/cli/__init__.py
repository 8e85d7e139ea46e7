"""The command ``fawen``."""

import typer

from bot.cli import applications, assess, chat, database, knowledge, serve

app = typer.Typer(
    name="fawen",
    help="法问：司法局公共法律服务助手",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
app.command("up", help="启动全部服务（对话、知识库、网页，设置了令牌时还有 Telegram）")(serve.up)
app.command("train", help="训练对话模型（输入没变就不重训）")(serve.train)
app.command("chat", help="在终端里和法问对话（需要先 fawen up）")(chat.chat)
app.command("assess", help="初步看一件事能不能得到法律援助（给一个写着情况的文件）")(assess.assess)
app.add_typer(knowledge.app, name="kb", help="知识库：导入、建索引、查询、检查、评测")
app.add_typer(applications.app, name="applications", help="法律援助申请")
app.add_typer(database.app, name="db", help="数据库")


def main() -> None:
    """Entry point."""
    app()
