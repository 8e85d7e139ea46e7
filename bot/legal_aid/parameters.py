"""The parameters that hold at one place on one day. What is not kept is missing, never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.legal_aid.errors import ParameterMissing
from bot.legal_aid.facts import NAMES, TRUTHS
from bot.legal_aid.matters import Matter
from knowledge_base.faq_entries import InvalidContent
from knowledge_base.legal_aid_parameters import (
    FILE,
    Clock,
    Extension,
    GreenChannel,
    HardshipStandard,
    LegalAidParameters,
    LocalForm,
    in_force,
    read_legal_aid_parameters,
)


@dataclass(frozen=True, slots=True, eq=False)
class Local:
    """What holds in ``region`` on ``on``; ``regions`` is the chain to the nation, the nearest first."""

    region: str
    on: date
    regions: tuple[str, ...]
    standard: HardshipStandard | None
    clocks: Mapping[str, Clock]
    extensions: tuple[Extension, ...]
    green_channels: tuple[GreenChannel, ...]
    forms: tuple[LocalForm, ...]
    papers: Mapping[str, tuple[str, ...]]

    def hardship(self) -> HardshipStandard:
        """The hardship standard.

        Raises:
            ParameterMissing: none is kept.
        """
        if self.standard is None:
            raise ParameterMissing(
                f"没有{self.region}在 {self.on} 的经济困难标准，所以不能判断。"
                f"请司法局在 parameters/{FILE} 里补上，或者换一个地区、日期。"
            )
        return self.standard

    def clock(self, name: str) -> Clock:
        """A statutory clock.

        Raises:
            ParameterMissing: none is kept.
        """
        if name not in self.clocks:
            raise ParameterMissing(
                f"没有{self.region}在 {self.on} 的期限“{name}”。请司法局在 parameters/{FILE} 里补上。"
            )
        return self.clocks[name]


def open_parameters(folder: Path) -> LegalAidParameters:
    """The parameters of ``folder``, every matter and fact that they name known to the criteria.

    Raises:
        InvalidContent: the file is not as its schema says, or names a matter or fact that is none.
    """
    parameters = read_legal_aid_parameters(folder)
    matters = {matter.value for matter in Matter}
    named = [(one.id, matter) for one in parameters.extensions for matter in one.matters]
    named += [(one.id, matter) for one in parameters.green_channels for matter in one.matters]
    named += [("papers", matter) for matter in parameters.papers]
    for owner, matter in named:
        if matter not in matters:
            raise InvalidContent(f"{FILE} {owner}：没有“{matter}”这种事项")
    for extension in parameters.extensions:
        wanted = ("people",) if extension.at_least is not None else TRUTHS
        if extension.fact not in wanted:
            raise InvalidContent(f"{FILE} {extension.id}：“{extension.fact}”不能作条件")
    for channel in parameters.green_channels:
        for fact in channel.when:
            if fact not in NAMES or fact not in TRUTHS:
                raise InvalidContent(f"{FILE} {channel.id}：“{fact}”不能作条件")
    return parameters


@lru_cache(maxsize=512)
def local(parameters: LegalAidParameters, on: date, region: str) -> Local:
    """What holds at a place on a day; a wider region fills in for a nearer one.

    Args:
        parameters: the file's content.
        on: the day.
        region: name or code.

    Raises:
        ParameterMissing: nothing is kept for that region.
    """
    chain = parameters.chain(region)
    if not chain:
        known = "、".join(one.name for one in parameters.regions)
        shown = region[:20].encode("utf-8", "replace").decode()
        raise ParameterMissing(f"没有地区“{shown}”的参数，现在有的是：{known}。")
    standards = in_force(parameters.hardship, chain, on)
    clocks: dict[str, Clock] = {}
    for clock in in_force(parameters.clocks, chain, on):
        clocks.setdefault(clock.id, clock)
    channels: dict[str, GreenChannel] = {}
    for channel in in_force(parameters.green_channels, chain, on):
        channels.setdefault(channel.id, channel)
    extensions: dict[str, Extension] = {}
    for extension in in_force(parameters.extensions, chain, on):
        extensions.setdefault(extension.id, extension)
    return Local(
        region=chain[0],
        on=on,
        regions=chain,
        standard=standards[0] if standards else None,
        clocks=clocks,
        extensions=tuple(extensions.values()),
        green_channels=tuple(channels.values()),
        forms=tuple(in_force(parameters.forms, chain, on)),
        papers=parameters.papers,
    )
