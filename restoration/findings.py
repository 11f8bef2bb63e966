"""What was found out about a photograph: codes and figures, never sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from restoration.verdict import Verdict


class Tonality(StrEnum):
    """What kind of colour a photograph holds."""

    COLOUR = "colour"
    MONOCHROME = "monochrome"
    SEPIA = "sepia"  # every print of one tone: sepia, selenium, cyanotype, a yellowed black-and-white print


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of the picture, as fractions 0..1 of its width and height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: how bad it is (0 none, 1 worst), how sure that is, where, and what was measured.

    `code` is one of noise, blur, blockiness, fading, cast, dye, darkness, damage, guesswork, missing, or a
    `Tonality`, whose severity is 1. `region` is None for the whole picture. The keys of `figures` name their
    unit.
    """

    code: str
    severity: float
    confidence: float
    region: Region | None = None
    figures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Condition:
    """The state a photograph is in; `kind` is one of `verdict.KINDS`, `verdict` is what the network said."""

    findings: tuple[Finding, ...]
    tonality: Tonality
    kind: str = "photograph"
    verdict: Verdict | None = None

    def severity(self, code: str) -> float:
        """The worst severity found under this code, 0 when there is none."""
        return max((finding.severity for finding in self.findings if finding.code == code), default=0.0)

    def figure(self, code: str, name: str) -> float | None:
        """What was measured under this code and name, None when nothing was."""
        for finding in self.findings:
            if finding.code == code and name in finding.figures:
                return finding.figures[name]
        return None

    def with_findings(self, *more: Finding) -> Condition:
        """The same condition with findings that a later stage has made."""
        return replace(self, findings=(*self.findings, *more))

    def to_json(self) -> dict[str, Any]:
        """Plain values for a report; figures with four decimals."""
        return {
            "tonality": self.tonality.value,
            "kind": self.kind,
            "findings": [_finding_to_json(finding) for finding in self.findings],
            **({} if self.verdict is None else {"verdict": self.verdict.to_json()}),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Condition:
        """The condition that `to_json` wrote down."""
        findings = tuple(_finding_from_json(row) for row in values["findings"])
        verdict = Verdict.from_json(values["verdict"]) if "verdict" in values else None
        return cls(findings, Tonality(values["tonality"]), values.get("kind", "photograph"), verdict)


def ramp(value: float, nothing: float, full: float) -> float:
    """0 up to `nothing`, 1 from `full`, straight in between; `full` may lie below `nothing`."""
    return float(min(1.0, max(0.0, (value - nothing) / (full - nothing))))


def _finding_to_json(finding: Finding) -> dict[str, Any]:
    region = finding.region
    corners = None if region is None else [region.left, region.top, region.width, region.height]
    return {
        "code": finding.code,
        "severity": round(finding.severity, 4),
        "confidence": round(finding.confidence, 4),
        "region": corners if corners is None else [round(value, 4) for value in corners],
        "figures": {name: round(float(value), 4) for name, value in finding.figures.items()},
    }


def _finding_from_json(row: Mapping[str, Any]) -> Finding:
    region = None if row["region"] is None else Region(*row["region"])
    return Finding(row["code"], row["severity"], row["confidence"], region, dict(row["figures"]))
