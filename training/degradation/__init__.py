"""The degradation model: from a seed and a clean patch, an old photograph, its damage and the strengths.

`blind` is for denoising, deblocking and deblurring, `damage` for marks of every sort, `holes` for inpainting,
`degrade` is the whole. Every function takes its randomness as an argument: the same seed and patch give the
same bytes.
"""

from training.degradation.masks import HELD_OUT, HeldOutError, MaskCollection
from training.degradation.mixture import blind
from training.degradation.openings import holes
from training.degradation.photograph import Damaged, Degraded, damage, degrade
from training.degradation.sheet import Marks

__all__ = [
    "HELD_OUT",
    "Damaged",
    "Degraded",
    "HeldOutError",
    "Marks",
    "MaskCollection",
    "blind",
    "damage",
    "degrade",
    "holes",
]
