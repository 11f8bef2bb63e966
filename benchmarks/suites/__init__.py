"""The groups of figures: one file and one row of :data:`SUITES` per group."""

from __future__ import annotations

from benchmarks.bench import Suite
from benchmarks.suites import color, condition, damage, denoise, harm, inpaint, jpeg, marks, tone

SUITES: dict[str, Suite] = {
    suite.name: suite
    for suite in (
        harm.SUITE,
        damage.SUITE,
        marks.SUITE,
        inpaint.SUITE,
        denoise.SUITE,
        jpeg.SUITE,
        tone.SUITE,
        color.SUITE,
        condition.SUITE,
    )
}

__all__ = ["SUITES"]
