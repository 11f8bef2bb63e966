"""Filling of holes whose truth is known, beside OpenCV's two methods."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import cv2
import numpy as np

from benchmarks import metrics
from benchmarks.bench import Bench, Bytes, Floats, Suite, eight_bit
from benchmarks.compositing import window
from benchmarks.pictures import held_out_photographs, sheets, unit
from benchmarks.report import Bar, Row, mean, standard_error
from restoration.recipe import Recipe
from restoration.stages import inpaint as stage
from training.degradation import MaskCollection, holes, shapes

NAME = "inpaint"
USUAL = 40
RADIUS_PX = 5
PEERS = {"Telea": cv2.INPAINT_TELEA, "Navier-Stokes": cv2.INPAINT_NS}
BETTER_BY_DB = 2.0
SHARES = (0.01, 0.10)

Maker = Callable[[int, int, np.random.Generator], Bytes]


@dataclass(slots=True)
class Scores:
    """PSNR in dB of one method, inside the holes and of the whole picture."""

    hole: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)

    def add(self, filled: Floats, truth: Floats, mask: Bytes) -> None:
        """Count one picture."""
        inside = mask > 0
        self.hole.append(metrics.psnr(filled[inside], truth[inside]))
        self.whole.append(metrics.psnr(filled, truth))


def measure(bench: Bench) -> list[Row]:
    """PSNR of the stage on each kind of mask."""
    photographs = held_out_photographs(bench.data, "photos", bench.most(USUAL))
    rows: list[Row] = []
    for place, (subject, make, published, note) in enumerate(kinds(bench)):
        ours, peers = Scores(), {name: Scores() for name in PEERS}
        for index, photograph in enumerate(photographs):
            bench.progress(f"{NAME}: {subject}, {photograph.name}")
            truth = unit(photograph.pixels)
            height, width = truth.shape[:2]
            mask = make(height, width, bench.rng(place, index))
            if not mask.any():
                continue  # a sheet can be clean wherever one looks
            ours.add(filled(bench, photograph.pixels, mask), truth, mask)
            for name, method in PEERS.items():
                peer = np.asarray(cv2.inpaint(photograph.pixels, mask, RADIUS_PX, method), np.uint8)
                peers[name].add(unit(peer), truth, mask)
        rows += figures(bench, subject, ours, peers, published, note)
    return rows


def figures(
    bench: Bench, subject: str, ours: Scores, peers: dict[str, Scores], published: dict[str, float], note: str
) -> list[Row]:
    """The two rows of one kind of mask; the bar is two dB over the better of the peers."""
    hole = {name: mean(scores.hole) for name, scores in peers.items()}
    whole = {name: mean(scores.whole) for name, scores in peers.items()}
    bar = Bar(round(max(hole.values()) + BETTER_BY_DB, 2))
    count, seed = len(ours.hole), bench.seed
    return [
        Row(
            NAME,
            subject,
            "PSNR dB in holes",
            mean(ours.hole),
            count,
            seed,
            standard_error(ours.hole),
            bar,
            beside=hole,
        ),
        Row(
            NAME,
            subject,
            "PSNR dB, whole",
            mean(ours.whole),
            count,
            seed,
            standard_error(ours.whole),
            beside=whole,
            published=published,
            note=note,
        ),
    ]


def kinds(bench: Bench) -> Iterator[tuple[str, Maker, dict[str, float], str]]:
    """The kinds of masks with how each is drawn; masks are (H, W) uint8, 1 = hole."""
    masks = MaskCollection.load(bench.data / "damage.tar")
    yield "scratch masks", scratches, {}, ""

    def mixed(height: int, width: int, rng: np.random.Generator) -> Bytes:
        for _ in range(100):
            mask = holes(height, width, rng, masks)
            if SHARES[0] <= mask.mean() <= SHARES[1]:
                break
        return mask

    yield "masks of 1-10 %", mixed, {"AOT-GAN": 34.8}, "published: on Places with free-form masks"
    annotated = list(sheets(bench.data).values())

    def real(height: int, width: int, rng: np.random.Generator) -> Bytes:
        coverage = window(annotated[int(rng.integers(len(annotated)))], height, width, rng)
        return grown((coverage > 0.3).astype(np.uint8))

    yield "annotated sheets", real, {}, "masks never trained on"


def scratches(height: int, width: int, rng: np.random.Generator) -> Bytes:
    """A mask of drawn scratches, never empty."""
    while True:
        plane = shapes.scratches(height, width, rng, thickest=10.0)
        mask = grown((plane > 90).astype(np.uint8))
        if mask.any():
            return mask


def grown(mask: Bytes) -> Bytes:
    """The mask with a rim of one pixel, as the damage stage makes it."""
    return np.asarray(cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))), np.uint8)


def filled(bench: Bench, pixels: Bytes, mask: Bytes) -> Floats:
    """What the stage makes of a picture (H, W, 3) uint8 under a mask, rounded to 8 bits, float32 0..1."""
    canvas = bench.canvas(pixels, Recipe(inpaint=1.0), mask * np.uint8(255))
    stage.run(canvas)
    return unit(eight_bit(canvas.pixels))


SUITE = Suite(NAME, (stage.NETWORK,), measure)
