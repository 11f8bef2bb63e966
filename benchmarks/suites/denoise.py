"""Denoising of CBSD68 as the papers measure it: white Gaussian noise, neither clipped nor rounded."""

from __future__ import annotations

import numpy as np

from benchmarks import metrics
from benchmarks.bench import Bench, Floats, Suite
from benchmarks.pictures import benchmark_set, unit
from benchmarks.report import Bar, Row, mean, standard_error
from restoration.stages import clean

NAME = "denoise"
USUAL = 68

PUBLISHED = {
    15: {"DnCNN": 33.90, "DRUNet": 34.30, "Restormer": 34.40},
    25: {"DnCNN": 31.24, "DRUNet": 31.69, "Restormer": 31.79},
    50: {"DnCNN": 27.95, "DRUNet": 28.51, "Restormer": 28.60},
}
"""Mean PSNR in dB on CBSD68 by sigma, from the papers of DRUNet (2021) and Restormer (2022)."""

BARS = {25: Bar(30.8)}


def measure(bench: Bench) -> list[Row]:
    """PSNR of the blind network at each published strength."""
    photographs = benchmark_set(bench.data, "CBSD68", bench.most(USUAL))
    rows = []
    for sigma, published in PUBLISHED.items():
        noisy, after = [], []
        for place, photograph in enumerate(photographs):
            bench.progress(f"{NAME}: sigma {sigma}, {photograph.name}")
            truth = unit(photograph.pixels)
            noise = bench.rng(sigma, place).standard_normal(truth.shape, np.float32)
            picture = truth + noise * np.float32(sigma / 255)
            noisy.append(metrics.psnr(picture, truth))
            after.append(metrics.psnr(cleaned(bench, picture), truth))
        row = Row(
            NAME,
            f"CBSD68, sigma {sigma}",
            "PSNR dB",
            mean(after),
            len(after),
            seed=bench.seed,
            error=standard_error(after),
            bar=BARS.get(sigma),
            beside={"input": mean(noisy)},
            published=published,
        )
        rows.append(row)
    return rows


def cleaned(bench: Bench, picture: Floats) -> Floats:
    """What the network makes of (H, W, 3) float32, rounded to 8 bits as the papers do."""
    output = bench.run(clean.NETWORK, clean.MULTIPLE, pixels=picture)
    rounded: Floats = np.rint(np.clip(output, 0, 1) * np.float32(255)) / np.float32(255)
    return rounded


SUITE = Suite(NAME, (clean.NETWORK,), measure)
