"""Deblocking: colour JPEG of CBSD68, as libjpeg writes it, with halved chroma."""

from __future__ import annotations

import cv2

from benchmarks import metrics
from benchmarks.bench import Bench, Bytes, Suite
from benchmarks.pictures import benchmark_set, pixels_of, unit
from benchmarks.report import Row, mean, standard_error
from benchmarks.suites.denoise import cleaned
from restoration.stages import clean

NAME = "jpeg"
USUAL = 68

PUBLISHED: dict[int, dict[str, float]] = {10: {"FBCNN": 27.77, "SwinIR": 28.06}, 20: {}, 30: {}, 40: {}}
"""Mean PSNR in dB by quality, from the papers, on LIVE1: another set, whose level differs."""


def measure(bench: Bench) -> list[Row]:
    """PSNR and its gain over the input at each quality."""
    photographs = benchmark_set(bench.data, "CBSD68", bench.most(USUAL))
    rows = []
    for quality, published in PUBLISHED.items():
        before, after = [], []
        for photograph in photographs:
            bench.progress(f"{NAME}: quality {quality}, {photograph.name}")
            truth, blocky = unit(photograph.pixels), unit(compressed(photograph.pixels, quality))
            before.append(metrics.psnr(blocky, truth))
            after.append(metrics.psnr(cleaned(bench, blocky), truth))
        subject, count = f"CBSD68, quality {quality}", len(after)
        gains = [b - a for a, b in zip(before, after, strict=True)]
        note = "published: on LIVE1, another set" if published else ""
        rows.append(
            Row(
                NAME,
                subject,
                "PSNR dB",
                mean(after),
                count,
                error=standard_error(after),
                beside={"input": mean(before)},
                published=published,
                note=note,
            )
        )
        rows.append(Row(NAME, subject, "gain dB", mean(gains), count, error=standard_error(gains)))
    return rows


def compressed(pixels: Bytes, quality: int) -> Bytes:
    """RGB (H, W, 3) uint8 through JPEG with 4:2:0 chroma."""
    settings = [cv2.IMWRITE_JPEG_QUALITY, quality]
    encoded = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), settings)[1]
    return pixels_of("jpeg", encoded.tobytes())


SUITE = Suite(NAME, (clean.NETWORK,), measure)
