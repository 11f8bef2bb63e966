"""What is measured of pictures: fidelity, likeness, detection, and how much colour there is.

Pictures are (H, W, 3) float 0..1 sRGB unless a name says otherwise; everything is computed in float64.
"""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np
import numpy.typing as npt

Floating = npt.NDArray[np.floating]
Doubles = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]

UNCOLOURED_BELOW = 4.0
"""Colourfulness under which a picture counts as not coloured at all."""

HUES = 36
"""Sectors of ten degrees in which the entropy of hues is counted."""


def psnr(output: Floating, truth: Floating, *, peak: float = 1.0) -> float:
    """Peak signal-to-noise ratio in dB over all elements; infinite for equal arrays."""
    error = mean_square(output, truth)
    return float("inf") if error == 0 else float(10 * np.log10(peak**2 / error))


def mean_square(output: Floating, truth: Floating) -> float:
    """Mean squared difference of two arrays of any equal shape."""
    return float(np.mean(np.square(output.astype(np.float64) - truth)))


def ssim(output: Floating, truth: Floating) -> float:
    """Structural similarity (Wang et al. 2004): Gaussian window of sigma 1.5, range 1, mean of channels.

    As in the paper, the rim where the 11 x 11 window leaves the picture is left out.
    """
    x, y = output.astype(np.float64), truth.astype(np.float64)
    mean_x, mean_y = _window(x), _window(y)
    variance_x = _window(x * x) - mean_x * mean_x
    variance_y = _window(y * y) - mean_y * mean_y
    covariance = _window(x * y) - mean_x * mean_y
    first, second = 0.01**2, 0.03**2
    likeness = (2 * mean_x * mean_y + first) * (2 * covariance + second)
    likeness /= (mean_x**2 + mean_y**2 + first) * (variance_x + variance_y + second)
    return float(likeness[5:-5, 5:-5].mean())


def _window(plane: Doubles) -> Doubles:
    return cast(Doubles, cv2.GaussianBlur(plane, (11, 11), 1.5, borderType=cv2.BORDER_REFLECT))


def auc(scores: Floating, truth: Truth) -> float:
    """Area under the ROC curve of scores (n,), exact, ties counted half; NaN without both kinds."""
    positive, negative = scores[truth], np.sort(scores[~truth])
    if not positive.size or not negative.size:
        return float("nan")
    below = np.searchsorted(negative, positive, "left").astype(np.float64)
    below += np.searchsorted(negative, positive, "right")
    return float(below.mean() / 2 / negative.size)


def f1(found: Truth, truth: Truth) -> float:
    """Harmonic mean of precision and recall; NaN where there is nothing to find and nothing was found."""
    both = int(np.count_nonzero(found & truth))
    either = int(np.count_nonzero(found)) + int(np.count_nonzero(truth))
    return 2 * both / either if either else float("nan")


def best_f1(scores: Floating, truth: Truth, *, steps: int = 1000) -> tuple[float, float]:
    """The highest F1 over thresholds 0..1, and the threshold (a score above it is a find)."""
    place = np.clip(np.ceil(scores.astype(np.float64) * steps).astype(np.int64) - 1, 0, steps - 1)
    positive = np.bincount(place[truth], minlength=steps)[::-1].cumsum()[::-1]
    found = np.bincount(place, minlength=steps)[::-1].cumsum()[::-1]
    score = 2 * positive / np.maximum(found + int(np.count_nonzero(truth)), 1)
    best = int(score.argmax())
    return float(score[best]), best / steps


def colourfulness(picture: Floating) -> float:
    """Colourfulness after Hasler and Suesstrunk (2003), in 8-bit steps; real photographs lie near 40."""
    red, green, blue = (picture[..., channel].astype(np.float64) * 255 for channel in range(3))
    red_green, yellow_blue = red - green, (red + green) / 2 - blue
    spread = np.hypot(red_green.std(), yellow_blue.std())
    return float(spread + 0.3 * np.hypot(red_green.mean(), yellow_blue.mean()))


def hue_histogram(lab: Floating) -> Doubles:
    """Chroma by hue, (36,): the sum of the chroma of CIELAB pixels (..., 3) in each sector of ten degrees."""
    a, b = lab[..., 1].ravel().astype(np.float64), lab[..., 2].ravel().astype(np.float64)
    sector = np.floor((np.degrees(np.arctan2(b, a)) % 360) * (HUES / 360)).astype(np.int64) % HUES
    return np.bincount(sector, weights=np.hypot(a, b), minlength=HUES).astype(np.float64)


def entropy(histogram: Doubles) -> float:
    """Shannon entropy in bits of a histogram; 0 where it is empty."""
    total = histogram.sum()
    if total <= 0:
        return 0.0
    share = histogram[histogram > 0] / total
    return float(-(share * np.log2(share)).sum()) + 0.0


def delta_e_2000(first: Floating, second: Floating) -> Doubles:
    """Colour difference CIEDE2000 of CIELAB values (..., 3), as (...).

    After Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula" (2005), all weights 1.
    """
    l1, a1, b1 = (first[..., axis].astype(np.float64) for axis in range(3))
    l2, a2, b2 = (second[..., axis].astype(np.float64) for axis in range(3))
    mean_chroma = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1 + 0.5 * (1 - np.sqrt(mean_chroma**7 / (mean_chroma**7 + 25.0**7)))
    c1, c2 = np.hypot(a1 * stretch, b1), np.hypot(a2 * stretch, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a * stretch)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180
    turn = np.where(c1 * c2 == 0, 0.0, turn)
    middle = np.where(np.abs(h1 - h2) <= 180, (h1 + h2) / 2, ((h1 + h2 + 360) / 2) % 360)
    middle = np.where(c1 * c2 == 0, h1 + h2, middle)
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    delta_hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn) / 2)
    by_light = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2))
    by_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    by_hue = delta_hue / (1 + 0.015 * chroma * _hue_weight(middle))
    rotation = 2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    rotation *= -np.sin(np.radians(60 * np.exp(-(((middle - 275) / 25) ** 2))))
    square = by_light**2 + by_chroma**2 + by_hue**2 + rotation * by_chroma * by_hue
    difference: Doubles = np.sqrt(np.maximum(square, 0))
    return difference


def _hue_weight(hue: Doubles) -> Doubles:
    """T of the formula, of mean hues in degrees."""
    weight = 1 - 0.17 * np.cos(np.radians(hue - 30)) + 0.24 * np.cos(np.radians(2 * hue))
    weight += 0.32 * np.cos(np.radians(3 * hue + 6)) - 0.20 * np.cos(np.radians(4 * hue - 63))
    return weight
