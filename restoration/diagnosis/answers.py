"""The output of the network `condition`, read into a verdict."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from restoration.verdict import CONDITIONS, KINDS, SCALES, TONALITIES, TURNS, WIDTHS, Verdict

Float = npt.NDArray[np.float32]


def parts(output: Float) -> dict[str, Float]:
    """An output (..., OUTPUTS) of the network by the names of its parts."""
    ends = np.cumsum(list(WIDTHS.values()))[:-1]
    return dict(zip(WIDTHS, np.split(output, ends, axis=-1), strict=True))


def verdict_of(output: Float) -> Verdict:
    """The verdict that an output (OUTPUTS,) of the network tells; its log-odds are calibrated already."""
    part = parts(np.asarray(output, np.float32).reshape(-1))
    chances = {name: float(_logistic(part[name])[0]) for name in ("several", "framed", "old")}
    values = {name: np.clip(part[name], 0, 1) for name in ("loss", "stain", "corners")}
    corner = values["corners"].reshape(4, 2)
    loss, stain = (tuple(float(value) for value in values[name]) for name in ("loss", "stain"))
    return Verdict(
        kind=_shares(KINDS, part["kind"]),
        tonality=_shares(TONALITIES, part["tonality"]),
        turn=dict(zip(TURNS, _softmax(part["turn"]), strict=True)),
        several=chances["several"],
        framed=chances["framed"],
        old=chances["old"],
        loss=(loss[0], loss[1], loss[2]),
        stain=(stain[0], stain[1], stain[2]),
        corners=tuple((float(x), float(y)) for x, y in corner),
        conditions={
            name: float(value) * SCALES[name]
            for name, value in zip(CONDITIONS, part["conditions"], strict=True)
        },
    )


def _shares(names: tuple[str, ...], log_odds: Float) -> dict[str, float]:
    return dict(zip(names, _softmax(log_odds), strict=True))


def _softmax(log_odds: Float) -> list[float]:
    power = np.exp(log_odds - log_odds.max())
    return [float(share) for share in power / power.sum()]


def _logistic(log_odds: Float) -> Float:
    return np.asarray(1 / (1 + np.exp(-log_odds)), np.float32)
