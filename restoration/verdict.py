"""The verdict on a photograph: the answers of the network `condition`, calibrated.

The network answers with probabilities that were calibrated on held-out pictures. Exact facts (levels, bit
depth, pages) are no matter of opinion and stay rules of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Float = npt.NDArray[np.float32]

KINDS = (
    "photograph",
    "negative_colour",
    "negative_neutral",
    "halftone",
    "few_levels",
    "drawing",
    "document",
    "screenshot",
)
"""What a picture is."""

NEGATIVES = frozenset({"negative_colour", "negative_neutral"})

TONALITIES = ("neutral", "toned", "tinted", "colour", "layer_lost")
"""What colour a photograph holds: none, one tone (sepia, amber, cyanotype), paint by hand, all, or all but
that of a dye that is gone."""

LAYERS = ("red", "green", "blue")
"""The dye layers by the light that they hold back: cyan, magenta and yellow."""

TURNS = (0, 90, 180, 270)
"""Degrees clockwise that bring a picture upright."""

CONDITIONS = ("noise", "grain", "blur", "blocks", "exposure")
SCALES: Mapping[str, float] = {"noise": 20.0, "grain": 20.0, "blur": 3.0, "blocks": 70.0, "exposure": 3.0}
"""What the network counts in ones of: sigma in 8-bit steps, in pixels, 100 less the quality of the JPEG, and
stops (below 0 too dark)."""

WIDTHS: Mapping[str, int] = {
    "kind": len(KINDS),
    "tonality": len(TONALITIES),
    "turn": len(TURNS),
    "several": 1,
    "framed": 1,
    "old": 1,
    "loss": 3,
    "stain": 3,
    "corners": 8,
    "conditions": len(CONDITIONS),
}
"""The parts of the network's output, in order: log-odds for the first six, values for the others."""

OUTPUTS = sum(WIDTHS.values())


def parts(output: Float) -> dict[str, Float]:
    """An output (..., OUTPUTS) of the network by the names of its parts."""
    ends = np.cumsum(list(WIDTHS.values()))[:-1]
    return dict(zip(WIDTHS, np.split(output, ends, axis=-1), strict=True))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The network's answers on one photograph; probabilities 0..1.

    Attributes:
        kind: probability of each of `KINDS`.
        tonality: probability of each of `TONALITIES`, given that it is a photograph.
        turn: probability of each of `TURNS`.
        several: that there is more than one picture on a page.
        framed: that a print lies within a larger frame, such as a table; then `corners` are its corners.
        old: that it looks old and not like a fresh digital photograph.
        loss: (3,) share of its density that each of `LAYERS` lost, 0..1.
        stain: (3,) density that lies over each of them.
        corners: (4, 2) x, y as shares of the picture, clockwise from the upper left.
        conditions: by name of `CONDITIONS`, in their units.
    """

    kind: Mapping[str, float]
    tonality: Mapping[str, float]
    turn: Mapping[int, float]
    several: float
    framed: float
    old: float
    loss: tuple[float, float, float]
    stain: tuple[float, float, float]
    corners: tuple[tuple[float, float], ...]
    conditions: Mapping[str, float]

    @property
    def likely_kind(self) -> str:
        """The most probable kind."""
        return max(self.kind, key=self.kind.__getitem__)

    @property
    def likely_tonality(self) -> str:
        """The most probable tonality."""
        return max(self.tonality, key=self.tonality.__getitem__)

    @property
    def likely_turn(self) -> int:
        """The most probable turn in degrees clockwise."""
        return max(self.turn, key=self.turn.__getitem__)

    def to_json(self) -> dict[str, Any]:
        """Plain values for a report, with four decimals."""
        return {
            "kind": _rounded(self.kind),
            "tonality": _rounded(self.tonality),
            "turn": {str(turn): round(share, 4) for turn, share in self.turn.items()},
            "several": round(self.several, 4),
            "framed": round(self.framed, 4),
            "old": round(self.old, 4),
            "loss": [round(value, 4) for value in self.loss],
            "stain": [round(value, 4) for value in self.stain],
            "corners": [[round(x, 4), round(y, 4)] for x, y in self.corners],
            "conditions": _rounded(self.conditions),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Verdict:
        """The verdict that `to_json` wrote down."""
        plain = dict(values)
        plain["turn"] = {int(turn): share for turn, share in values["turn"].items()}
        plain["loss"], plain["stain"] = tuple(values["loss"]), tuple(values["stain"])
        plain["corners"] = tuple((x, y) for x, y in values["corners"])
        return cls(**plain)


def verdict_of(output: Float) -> Verdict:
    """The verdict that an output (OUTPUTS,) of the network tells; its log-odds are calibrated already."""
    part = parts(np.asarray(output, np.float32).reshape(-1))
    chances = {name: float(_logistic(part[name])[0]) for name in ("several", "framed", "old")}
    values = {name: np.clip(part[name], 0, 1) for name in ("loss", "stain", "corners")}
    corner = values["corners"].reshape(4, 2)
    loss, stain = (tuple(float(value) for value in values[name]) for name in ("loss", "stain"))
    return Verdict(
        kind=_shares(KINDS, part["kind"]),
        tonality=_shares(TONALITIES, part["tonality"]),
        turn=dict(zip(TURNS, _softmax(part["turn"]), strict=True)),
        several=chances["several"],
        framed=chances["framed"],
        old=chances["old"],
        loss=(loss[0], loss[1], loss[2]),
        stain=(stain[0], stain[1], stain[2]),
        corners=tuple((float(x), float(y)) for x, y in corner),
        conditions={
            name: float(value) * SCALES[name]
            for name, value in zip(CONDITIONS, part["conditions"], strict=True)
        },
    )


def _shares(names: tuple[str, ...], log_odds: Float) -> dict[str, float]:
    return dict(zip(names, _softmax(log_odds), strict=True))


def _softmax(log_odds: Float) -> list[float]:
    power = np.exp(log_odds - log_odds.max())
    return [float(share) for share in power / power.sum()]


def _logistic(log_odds: Float) -> Float:
    return np.asarray(1 / (1 + np.exp(-log_odds)), np.float32)


def _rounded(shares: Mapping[str, float]) -> dict[str, float]:
    return {name: round(share, 4) for name, share in shares.items()}
