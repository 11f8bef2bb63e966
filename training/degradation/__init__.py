"""The degradation model: from a seed and a clean patch, an old photograph, its damage and the strengths."""

from training.degradation.masks import MaskCollection
from training.degradation.mixture import blind
from training.degradation.openings import holes

__all__ = ["MaskCollection", "blind", "holes"]
