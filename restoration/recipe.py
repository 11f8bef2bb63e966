"""What is done to a photograph and how strongly: chosen from its condition, or by hand."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from restoration.errors import InvalidRecipe
from restoration.findings import Condition, Tonality
from restoration.verdict import NEGATIVES

SCALES = (1, 2, 4)

_NEUTRAL_STRENGTH = 0.5
_LEAST = 0.03
_GRAIN = 0.25
_MOST_HINTS = 100
_OPEN_TONES = 0.25
_MOST_ENHANCED = 0.6

_HALFTONE = "halftone"
_NEVER_SEARCHED = frozenset({"few_levels", "screenshot"})
"""Kinds whose steps, dots and letters a search would take for damage, and cleaning for noise."""

_NEVER_COLOURED = frozenset({"few_levels", "document", "drawing", "screenshot"})

FORMER_NAMES = {"restore": "clean"}
"""Stages and networks that had another name before, which what is stored and who calls may still use."""


def renamed(values: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping by the names of stages or networks, with the names of today."""
    return {FORMER_NAMES.get(name, name): value for name, value in values.items()}


@dataclass(frozen=True, slots=True)
class Hint:
    """A colour that a person gave to a place.

    Attributes:
        x: 0..1 from the left edge of the photograph.
        y: 0..1 from its top.
        color: sRGB as "#rrggbb"; its hue and chroma count, the lightness stays the photograph's.
    """

    x: float
    y: float
    color: str


class ColorChoice(StrEnum):
    """When a coloured version is made."""

    AUTO = "auto"  # of photographs without colour
    ALWAYS = "always"
    NEVER = "never"


class Look(StrEnum):
    """How a restored version is to look."""

    FAITHFUL = "faithful"  # repaired: nothing that was not there
    LIVELY = "lively"  # crisp and with open tones, as a restorer would hand it over


def look_of(setting: str, *, automatic: Look) -> Look:
    """The look that a setting names; `automatic` where it says "auto"."""
    return automatic if setting == "auto" else Look(setting)


class Kind(StrEnum):
    """How a parameter is set."""

    NUMBER = "number"
    SWITCH = "switch"


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set: name, kind, range and default, and the stage that reads it."""

    name: str
    kind: Kind
    minimum: float
    maximum: float
    default: float | bool
    stage: str


def _number(default: float, maximum: float, stage: str) -> float:
    value: float = field(default=default, metadata={"maximum": maximum, "stage": stage})
    return value


def _switch(stage: str) -> bool:
    value: bool = field(default=False, metadata={"maximum": 1.0, "stage": stage})
    return value


@dataclass(frozen=True, slots=True)
class Recipe:
    """Strength of every stage, 0..1 where nothing else is said; 0 leaves the stage out."""

    invert: bool = _switch("develop")
    """Whether a positive is made of a negative."""
    exposure: float = _number(0.0, 1, "develop")
    """How far a picture that is too dark is given light."""
    repair: float = _number(0.5, 1, "damage")
    """How sensitive the search for damage is."""
    stains: float = _number(1.0, 1, "stains")
    """How far stains that the picture shines through are taken off."""
    inpaint: float = _number(1.0, 1, "inpaint")
    """How far found damage is replaced."""
    clean: float = _number(0.0, 1, "clean")
    """How much of what the network takes for noise, blocks and blur is removed."""
    grain: float = _number(0.0, 1, "grain")
    """How much of the grain that cleaning took away is given back as new."""
    fading: float = _number(0.0, 1, "tone")
    """How far black and white are brought back."""
    cast: float = _number(0.0, 1, "tone")
    """How far an overall tint is taken out; on a print of one tone this is its tone."""
    contrast: float = _number(0.0, 1, "tone")
    """How much contrast the midtones gain."""
    enhance: float = _number(0.0, 1, "scale")
    """How much of the fine detail that a network invents is taken, for a crisper picture."""
    colorize: bool = _switch("colorize")
    """Whether a coloured version is made."""
    vividness: float = _number(1.0, 2, "colorize")
    """Factor 0..2 on the predicted chroma."""
    alternative: bool = _switch("colorize")
    """Whether the network's second suggestion is taken where it is unsure of the first."""
    hints: tuple[Hint, ...] = ()
    """Colours for places, obeyed there and spread to the edges of what lies there; later ones win."""
    scale: int = 1
    """How many times as wide and high the result is, one of SCALES."""

    def __post_init__(self) -> None:
        """Raise InvalidRecipe for a value out of its range."""
        if type(self.scale) is not int or self.scale not in SCALES:
            raise InvalidRecipe(name="scale", value=str(self.scale)[:40], reason="not_a_scale")
        for parameter in self.schema():
            _check(parameter, getattr(self, parameter.name))

    @classmethod
    def automatic(
        cls,
        condition: Condition,
        *,
        strength: float = _NEUTRAL_STRENGTH,
        color: ColorChoice = ColorChoice.AUTO,
        look: Look = Look.FAITHFUL,
    ) -> Recipe:
        """The recipe that a condition asks for: what is sound is left alone.

        `strength` 0..1 scales it all, 0.5 is neutral, 0 is nothing. Damage is only found later, so the search
        for it is always on; what it finds is replaced fully or not at all: half a scratch is a scratch.
        The faithful `look` repairs; the lively one also makes soft and noisy pictures crisp.

        Raises InvalidRecipe when `strength` is out of range.
        """
        _check(Setting("strength", Kind.NUMBER, 0.0, 1.0, _NEUTRAL_STRENGTH, ""), strength)
        sound = (1 - condition.severity(code) for code in ("noise", "blur", "blockiness"))
        colourless = condition.tonality is not Tonality.COLOUR and strength > 0
        dye = condition.severity("dye")
        fading = 0.9 * max(_rise(condition.severity("fading"), 2.2), dye)
        searched = condition.kind not in _NEVER_SEARCHED
        grainy = condition.kind != _HALFTONE and strength > 0
        crisp = searched and look is not Look.FAITHFUL
        return cls(
            invert=condition.kind in NEGATIVES and strength > 0,
            exposure=_scaled(condition.severity("darkness"), strength),
            repair=strength if searched else 0.0,
            stains=1.0 if searched and strength > 0 else 0.0,
            inpaint=1.0 if strength > 0 else 0.0,
            grain=_GRAIN if grainy else 0.0,
            clean=_scaled(_rise(1 - math.prod(sound), 2.2), strength) if searched else 0.0,
            fading=_scaled(fading, strength),
            cast=_scaled(max(condition.severity("cast"), dye), strength),
            contrast=_scaled((0.1 if look is Look.FAITHFUL else _OPEN_TONES) * fading, strength),
            enhance=_scaled(_enhancement(condition), strength) if crisp else 0.0,
            colorize=color is ColorChoice.ALWAYS
            or (color is ColorChoice.AUTO and colourless and condition.kind not in _NEVER_COLOURED),
        )

    def only(self, stage: str) -> Recipe:
        """This recipe with all other stages left out."""
        others = {parameter.name: parameter for parameter in self.schema() if parameter.stage != stage}
        scale = self.scale if stage == "scale" else 1
        return replace(self, scale=scale, **{name: type(row.default)(0) for name, row in others.items()})  # type: ignore[arg-type]

    @classmethod
    @functools.cache
    def schema(cls) -> tuple[Setting, ...]:
        """Every parameter in the order of work; `hints` and `scale` are none, they have no range."""
        settable = [row for row in fields(cls) if "stage" in row.metadata]
        blank = {row.name: row.default for row in settable if isinstance(row.default, bool | float)}
        return tuple(
            Setting(
                row.name,
                Kind.SWITCH if isinstance(blank[row.name], bool) else Kind.NUMBER,
                0.0,
                row.metadata["maximum"],
                blank[row.name],
                row.metadata["stage"],
            )
            for row in settable
        )

    @classmethod
    def from_mapping(cls, values: Mapping[str, object]) -> Recipe:
        """A recipe from plain values, as from YAML or a form; what is missing has its default.

        Raises InvalidRecipe, which names the parameter, for an unknown name and a value of the wrong kind
        or out of range.
        """
        known = {parameter.name: parameter for parameter in cls.schema()}
        plain = renamed(values)
        hints, scale = _hints(plain.pop("hints", ())), plain.pop("scale", 1)
        for name, value in plain.items():
            if name not in known:
                raise InvalidRecipe(name=str(name)[:40], reason="unknown")
            _check(known[name], value)
        return cls(**plain, hints=hints, scale=scale)

    def to_mapping(self) -> dict[str, Any]:
        """Plain values that `from_mapping` reads: numbers, switches, and `hints` as a list of mappings."""
        return {**asdict(self), "hints": [asdict(hint) for hint in self.hints]}


def _check(parameter: Setting, value: object) -> None:
    if parameter.kind is Kind.SWITCH:
        if not isinstance(value, bool):
            raise InvalidRecipe(name=parameter.name, value=str(value)[:40], reason="not_a_switch")
        return
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InvalidRecipe(name=parameter.name, value=str(value)[:40], reason="not_a_number")
    if not parameter.minimum <= value <= parameter.maximum:
        limits = {"minimum": parameter.minimum, "maximum": parameter.maximum}
        raise InvalidRecipe(name=parameter.name, value=value, **limits)


def _hints(values: object) -> tuple[Hint, ...]:
    """Hints from plain values, a list of mappings with x, y and color; raises InvalidRecipe."""
    if not isinstance(values, Sequence) or isinstance(values, str) or len(values) > _MOST_HINTS:
        raise InvalidRecipe(name="hints", reason="not_a_list", maximum=_MOST_HINTS)
    hints = []
    for value in values:
        if not isinstance(value, Mapping) or set(value) != {"x", "y", "color"}:
            raise InvalidRecipe(name="hints", value=str(value)[:40], reason="not_a_hint")
        for axis in ("x", "y"):
            _check(Setting(f"hints.{axis}", Kind.NUMBER, 0.0, 1.0, 0.0, "colorize"), value[axis])
        color = value["color"]
        if not isinstance(color, str) or not re.fullmatch("#[0-9a-fA-F]{6}", color):
            raise InvalidRecipe(name="hints.color", value=str(color)[:40], reason="not_a_color")
        hints.append(Hint(float(value["x"]), float(value["y"]), color.lower()))
    return tuple(hints)


def _enhancement(condition: Condition) -> float:
    """How much invented detail a picture can do with: what is soft or noisy lost its own."""
    lost = (1 - condition.severity(code) for code in ("noise", "blur", "blockiness"))
    return _MOST_ENHANCED * _rise(1 - math.prod(lost), 2.2)


def _rise(severity: float, steepness: float) -> float:
    """A strength that reaches 1 well before the worst severity does."""
    return min(1.0, steepness * severity)


def _scaled(value: float, strength: float) -> float:
    """What a strength makes of a value; so little that nobody sees it is left undone."""
    scaled = min(1.0, value * strength / _NEUTRAL_STRENGTH)
    return scaled if scaled >= _LEAST else 0.0
