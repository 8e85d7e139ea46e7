"""The fitted weights: what each way of searching is worth, and what probability that makes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.retrieval.candidates import Blend

_FILE = Path(__file__).parent / "calibration.json"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Blends fitted by ``train`` on what neither encoder nor index had seen.

    ``faq`` and ``faq_second`` are of the FAQ as each of the two encoders sees it; ``statutes`` serves where
    no reranker fits the encoder, ``digests`` where no text has been imported.
    """

    faq: Blend
    faq_second: Blend
    statutes: Blend
    digests: Blend


def read_calibration() -> Calibration:
    """As shipped."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    return Calibration(**{name: Blend.from_dict(blend) for name, blend in data.items()})


def write_calibration(newer: Mapping[str, Blend]) -> None:
    """Replace the blends named."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    data |= {name: blend.as_dict() for name, blend in newer.items()}
    _FILE.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
