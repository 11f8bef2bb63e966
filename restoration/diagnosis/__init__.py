"""The diagnosis of a photograph: exact facts, closed-form estimators over a sample, a learned verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from restoration.development import missing_stops, negative_curves, opening_curves, through
from restoration.diagnosis.blockiness import blockiness_finding
from restoration.diagnosis.blur import blur_finding
from restoration.diagnosis.damage import damage_findings, mark_findings, stain_findings
from restoration.diagnosis.facts import facts_of
from restoration.diagnosis.judgement import darkness_finding, dye_finding, judged_kind, judged_tonality
from restoration.diagnosis.noise import noise_finding
from restoration.diagnosis.sample import SMALL_PX, Float, Sample, Words, reduce, take_sample
from restoration.diagnosis.tonality import tonality_finding
from restoration.diagnosis.tones import cast_finding, fading_finding
from restoration.diagnosis.viewing import Measured, views
from restoration.findings import Condition, Finding, Region, Tonality
from restoration.verdict import Verdict, verdict_of

__all__ = [
    "NETWORK",
    "Ask",
    "Condition",
    "Finding",
    "Region",
    "Tonality",
    "analyse",
    "damage_findings",
    "mark_findings",
    "stain_findings",
]

NETWORK = "condition"

Ask = Callable[[Mapping[str, Float]], Float]
"""Runs the network `condition` on named inputs and gives its output."""


def analyse(pixels: Words, ask: Ask | None = None) -> Condition:
    """Condition of (H, W, 3) uint16 sRGB pixels: noise, blur, blockiness, fading, cast and tonality.

    Each finding is there, with severity 0 where all is well, so that a report can tell what was measured.
    Without `ask` there is no learned verdict, and rules alone decide what it would have told. Of a negative
    and of a picture that is too dark, tones and noise are those of what the stage `develop` makes of it.
    Damage is not looked for here: `damage_findings` reads it from the mask that the damage stage makes.
    """
    sample = take_sample(pixels)
    by_rule = tonality_finding(sample.small)
    verdict = None if ask is None else _verdict(pixels, sample, by_rule, ask)
    facts = facts_of(pixels)
    kind = judged_kind(verdict, facts)
    darkness = darkness_finding(sample.small, verdict, facts, kind)
    if kind.startswith("negative") or darkness.severity > 0:
        sample = _developed(pixels, sample, kind)
        by_rule = tonality_finding(sample.small)
    tonality = judged_tonality(verdict, kind, by_rule)
    findings = (*_findings(sample, Tonality(tonality.code)), dye_finding(verdict, kind), darkness, tonality)
    return Condition(findings, Tonality(tonality.code), kind, verdict)


def _findings(sample: Sample, kind: Tonality) -> tuple[Finding, ...]:
    fading = fading_finding(sample.small, kind)
    # What is faint in a faded print is no longer faint when the print has its contrast back.
    contrast = fading.figures["contrast_ratio"] if fading.severity > 0.05 else 1.0
    return (
        noise_finding(sample, contrast, kind is not Tonality.COLOUR),
        blur_finding(sample),
        blockiness_finding(sample, contrast),
        fading,
        cast_finding(sample.small, kind),
    )


def _verdict(pixels: Words, sample: Sample, tonality: Finding, ask: Ask) -> Verdict:
    measured = Measured(tonality, blur_finding(sample), blockiness_finding(sample, 1.0))
    return verdict_of(ask(views(pixels, sample, measured)))


def _developed(pixels: Words, sample: Sample, kind: str) -> Sample:
    """The sample as the stage `develop` leaves the picture."""
    whole = reduce(pixels, SMALL_PX)
    if kind.startswith("negative"):
        curves = negative_curves(whole, neutral=kind == "negative_neutral")
    else:
        curves = opening_curves(missing_stops(whole))
    pieces = tuple(through(piece, curves) for piece in sample.pieces)
    return replace(sample, pieces=pieces, small=through(sample.small, curves))
