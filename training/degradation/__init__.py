"""The degradation model: from a seed and a clean patch, an old photograph, its damage and the strengths."""

from training.degradation.mixture import blind

__all__ = ["blind"]
