"""The diagnosis of a photograph: closed-form estimators, each in a file of its own, over one small sample."""

from __future__ import annotations

from restoration.diagnosis.blockiness import blockiness_finding
from restoration.diagnosis.blur import blur_finding
from restoration.diagnosis.damage import damage_findings, mark_findings, stain_findings
from restoration.diagnosis.noise import noise_finding
from restoration.diagnosis.sample import Words, take_sample
from restoration.diagnosis.tonality import tonality_finding
from restoration.diagnosis.tones import cast_finding, fading_finding
from restoration.findings import Condition, Finding, Region, Tonality

__all__ = [
    "Condition",
    "Finding",
    "Region",
    "Tonality",
    "analyse",
    "damage_findings",
    "mark_findings",
    "stain_findings",
]


def analyse(pixels: Words) -> Condition:
    """Condition of (H, W, 3) uint16 sRGB pixels: noise, blur, blockiness, fading, cast and tonality.

    Each finding is there, with severity 0 where all is well, so that a report can tell what was measured.
    Damage is not looked for here: `damage_findings` reads it from the mask that the damage stage makes.
    """
    sample = take_sample(pixels)
    tonality = tonality_finding(sample.small)
    kind = Tonality(tonality.code)
    fading = fading_finding(sample.small, kind)
    # What is faint in a faded print is no longer faint when the print has its contrast back.
    contrast = fading.figures["contrast_ratio"] if fading.severity > 0.05 else 1.0
    findings = (
        noise_finding(sample, contrast, kind is not Tonality.COLOUR),
        blur_finding(sample),
        blockiness_finding(sample, contrast),
        fading,
        cast_finding(sample.small, kind),
        tonality,
    )
    return Condition(findings, kind)
