"""Marks by sort: tears by their width, prints scanned finer, stains taken off, writing left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import cv2
import numpy as np

from benchmarks import metrics
from benchmarks.bench import Bench, Bytes, Floats, Suite, unit_of
from benchmarks.pictures import held_out_photographs, unit
from benchmarks.report import Bar, Row, mean, standard_error
from restoration.color import srgb_to_lab
from restoration.recipe import Recipe
from restoration.stages import damage as stage
from restoration.stages import stains as lifting
from training.degradation import physical, stains, writing
from training.degradation.decay import Print
from training.degradation.sheet import Sheet
from training.degradation.strokes import Ink, across, jagged

NAME = "marks"
USUAL = 30
WIDTHS_PX = (2, 4, 8, 14, 30)
SCALES = (2, 3)
HEIGHT_PX = 640
"""Pictures are enlarged to this shorter side: a tear of 30 px is then a twentieth of it."""

STAINS = (("stains", stains.stain), ("foxing", stains.foxing), ("water marks", stains.water))

Mark = Callable[[Sheet, np.random.Generator], None]


def measure(bench: Bench) -> list[Row]:
    """Recall of tears by width, of all damage by how finely it was scanned; stains; writing."""
    photographs = [
        grey(enlarged(picture.pixels)) if place % 2 else enlarged(picture.pixels)
        for place, picture in enumerate(held_out_photographs(bench.data, "photos", bench.most(USUAL)))
    ]
    rows = []
    for width in WIDTHS_PX:
        bench.progress(f"{NAME}: tears of {width} px")
        found = [torn(bench, pixels, width, place) for place, pixels in enumerate(photographs)]
        of = f"tears of {width} px"
        rows.append(
            Row(NAME, of, "share of pixels found", mean(found), len(found), bench.seed, bar=Bar(0.75))
        )
    rows += list(scans(bench, photographs))
    for name, kind in STAINS:
        bench.progress(f"{NAME}: {name}")
        rows += stained(bench, name, kind, photographs)
    bench.progress(f"{NAME}: writing")
    rows.append(letters(bench, photographs))
    return rows


def enlarged(pixels: Bytes) -> Bytes:
    """The picture with a shorter side of :data:`HEIGHT_PX`."""
    scale = HEIGHT_PX / min(pixels.shape[:2])
    size = (round(pixels.shape[1] * scale), round(pixels.shape[0] * scale))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC), np.uint8)


def grey(pixels: Bytes) -> Bytes:
    """The picture without colour, (H, W, 3) uint8."""
    return np.asarray(cv2.cvtColor(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB), np.uint8)


def sheet_of(pixels: Bytes) -> Sheet:
    """A print on white paper that nothing has happened to yet."""
    return Sheet(Print(unit(pixels), np.full(3, 0.96, np.float32), np.full(3, 0.04, np.float32)))


def torn(bench: Bench, pixels: Bytes, width_px: int, place: int) -> float:
    """Share of a tear's pixels that the stage marks; it runs through the whole picture."""
    rng, sheet = bench.rng(1, width_px, place), sheet_of(pixels)
    ink = Ink(*sheet.size)
    ink.stroke(jagged(*across(*sheet.size, rng), 0.04, rng), width_px)
    tear = ink.coverage()
    sheet.cover(tear, physical.bare(sheet, rng) if place % 2 else np.zeros(3, np.float32))
    canvas = bench.canvas(to_bytes(sheet.picture), Recipe())
    stage.run(canvas)
    marked = np.zeros(sheet.size, np.uint8) if canvas.mask is None else canvas.mask
    return float((marked[tear > 127] > 0).mean())


def scans(bench: Bench, photographs: list[Bytes]) -> Iterator[Row]:
    """What is found in a worn print, enlarged, beside what is found in it as it is."""
    shares: dict[int, list[float]] = {scale: [] for scale in (1, *SCALES)}
    bench.progress(f"{NAME}: finer scans")
    for place, pixels in enumerate(photographs[:: max(1, len(photographs) // 10)]):
        sheet = sheet_of(cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))  # type: ignore[arg-type]
        rng = bench.rng(2, place)
        for kind in (physical.lines, physical.flakes, physical.cracks, physical.dust):
            kind(sheet, rng)
        print_ = to_bytes(sheet.picture)
        for scale in shares:
            size = (print_.shape[1] * scale, print_.shape[0] * scale)
            canvas = bench.canvas(
                np.asarray(cv2.resize(print_, size, interpolation=cv2.INTER_CUBIC)), Recipe()
            )
            shares[scale].append(stage.run(canvas)["area_percent"])
    for scale in SCALES:
        ratio = sum(shares[scale]) / max(sum(shares[1]), 1e-9)
        yield Row(
            NAME,
            f"worn prints scanned {scale} times as fine",
            "found, of that at once",
            ratio,
            len(shares[1]),
            bench.seed,
            bar=Bar(0.8),
        )


def stained(bench: Bench, name: str, kind: Mark, photographs: list[Bytes]) -> list[Row]:
    """CIEDE2000 to the truth inside stains, before and after; and how much changes outside of them."""
    before, after, outside = [], [], []
    for place, pixels in enumerate(photographs):
        sheet = sheet_of(pixels)
        kind(sheet, bench.rng(3, place))
        marks = sheet.marks()
        if marks.translucent.mean() < 1e-3:
            continue
        canvas = bench.canvas(to_bytes(sheet.picture), replace(Recipe(), inpaint=0.0))
        stage.run(canvas)
        if lifting.wanted(canvas) is None:
            lifting.run(canvas)
        inside, sound = marks.translucent > 0, (marks.translucent | marks.opaque) == 0
        truth, stained_lab = srgb_to_lab(sheet.before), srgb_to_lab(sheet.picture)
        lifted = srgb_to_lab(unit_of(canvas.pixels))
        before.append(float(metrics.delta_e_2000(stained_lab[inside], truth[inside]).mean()))
        after.append(float(metrics.delta_e_2000(lifted[inside], truth[inside]).mean()))
        outside.append(float(metrics.delta_e_2000(lifted[sound], stained_lab[sound]).mean()))
    if not before:
        return []
    ratio = mean(after) / max(mean(before), 1e-9)
    return [
        Row(NAME, name, "CIEDE2000 inside, before", mean(before), len(before), bench.seed),
        Row(
            NAME,
            name,
            "CIEDE2000 inside, after",
            mean(after),
            len(after),
            bench.seed,
            error=standard_error(after),
        ),
        Row(NAME, name, "after, of before", ratio, len(after), bench.seed, bar=Bar(0.5, at_least=False)),
        Row(NAME, name, "CIEDE2000 changed outside", mean(outside), len(outside), bench.seed),
    ]


def letters(bench: Bench, photographs: list[Bytes]) -> Row:
    """In how many pictures a pixel of writing is taken for damage or a stain."""
    altered = 0
    for place, pixels in enumerate(photographs):
        sheet = sheet_of(pixels)
        writing.written(sheet, bench.rng(4, place))
        canvas = bench.canvas(to_bytes(sheet.picture), Recipe())
        stage.run(canvas)
        letters_at = sheet.marks().writing > 0
        mask = np.zeros(sheet.size, np.uint8) if canvas.mask is None else canvas.mask
        altered += int(bool((mask[letters_at] > 0).any()))
    return Row(
        NAME,
        "writing",
        "pictures with an altered letter",
        altered,
        len(photographs),
        bench.seed,
        bar=Bar(0, at_least=False),
    )


def to_bytes(picture: Floats) -> Bytes:
    """uint8 of float32 0..1."""
    return np.asarray(np.clip(picture * 255 + 0.5, 0, 255), np.uint8)


SUITE = Suite(NAME, (stage.NETWORK,), measure)
