"""Harm: what the automatic recipe does to clean photographs that need nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

import cv2
import numpy as np

from benchmarks import metrics, pictures
from benchmarks.bench import Bench, Suite, unit_of
from benchmarks.report import Bar, Row, mean
from restoration.photo import decode
from restoration.pipeline import Choice, restore_photo
from restoration.sessions import Stop
from restoration.stages import Version

NAME = "harm"
USUAL = 40
PSNR_BAR, SSIM_BAR = Bar(45), Bar(0.99)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One photograph through the pipeline: how far it moved, and which stages that may change pixels ran."""

    name: str
    error: float
    ssim: float
    ran: tuple[str, ...]

    @property
    def psnr(self) -> float:
        """Of the output to the input in dB; infinite when untouched."""
        return float("inf") if self.error == 0 else -10 * log10(self.error)


def measure(bench: Bench) -> list[Row]:
    """Run held-out photographs, as the files that they are and made grey, through the real pipeline."""
    files = list(pictures.held_out_files(bench.data, "photos", bench.most(USUAL)))
    rows = figures("clean photographs", [outcome(bench, name, content) for name, content in files])
    without = [outcome(bench, name, without_colour(content)) for name, content in files]
    return rows + figures("the same made grey", without)


def without_colour(content: bytes) -> bytes:
    """A PNG file of the luma of an image file; raises ValueError when it is none."""
    grey = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
    if grey is None:
        raise ValueError("a held-out file cannot be decoded")
    return bytes(cv2.imencode(".png", grey)[1])


def figures(of: str, outcomes: Sequence[Outcome]) -> list[Row]:
    """The rows of one kind of photographs."""
    worst = min(outcomes, key=lambda one: one.psnr)
    within = [PSNR_BAR.met(one.psnr) and SSIM_BAR.met(one.ssim) for one in outcomes]
    pooled = mean([one.error for one in outcomes])
    ran = Counter(stage for one in outcomes for stage in one.ran)
    stages = ", ".join(f"{stage} {count}" for stage, count in ran.most_common()) or "none"
    count = len(outcomes)
    return [
        Row(
            NAME,
            of,
            "untouched %",
            100 * mean([one.error == 0 for one in outcomes]),
            count,
            note=f"ran: {stages}",
        ),
        Row(NAME, of, "within both bars %", 100 * mean(within), count),
        Row(NAME, of, "worst PSNR dB", worst.psnr, count, bar=PSNR_BAR, note=worst.name),
        Row(NAME, of, "PSNR dB of the mean error", Outcome("", pooled, 1, ()).psnr, count, bar=PSNR_BAR),
        Row(NAME, of, "worst SSIM", min(one.ssim for one in outcomes), count, bar=SSIM_BAR),
        Row(
            NAME,
            of,
            "mean SSIM",
            mean([one.ssim for one in outcomes]),
            count,
            bar=SSIM_BAR,
            published={"a public service": 0.886},
            note="the service's always-on chain on photographs of its own",
        ),
    ]


def outcome(bench: Bench, name: str, content: bytes) -> Outcome:
    """One file through the pipeline with nothing asked for."""
    bench.progress(f"{NAME}: {name}")
    source = decode(content)
    result = restore_photo(source, Choice(), bench.sessions, {}, Stop(), lambda _progress: None)
    before, after = (unit_of(photo.pixels) for photo in (source, result.photos[Version.RESTORED]))
    error = metrics.mean_square(after, before)
    ran = tuple(report.stage for report in result.stages if report.ran and report.stage != "damage")
    return Outcome(name, error, metrics.ssim(after, before) if error else 1.0, ran)


SUITE = Suite(NAME, ("damage", "inpaint", "clean"), measure)
