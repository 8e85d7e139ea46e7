"""The API keeps to its own OpenAPI description, whatever is thrown at it."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.stack import Citizen, Stack

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
OPERATIONS = (
    ("POST", "/api/v1/conversations"),
    ("POST", "/api/v1/conversations/{conversation_id}/messages"),
    ("GET", "/api/v1/conversations/{conversation_id}/messages"),
    ("GET", "/api/v1/conversations/{conversation_id}/events"),
    ("POST", "/api/v1/conversations/{conversation_id}/continuation"),
    ("POST", "/api/v1/assessments"),
    ("POST", "/api/v1/applications/status"),
    ("GET", "/api/v1/applications/{number}"),
    ("POST", "/api/v1/applications/{number}/papers"),
    ("POST", "/api/v1/applications/{number}/announced-papers"),
    ("GET", "/api/v1/applications/{number}/papers/{paper_id}"),
    ("DELETE", "/api/v1/applications/{number}/papers/{paper_id}"),
    ("POST", "/api/v1/applications/{number}/supplement"),
    ("POST", "/api/v1/applications/{number}/withdrawal"),
    ("POST", "/api/v1/applications/{number}/objection"),
    ("GET", "/api/v1/applications/{number}/export"),
    ("POST", "/api/v1/applications/{number}/erasure"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
)


@pytest.fixture(scope="session")
def described(stack: Stack):
    """The description, and each operation in it."""
    return schemathesis.openapi.from_url(f"{stack.url}/openapi.json")


def test_every_operation_is_tried(described) -> None:
    found = {(one.ok().method.upper(), one.ok().path) for one in described.get_all_operations()}
    assert found == set(OPERATIONS)


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=lambda part: str(part).strip("/"))
def test_every_answer_is_as_described(described, method: str, path: str, citizen: Citizen) -> None:
    operation = described[path][method]

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operation.as_strategy())
    def each(case) -> None:
        case.headers = dict(case.headers or {})
        case.headers.pop("authorization", None)
        if not path.endswith("/events"):  # an open stream never ends; its refusals are checked here
            case.headers["Authorization"] = citizen.client.headers["Authorization"]
            given_id = (case.path_parameters or {}).get("conversation_id")
            if given_id is not None and len(str(given_id)) % 2 == 0:
                case.path_parameters["conversation_id"] = citizen.id
        case.call_and_validate(checks=CHECKS, timeout=20)

    each()
