"""The statements of every turn, built once: building them anew costs as much as running them."""

from sqlalchemy import and_, bindparam, insert, or_, select, update

from bot.conversations.model import Author
from bot.conversations.tables import conversations, messages, turns

TURN = (
    turns.c.id,
    turns.c.conversation_id,
    turns.c.client_message_id,
    turns.c.text,
    turns.c.sent,
    turns.c.answered,
)

_CONVERSATION = bindparam("conversation", type_=conversations.c.id.type)
_MESSAGE = bindparam("message", type_=turns.c.client_message_id.type)

KEY = select(conversations.c.token_digest, conversations.c.state).where(conversations.c.id == _CONVERSATION)

LOCK = select(conversations.c.id).where(conversations.c.id == _CONVERSATION).with_for_update()

FIND_TURN = select(*TURN).where(
    turns.c.conversation_id == _CONVERSATION, turns.c.client_message_id == _MESSAGE
)

OPEN_TURNS = select(*TURN).where(
    turns.c.conversation_id == _CONVERSATION,
    or_(turns.c.client_message_id == _MESSAGE, turns.c.answered.is_(False)),
)
"""The turn of this message, if it is stored, and every unanswered one."""

INSERT_TURN = insert(turns).returning(turns.c.id)

INSERT_MESSAGE = insert(messages)

TAKE_SEQS = (
    update(conversations)
    .where(conversations.c.id == _CONVERSATION)
    .values(
        last_seq=conversations.c.last_seq + bindparam("count", type_=conversations.c.last_seq.type),
        updated_at=bindparam("moment", type_=conversations.c.updated_at.type),
    )
    .returning(conversations.c.last_seq, conversations.c.state)
)

CLOSE_TURN = (
    update(turns)
    .where(turns.c.id == bindparam("turn"), turns.c.answered.is_(False))
    .values(
        answered=True,
        sent=bindparam("kept", type_=turns.c.sent.type),
        answered_at=bindparam("moment", type_=turns.c.answered_at.type),
        limited=bindparam("is_limited"),
    )
)

HISTORY = (
    select(messages, turns.c.client_message_id)
    .outerjoin(turns, and_(turns.c.id == messages.c.turn_id, messages.c.author == Author.CITIZEN))
    .where(messages.c.conversation_id == _CONVERSATION, messages.c.seq > bindparam("after"))
    .order_by(messages.c.seq)
    .limit(bindparam("most"))
)
