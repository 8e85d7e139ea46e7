"""Bodies of the conversation API, as OpenAPI describes them."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator


def without_lone_surrogates(value: object) -> object:
    """Text that can be stored and shown again; anything else as it is."""
    # Half an emoji, cut by a careless client, should not cost the citizen the sentence around it.
    return value.encode("utf-8", "ignore").decode() if isinstance(value, str) else value


ClientMessageId = Annotated[
    str,
    Field(min_length=1, max_length=128, pattern=r"^[\x21-\x7e]+$", description="由客户端生成，重发时不变"),
]


class Opened(BaseModel):
    """A new conversation."""

    conversation_id: str
    token: str = Field(description="只给这一次；以后每次请求放在 Authorization: Bearer 里")


_Secret = Annotated[str, Field(max_length=200), BeforeValidator(without_lone_surrogates)]


class Previous(BaseModel):
    """The conversation that the same browser had before; one that is not known any more does no harm."""

    conversation_id: _Secret = ""
    token: _Secret = ""


class Open(BaseModel):
    """How a conversation begins; by default with nothing."""

    continuation: Annotated[
        Annotated[str, Field(min_length=1, max_length=200, description="接续码：把原来的对话带过来")] | None,
        BeforeValidator(without_lone_surrogates),
    ] = None
    claim: Annotated[
        str | None,
        Field(
            min_length=16,
            max_length=128,
            pattern=r"^[\x21-\x7e]+$",
            description="由客户端随机生成；十分钟内用同一个再试，得到同一个对话",
        ),
    ] = None
    previous: Previous | None = Field(
        default=None, description="同一个浏览器原来的对话：没答完的问题会带过来，聊天文字不带"
    )

    @model_validator(mode="after")
    def _a_continuation_is_claimed(self) -> Self:
        if (self.continuation is None) != (self.claim is None):
            raise ValueError("continuation and claim come together")
        return self


class Continuation(BaseModel):
    """What opens a conversation elsewhere, once."""

    code: str = Field(description="只给这一次；再要一个新的，旧的就作废")
    link: str | None = Field(description="打开后接着聊；没有设置公开网址时为 null")
    expires_at: str


class Send(BaseModel):
    """A citizen's message: exactly one of ``text`` and ``payload``."""

    model_config = ConfigDict(extra="forbid")

    client_message_id: ClientMessageId
    # Length is checked with the message kept in view, so that the error can say what to do (see wording).
    text: Annotated[
        Annotated[str, Field(max_length=100_000, description="1 到 2000 个字")] | None,
        BeforeValidator(without_lone_surrogates),
    ] = None
    payload: Annotated[str, Field(min_length=1, max_length=2000, description="某个按钮的 payload")] | None = (
        None
    )

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.text is None) == (self.payload is None):
            raise ValueError("exactly one of text and payload")
        return self


class CitationBody(BaseModel):
    """An article; ``text`` is empty where the statute has not been imported."""

    law: str
    article: str
    text: str
    effective_date: str | None
    source: str | None


class ButtonBody(BaseModel):
    """A quick reply."""

    title: str
    payload: str


class MessageBody(BaseModel):
    """One message; a citizen's own carries its ``client_message_id``."""

    seq: int
    author: Literal["citizen", "bot", "staff", "system"]
    text: str
    citations: list[CitationBody]
    buttons: list[ButtonBody]
    created_at: str
    client_message_id: str | None = None


class Replies(BaseModel):
    """Who has the floor, and messages."""

    state: Literal["bot", "queued", "staff", "closed"]
    messages: list[MessageBody]


class Problem(BaseModel):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
