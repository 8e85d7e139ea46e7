"""Whether legal-aid parameters fit together and say what the articles that they cite say."""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from itertools import combinations

from knowledge_base.legal_aid_parameters import FILE, Clock, LegalAidParameters, Validity
from knowledge_base.models import Reference
from knowledge_base.quantities import Quantity, quantities


def legal_aid_faults(
    parameters: LegalAidParameters, texts: Mapping[Reference, str], outdated: Collection[str] = ()
) -> Iterator[str]:
    """Overlapping entries of one region, citations that do not exist, lengths that no article states.

    Args:
        parameters: the file's content.
        texts: the current text of every article at hand; empty: only overlaps are told.
        outdated: titles that no longer count.
    """
    for (name, one), (other_name, other) in combinations(_named(parameters), 2):
        if name == other_name and one.region == other.region and _overlap(one, other):
            yield f"{FILE} {name}：{one.region}有两条在同一天生效，请给前一条写上 until"
    if not texts:
        return
    for name, reference in _citations(parameters):
        if reference not in texts:
            yield f"{FILE} {name}：找不到《{reference.law}》{reference.article}"
        if reference.law in outdated:
            yield f"{FILE} {name}：《{reference.law}》已被代替或修订（见 statutes/status.yaml）"
    for clock in parameters.clocks:
        text = texts.get(clock.citation)
        if text is not None and _length(clock) not in set(quantities(text)):
            yield f"{FILE} {clock.id}：引用的条文里没有“{clock.spelled}”"


def legal_aid_samples(parameters: LegalAidParameters) -> Iterator[str]:
    """What the bureau has still to confirm."""
    for name, valid in _named(parameters):
        if valid.sample:
            yield f"parameters/{FILE} 的{name}（{valid.region}，{valid.since} 起）还是示例：等待司法局确认"


def _named(parameters: LegalAidParameters) -> list[tuple[str, Validity]]:
    named = [("经济困难标准", one.valid) for one in parameters.hardship]
    for group in (parameters.clocks, parameters.extensions, parameters.green_channels, parameters.forms):
        named += [(one.id, one.valid) for one in group]
    return named


def _overlap(one: Validity, other: Validity) -> bool:
    return one.covers(other.since) or other.covers(one.since)


def _citations(parameters: LegalAidParameters) -> Iterator[tuple[str, Reference]]:
    for clock in parameters.clocks:
        yield clock.id, clock.citation
    for extension in parameters.extensions:
        yield extension.id, Reference(extension.law, extension.article)
        for reference in (extension.citation, *extension.also):
            if reference:
                yield extension.id, reference
    for channel in parameters.green_channels:
        for reference in channel.citations:
            yield channel.id, reference
    for form in parameters.forms:
        yield form.id, form.citation


def _length(clock: Clock) -> Quantity:
    return Quantity(Fraction(clock.length), clock.unit)
