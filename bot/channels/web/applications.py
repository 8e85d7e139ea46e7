"""Legal-aid applications under /api/v1/applications, for the citizen who made them.

Two ways in: the token of the conversation in which the application was made (Bearer), or number and phone
(``/status``, which shows where it stands and nothing more). The body of an upload is the file itself and its
name stands in a header: a form would be spooled to disk unsealed, and a name in the address would be logged.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from urllib.parse import quote, unquote

from fastapi import APIRouter, Body, Depends, Header, Path, Request, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.channels.web.shapes import Problem, without_lone_surrogates
from bot.clock import now
from bot.conversations.pace import Pace
from bot.conversations.transcript import Transcript
from bot.errors import ConversationNotFound, NotAuthorised
from bot.legal_aid.applications.errors import ApplicationNotFound, ApplicationsNotOpen, PaperRefused
from bot.legal_aid.applications.model import Key
from bot.legal_aid.applications.numbers import PATTERN, read_number
from bot.legal_aid.applications.service import Applications
from bot.personal_fields import read_phone

_PROBLEM: dict[str, Any] = {"model": Problem, "content": {"application/problem+json": {}}}
_FAILURES: dict[int | str, dict[str, Any]] = dict.fromkeys((400, 401, 404, 409, 413, 422, 429, 503), _PROBLEM)
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_NOT_YOURS = "凭证和这件申请对不上。请回到提交申请的那个对话里再试，或者用申请编号和电话查询。"

Number = Annotated[str, Path(pattern=f"^{PATTERN}$")]
PaperId = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]


class StatusQuery(BaseModel):
    """What opens the status: both must fit."""

    model_config = ConfigDict(extra="forbid")

    number: str = Field(min_length=1, max_length=60, description="申请编号，如 LQ-2026-000123-8")
    phone: str = Field(min_length=1, max_length=60, description="申请时留的电话")


class Objection(BaseModel):
    """An objection to a refusal or a termination; grounds may be left out."""

    model_config = ConfigDict(extra="forbid")

    grounds: Annotated[str, Field(max_length=2000), BeforeValidator(without_lone_surrogates)] = ""


class Announcement(BaseModel):
    """A paper that will be brought to the counter."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=200), BeforeValidator(without_lone_surrogates)]
    wanted: str = Field(default="", max_length=64, description="它是哪一份要交的材料（wanted 里的 id）")


class Erasure(BaseModel):
    """Erasing cannot be undone."""

    model_config = ConfigDict(extra="forbid")

    confirmed: bool = False


class ClockBody(BaseModel):
    """One clock that runs."""

    kind: Literal["forward", "decide", "supplement", "assign", "objection"]
    title: str
    due: str
    status: Literal["running", "amber", "red", "stopped"]
    status_text: str
    article: str


class PaperBody(BaseModel):
    """A paper; one without a type will be brought."""

    id: str
    name: str
    media_type: str | None
    size: int
    sha256: str | None
    created_at: str
    wanted: list[str] = Field(description="它是哪几份要交的材料（wanted 里的 id）")


class WantedBody(BaseModel):
    """A paper that is asked for."""

    id: str
    text: str


class PaperRules(BaseModel):
    """What is taken; ``accept`` is for a page's file chooser."""

    most: int
    megabytes: int
    types: list[str]
    accept: str


class Overview(BaseModel):
    """Where an application stands; personal data masked."""

    number: str
    state: str
    state_text: str
    applicant: dict[str, str]
    note: str
    clocks: list[ClockBody]
    papers: list[PaperBody]
    submitted_at: str


class OwnOverview(Overview):
    """For the conversation that made it, with what its page for papers needs. Number and phone do not open
    this: what is asked for tells of the matter."""

    wanted: list[WantedBody]
    may_add_papers: bool
    may_remove_papers: bool
    paper_rules: PaperRules


def create_applications_api(
    applications: Applications | None, transcript: Transcript, pace: Pace
) -> APIRouter:
    """The routes; ``applications`` is None where no data keys are set."""
    api = APIRouter(prefix="/api/v1/applications", tags=["applications"], responses=_FAILURES)

    def service() -> Applications:
        if applications is None:
            raise ApplicationsNotOpen(
                "网上申请还没有开通，您的信息没有存下来。"
                "请打法律援助热线 12348，或者带材料到法律援助机构窗口申请。"
            )
        return applications

    Service = Annotated[Applications, Depends(service)]

    async def key_of(
        number: Number, open_service: Service, authorization: Annotated[str, Header()] = ""
    ) -> Key:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise NotAuthorised("请求里没有凭证。请在 Authorization 里带上提交申请的那个对话的 token。")
        conversation_id = await open_service.conversation_of(number)
        try:  # the same answer whether there is no such application or the token is another's
            if conversation_id is None:
                raise NotAuthorised(_NOT_YOURS)
            await transcript.authorise(conversation_id, token)
            pace.message(conversation_id)
            return await open_service.key_by_conversation(number, conversation_id)
        except (ConversationNotFound, NotAuthorised, ApplicationNotFound):
            raise NotAuthorised(_NOT_YOURS) from None

    Opened = Annotated[Key, Depends(key_of)]

    async def overview(open_service: Applications, key: Key) -> dict[str, Any]:
        file = await open_service.file(key)
        return {**file.overview(now()), **open_service.paper_desk(file)}

    @api.post("/status", response_model=Overview)
    async def status(body: StatusQuery, request: Request, open_service: Service) -> dict[str, Any]:
        """Where it stands, by number and phone."""
        caller = request.client.host if request.client else ""
        return await open_service.status(read_number(body.number), read_phone(body.phone), caller)

    @api.get("/{number}", response_model=OwnOverview)
    async def look(open_service: Service, key: Opened, response: Response) -> dict[str, Any]:
        """Where it stands, and which papers are wanted."""
        response.headers["Cache-Control"] = "no-store"
        return await overview(open_service, key)

    @api.post(
        "/{number}/papers",
        status_code=201,
        response_model=PaperBody,
        openapi_extra={"requestBody": {"required": True, "content": {"application/octet-stream": _BINARY}}},
    )
    async def upload(
        request: Request,
        open_service: Service,
        key: Opened,
        x_file_name: Annotated[str, Header(max_length=1000, description="文件名，UTF-8 后按百分号编码")] = "",
        x_wanted_paper: Annotated[str, Header(max_length=64, description="wanted 里的 id，可以不给")] = "",
    ) -> dict[str, Any]:
        """Send a paper: the body is the file. The same bytes again give the same paper."""
        content = bytearray()
        async for chunk in request.stream():
            content += chunk
            if len(content) > open_service.limits.paper_bytes:
                raise PaperRefused(open_service.too_large())
        name = unquote(x_file_name, errors="ignore")
        paper = await open_service.add_paper(key, name, bytes(content), x_wanted_paper)
        return paper.as_dict()

    @api.post("/{number}/announced-papers", status_code=201, response_model=PaperBody)
    async def announce(body: Announcement, open_service: Service, key: Opened) -> dict[str, Any]:
        """Say which paper will be brought to the counter."""
        return (await open_service.announce_paper(key, body.name, body.wanted)).as_dict()

    @api.get(
        "/{number}/papers/{paper_id}",
        response_class=Response,
        responses={200: {"content": {"application/octet-stream": _BINARY}}},
    )
    async def download(paper_id: PaperId, open_service: Service, key: Opened) -> Response:
        """One's own paper again."""
        paper, content = await open_service.paper(key, paper_id)
        return Response(
            content,
            media_type="application/octet-stream",  # never shown by the browser, only saved
            headers={
                "Content-Disposition": f"attachment; filename*=UTF-8''{quote(paper.name)}",
                "Cache-Control": "no-store",
            },
        )

    @api.delete("/{number}/papers/{paper_id}", status_code=204)
    async def remove(paper_id: PaperId, open_service: Service, key: Opened) -> None:
        """Take a paper back, as long as nothing is decided."""
        await open_service.remove_paper(key, paper_id)

    @api.post("/{number}/supplement", response_model=OwnOverview)
    async def supplement(open_service: Service, key: Opened) -> dict[str, Any]:
        """The missing papers are there."""
        await open_service.answer_supplement(key)
        return await overview(open_service, key)

    @api.post("/{number}/withdrawal", response_model=OwnOverview)
    async def withdraw(open_service: Service, key: Opened) -> dict[str, Any]:
        """Take it back."""
        await open_service.withdraw(key)
        return await overview(open_service, key)

    @api.post("/{number}/objection", response_model=OwnOverview)
    async def object_to(
        open_service: Service, key: Opened, body: Annotated[Objection, Body()]
    ) -> dict[str, Any]:
        """Object to a refusal or a termination."""
        await open_service.object(key, body.grounds)
        return await overview(open_service, key)

    @api.get("/{number}/export")
    async def export(open_service: Service, key: Opened, response: Response) -> dict[str, Any]:
        """Everything that is kept of the person."""
        response.headers["Cache-Control"] = "no-store"
        return {**await open_service.export(key), "exported_at": datetime.now(UTC).isoformat()}

    @api.post("/{number}/erasure", status_code=204)
    async def erase(body: Erasure, open_service: Service, key: Opened) -> None:
        """Erase everything of the person, for good; what is open is withdrawn first."""
        await open_service.erase(key, confirmed=body.confirmed)

    return api
