"""What buttons send: ``/intent`` or ``/intent{"name": "value"}``, as Rasa reads it and as we read it.

Nothing a citizen types with a slash is ever taken for one of these: the router lets only offered payloads
through.
"""

import json


def spell(intent: str, **values: str) -> str:
    """As a button sends it."""
    # Rasa reads up to the first closing brace, so no value may hold one.
    safe = {name: value.replace("{", "（").replace("}", "）") for name, value in values.items()}
    return f"/{intent}{json.dumps(safe, ensure_ascii=False)}" if safe else f"/{intent}"


def read(sent: str) -> tuple[str, dict[str, str]] | None:
    """(intent, values) of the payload that was sent; None if it was words."""
    if not sent.startswith("/"):
        return None
    intent, brace, values = sent.removeprefix("/").partition("{")
    try:
        found = json.loads(brace + values) if brace else {}
    except ValueError:
        found = {}
    return intent, {str(name): str(value) for name, value in found.items()}
