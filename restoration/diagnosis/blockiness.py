"""How visible the 8 x 8 blocks of a strong JPEG compression are, wherever their grid lies."""

from __future__ import annotations

import numpy as np

from restoration.diagnosis.sample import Float, Sample
from restoration.findings import Finding, ramp

_BLOCK_PX = 8
_STEP_MOST_8BIT = 10.0
_EDGE_8BIT = 40.0
_HARMLESS_STEP, _WORST_STEP = 1.0, 4.0


def blockiness_finding(sample: Sample, contrast: float) -> Finding:
    """Finding "blockiness": the mean step at block borders beyond the steps beside them, and the grid.

    `contrast` 0..1 is the share of the range that a faded picture has left.
    """
    planes = list(sample.green())
    across, grid_left = _step(_phases(planes))
    down, grid_top = _step(_phases([np.ascontiguousarray(plane.T) for plane in planes]))
    step = min(across, down)
    return Finding(
        "blockiness",
        ramp(step / min(1.0, max(0.35, contrast)), _HARMLESS_STEP, _WORST_STEP) ** 0.75,
        ramp(min(across, down) / max(across, down, 1e-6), 0.1, 0.5),
        figures={"step_8bit": step, "grid_left_px": float(grid_left), "grid_top_px": float(grid_top)},
    )


def _phases(planes: list[Float]) -> Float:
    """Mean excess of the step between columns x-1 and x over its neighbours, for x modulo 8: (8,)."""
    total, count = np.zeros(_BLOCK_PX), np.zeros(_BLOCK_PX)
    for plane in planes:
        if plane.shape[1] < 2 * _BLOCK_PX:
            continue
        step = np.abs(np.diff(plane, axis=1))
        here = step[:, 1:-1]
        excess = np.clip(here - (step[:, :-2] + step[:, 2:]) / 2, -_STEP_MOST_8BIT, _STEP_MOST_8BIT)
        calm = here < _EDGE_8BIT
        phase = np.arange(2, here.shape[1] + 2) % _BLOCK_PX
        total += np.bincount(phase, (excess * calm).sum(axis=0), minlength=_BLOCK_PX)
        count += np.bincount(phase, calm.sum(axis=0), minlength=_BLOCK_PX)
    return (total / np.maximum(count, 1)).astype(np.float32)


def _step(phases: Float) -> tuple[float, int]:
    border = int(phases.argmax())
    return float(max(0.0, phases[border] - np.median(np.delete(phases, border)))), border
