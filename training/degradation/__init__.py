"""The degradation model: from a seed and a clean patch, an old photograph, its damage and the strengths.

`blind` is for denoising, deblocking and deblurring, `damage` for the damage mask, `holes` for inpainting,
`degrade` is the whole. Every function takes its randomness as an argument: the same seed and patch give the
same bytes.
"""

from training.degradation.masks import HELD_OUT, HeldOutError, MaskCollection
from training.degradation.mixture import blind
from training.degradation.openings import holes
from training.degradation.photograph import Degraded, damage, degrade

__all__ = ["HELD_OUT", "Degraded", "HeldOutError", "MaskCollection", "blind", "damage", "degrade", "holes"]
