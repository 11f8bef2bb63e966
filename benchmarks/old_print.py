"""The photograph that speed is measured on: a synthetic old print of a public portrait, at any size."""

from __future__ import annotations

from itertools import count
from typing import cast

import cv2
import numpy as np

from benchmarks.bench import Bytes
from training.degradation import degrade

WIDTH, HEIGHT = 1280, 960
SEED = 22
DAMAGED = (0.002, 0.06)
"""Share of damaged pixels that an ordinary old print has."""

QUALITY = 90


def old_print() -> Bytes:
    """A damaged monochrome print (960, 1280, 3) uint8: the first that the model makes from SEED on.

    The portrait is NASA's of the astronaut Eileen Collins, public domain, as it comes with scikit-image.
    """
    from skimage import data  # only this picture needs it

    portrait = np.asarray(data.astronaut(), np.uint8)[: 512 * HEIGHT // WIDTH]  # type: ignore[no-untyped-call]
    large = cv2.resize(portrait, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    for seed in count(SEED):
        old = degrade(np.asarray(large, np.uint8), np.random.default_rng(seed))
        grey = bool(np.ptp(old.clean, axis=2).max() < 1e-3)
        if grey and DAMAGED[0] <= float(old.mask.mean()) <= DAMAGED[1]:
            return np.rint(np.clip(old.image, 0, 1) * 255).astype(np.uint8)
    raise AssertionError  # count() has no end


def scanned(picture: Bytes, width: int, height: int) -> bytes:
    """The print as a JPEG file of this size, as a finer scan of the same print would be."""
    large = cv2.resize(picture, (width, height), interpolation=cv2.INTER_CUBIC)
    settings = [cv2.IMWRITE_JPEG_QUALITY, QUALITY]
    encoded = cv2.imencode(".jpg", cv2.cvtColor(cast(Bytes, large), cv2.COLOR_RGB2BGR), settings)[1]
    return encoded.tobytes()
