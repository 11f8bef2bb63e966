"""How blurred the sharpest edges are.

A second, known blur changes a sharp edge much and a blurred one little (Zhuo and Sim, "Defocus map
estimation from a single image", 2011). Only strong edges count and of these the sharper third, so that a
portrait before a soft background is as sharp as its eyes.
"""

from __future__ import annotations

import cv2
import numpy as np

from restoration.diagnosis.sample import Float, Sample
from restoration.findings import Finding, ramp

_FIRST_PX, _SECOND_PX = 0.8, 2.0
_WEAKEST_EDGE_8BIT = 3.0
_FEWEST_EDGES = 60
_HARMLESS_PX, _WORST_PX = 1.0, 3.5
_SHARP_LONG_SIDE_PX = 2000


def blur_finding(sample: Sample) -> Finding:
    """Finding "blur": the sigma of a Gaussian blur that would explain the edges, in pixels."""
    edges = np.concatenate([_edges(plane) for plane in sample.green()], axis=1)
    edges = edges[:, edges[0] > _WEAKEST_EDGE_8BIT]
    if edges.shape[1] < _FEWEST_EDGES:
        return Finding("blur", 0.0, 0.0, figures={"sigma_px": 0.0, "edges": float(edges.shape[1])})
    strong = edges[:, edges[0] >= np.percentile(edges[0], 60)]
    sigma = float(np.percentile(_sigma(strong), 35))
    # In a larger picture the same blur is looked at from further away.
    scale = max(1.0, sample.long_side_px / _SHARP_LONG_SIDE_PX) ** 0.5
    return Finding(
        "blur",
        ramp(sigma / scale, _HARMLESS_PX, _WORST_PX),
        ramp(edges.shape[1], _FEWEST_EDGES, 20 * _FEWEST_EDGES),
        figures={"sigma_px": sigma, "edges": float(edges.shape[1])},
    )


def _edges(plane: Float) -> Float:
    """Gradient of edge pixels after the first and after the second blur, 8-bit units per pixel: (2, n)."""
    if min(plane.shape) < 16:
        return np.zeros((2, 0), np.float32)
    across, down = _gradient(plane, _FIRST_PX)
    first = np.hypot(across, down)[4:-4, 4:-4]
    second = np.hypot(*_gradient(plane, _SECOND_PX))[4:-4, 4:-4]
    ridge = np.where(
        np.abs(across[4:-4, 4:-4]) >= np.abs(down[4:-4, 4:-4]),
        _highest(first, axis=1),
        _highest(first, axis=0),
    )
    ridge &= first > np.percentile(first, 85) / 2
    return np.stack([first[ridge], second[ridge]])


def _gradient(plane: Float, sigma_px: float) -> tuple[Float, Float]:
    smooth = cv2.GaussianBlur(plane, (0, 0), sigma_px)
    across = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, ksize=3, scale=1 / 8)
    down = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, ksize=3, scale=1 / 8)
    return np.asarray(across, dtype=np.float32), np.asarray(down, dtype=np.float32)


def _highest(plane: Float, axis: int) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return np.asarray((plane >= np.roll(plane, 1, axis)) & (plane > np.roll(plane, -1, axis)))


def _sigma(edges: Float) -> Float:
    ratio = np.maximum(np.square(edges[0] / np.maximum(edges[1], 1e-3)), 1.0001)
    variance = (_SECOND_PX**2 - ratio * _FIRST_PX**2) / (ratio - 1)
    return np.asarray(np.sqrt(np.clip(variance, 0, 100)), dtype=np.float32)
