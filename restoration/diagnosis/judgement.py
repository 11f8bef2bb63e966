"""What is made of the network's answers and the exact facts: kind, tonality, a lost dye, and darkness.

An answer counts where it is sure enough for what follows from it: to invert a picture that is no negative
spoils it, to leave one as it is does not.
"""

from __future__ import annotations

from dataclasses import replace

from restoration.development import missing_stops
from restoration.diagnosis.facts import Facts
from restoration.diagnosis.sample import Words
from restoration.findings import Finding, Tonality, ramp
from restoration.verdict import Verdict

PHOTOGRAPH = "photograph"
FEW_LEVELS = "few_levels"

SURE = {"negative_colour": 0.8, "negative_neutral": 0.8, "few_levels": 0.9}
"""How probable a kind must be before it is acted on; the others need `SURE_OTHERWISE`."""

SURE_OTHERWISE = 0.7
_SURE_TONE = 0.6
_LOST = (0.75, 0.95)  # probabilities from which on a lost dye is suspected, and believed
_DARK_STOPS = (1.0, 2.5)
_DARK_ANSWER = -1.0  # stops that the network must miss as well
_TWELVE_IN_SIXTEEN = 1 / 15.5

_COARSE = {
    "neutral": Tonality.MONOCHROME,
    "toned": Tonality.SEPIA,
    "tinted": Tonality.COLOUR,
    "colour": Tonality.COLOUR,
    "layer_lost": Tonality.COLOUR,
}


def judged_kind(verdict: Verdict | None, facts: Facts) -> str:
    """One of `KINDS`; a photograph where nothing else is sure."""
    if facts.few_levels:
        return FEW_LEVELS
    if verdict is None:
        return PHOTOGRAPH
    likely = verdict.likely_kind
    return likely if verdict.kind[likely] >= SURE.get(likely, SURE_OTHERWISE) else PHOTOGRAPH


def judged_tonality(verdict: Verdict | None, kind: str, by_rule: Finding) -> Finding:
    """The finding of the closed form with the network's tonality, where the network is sure of one."""
    if kind == "negative_neutral":
        return replace(by_rule, code=Tonality.MONOCHROME.value)
    if verdict is None or kind != PHOTOGRAPH:
        return by_rule
    shares: dict[Tonality, float] = {}
    for name, share in verdict.tonality.items():
        shares[_COARSE[name]] = shares.get(_COARSE[name], 0.0) + share
    likely = max(shares, key=shares.__getitem__)
    if shares[likely] < _SURE_TONE:
        return by_rule
    return replace(by_rule, code=likely.value, confidence=shares[likely])


def dye_finding(verdict: Verdict | None, kind: str) -> Finding:
    """Finding "dye": how sure it is that a layer of a colour print is gone, and what each layer lost."""
    names = ("red_loss_ratio", "green_loss_ratio", "blue_loss_ratio")
    if verdict is None or kind != PHOTOGRAPH:
        return Finding("dye", 0.0, 0.0, figures=dict.fromkeys(names, 0.0))
    sure = ramp(verdict.tonality["layer_lost"], *_LOST)
    return Finding(
        "dye", sure, verdict.tonality["layer_lost"], figures=dict(zip(names, verdict.loss, strict=True))
    )


def darkness_finding(small: Words, verdict: Verdict | None, facts: Facts, kind: str) -> Finding:
    """Finding "darkness": stops that the lightest tones lack, where the picture is too dark and no night."""
    stops = missing_stops(small)
    figures = {"missing_stops": stops}
    if kind != PHOTOGRAPH:
        return Finding("darkness", 0.0, 1.0, figures=figures)
    if facts.reach < _TWELVE_IN_SIXTEEN:
        return Finding("darkness", ramp(stops, 0.0, _DARK_STOPS[1]), 1.0, figures=figures)
    agreed = verdict is not None and verdict.conditions["exposure"] < _DARK_ANSWER
    severity = ramp(stops, *_DARK_STOPS) if agreed else 0.0
    return Finding("darkness", severity, 0.5 + abs(severity - 0.5), figures=figures)
