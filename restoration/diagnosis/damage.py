"""Findings from a mask of damage: how much there is, where it is worst, where a repair can only guess."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from restoration.findings import Finding, Region, ramp

_LONGEST_PX = 1024
_CELLS = 8
_SEVERE_SHARE = 0.25
_GUESS_RADIUS_SHARE = 0.02  # of the shorter side: as wide as an eye in a portrait
_GUESS_AREA_SHARE = 0.25
_MOST_REGIONS = 12

_VISIBLE_SHARE = 0.0005
"""Share of the picture under which a find is not worth a word."""
_STAINED = 0.04
_CORNER_SHARE, _CORNER_GONE = 0.02, 0.7
"""Side of the square at a corner, of the shorter side, and the share of it that must be gone."""

Bytes = npt.NDArray[np.uint8]
Float = npt.NDArray[np.float32]


def damage_findings(mask: Bytes, *, damaged_from: int = 128) -> tuple[Finding, ...]:
    """What a damage mask (H, W) uint8 0..255 (probability) says; empty when nothing is damaged.

    Pixels of `damaged_from` and more count as damaged. The first finding "damage" is that of the whole
    picture, more of them name places that are severely damaged. A finding "guesswork" names a hole so wide
    that nothing around it tells what was there; a scratch, however long, is none.
    """
    damaged = _reduced(mask, damaged_from)
    share = float(damaged.mean())
    if share == 0:
        return ()
    count = cv2.connectedComponents(damaged, connectivity=8)[0]
    severe = _severe(damaged)
    figures = {"share": share, "holes": float(count - 1), "severe_regions": float(len(severe))}
    whole = Finding("damage", ramp(share, 0.0, 0.15) ** 0.5, _confidence(mask, damaged_from), figures=figures)
    return (whole, *severe, *_guesswork(damaged, share), *_lost_corners(damaged))


def mark_findings(written: npt.NDArray[np.bool_]) -> tuple[Finding, ...]:
    """That there is writing (H, W), which is left alone; empty where there is none worth a word."""
    share = float(written.mean())
    if share < _VISIBLE_SHARE:
        return ()
    left, top, width, height = cv2.boundingRect(written.astype(np.uint8))
    rows, columns = written.shape
    region = Region(left / columns, top / rows, width / columns, height / rows)
    return (Finding("writing", ramp(share, 0.0, 0.1), 1.0, region, {"share": share}),)


def stain_findings(strength: Float) -> tuple[Finding, ...]:
    """How much of the picture is stained; ``strength`` (h, w) float32 0..1, how strongly each place is."""
    share = float((strength > _STAINED).mean())
    if share < _VISIBLE_SHARE:
        return ()
    severity = ramp(float(strength.mean()), 0.0, 0.15) ** 0.5
    left, top, width, height = cv2.boundingRect((strength > _STAINED).astype(np.uint8))
    rows, columns = strength.shape
    region = Region(left / columns, top / rows, width / columns, height / rows)
    return (Finding("stain", severity, 1.0, region, {"share": share}),)


def _reduced(mask: Bytes, damaged_from: int) -> Bytes:
    """Mask of 0 and 1, at most 1024 pixels long; a quarter of a cell is enough, so that scratches stay."""
    height, width = mask.shape
    stride = -(-max(height, width) // _LONGEST_PX)
    damaged = (mask >= damaged_from).astype(np.uint8)
    if stride == 1:
        return damaged
    rows, columns = -(-height // stride), -(-width // stride)
    padded = np.zeros((rows * stride, columns * stride), np.uint8)
    padded[:height, :width] = damaged
    share = padded.reshape(rows, stride, columns, stride).mean(axis=(1, 3))
    return np.asarray(share > 0.25, dtype=np.uint8)


def _confidence(mask: Bytes, damaged_from: int) -> float:
    """Mean probability of what was called damaged."""
    stride = -(-max(mask.shape) // _LONGEST_PX)
    values = mask[::stride, ::stride]
    sure = values[values >= damaged_from]
    return float(sure.mean() / 255) if sure.size else 0.5


def _severe(damaged: Bytes) -> list[Finding]:
    """The cells of an 8 x 8 chart that are damaged by a quarter and more, joined where they touch."""
    chart = cv2.resize(damaged.astype(np.float32), (_CELLS, _CELLS), interpolation=cv2.INTER_AREA)
    bad = (chart >= _SEVERE_SHARE).astype(np.uint8)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(bad, connectivity=4)
    findings = []
    for index in range(1, count):
        left, top, width, height = (float(value) / _CELLS for value in boxes[index, :4])
        share = float(np.asarray(chart)[labels == index].mean())
        region = Region(left, top, width, height)
        findings.append(Finding("damage", ramp(share, 0.0, 0.6), 1.0, region, {"share": share}))
    findings.sort(key=lambda finding: -finding.severity)
    return findings[:_MOST_REGIONS]


def _lost_corners(damaged: Bytes) -> Iterator[Finding]:
    """The corners of the picture that are gone, each with the region of the hole that lies there."""
    height, width = damaged.shape
    side = max(2, round(_CORNER_SHARE * min(height, width)))
    labels = cv2.connectedComponentsWithStats(damaged, connectivity=8)
    for bottom in (False, True):
        for right in (False, True):
            rows = slice(height - side, height) if bottom else slice(0, side)
            columns = slice(width - side, width) if right else slice(0, side)
            if damaged[rows, columns].mean() < _CORNER_GONE:
                continue
            label = int(np.bincount(labels[1][rows, columns].ravel(), minlength=2)[1:].argmax()) + 1
            left, top, across, down, area = (int(value) for value in labels[2][label])
            region = Region(left / width, top / height, across / width, down / height)
            share = area / damaged.size
            yield Finding("lost_corner", ramp(share, 0.0, 0.1), 1.0, region, {"share": share})


def _guesswork(damaged: Bytes, share: float) -> list[Finding]:
    """The wide parts of the holes, and the whole picture where very much of it is lost."""
    height, width = damaged.shape
    shorter = min(height, width)
    # What lies over the edge is unknown too: a lost corner counts from the corner, not from its middle.
    padded = cv2.copyMakeBorder(damaged, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    radius = np.asarray(cv2.distanceTransform(padded, cv2.DIST_L2, 5))[1:-1, 1:-1]
    limit = max(_GUESS_RADIUS_SHARE * shorter, 3.0)
    wide = (radius > limit).astype(np.uint8)
    rim = round(limit)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(wide, connectivity=8)
    findings = []
    for index in range(1, count):
        left, top, across, down, _area = (int(value) for value in boxes[index])
        inside = labels[top : top + down, left : left + across] == index
        reach = float(radius[top : top + down, left : left + across][inside].max())
        first, last = max(0, left - rim), min(width, left + across + rim)
        upper, lower = max(0, top - rim), min(height, top + down + rim)
        severity = ramp(reach / shorter, _GUESS_RADIUS_SHARE / 2, 6 * _GUESS_RADIUS_SHARE)
        figures = {
            "radius_share": reach / shorter,
            "share": float(damaged[upper:lower, first:last].sum()) / damaged.size,
        }
        region = Region(first / width, upper / height, (last - first) / width, (lower - upper) / height)
        findings.append(Finding("guesswork", severity, 0.5 + severity / 2, region, figures))
    findings.sort(key=lambda finding: -finding.severity)
    del findings[_MOST_REGIONS:]
    if share > _GUESS_AREA_SHARE:
        findings.append(Finding("guesswork", ramp(share, 0.1, 0.6), 1.0, None, {"share": share}))
    return findings
