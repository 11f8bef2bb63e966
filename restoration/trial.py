"""A trial of the engine: a small made-up photograph, restored with everything that it can need."""

from __future__ import annotations

import cv2
import numpy as np

from restoration.engine import Engine, Request
from restoration.pipeline import RestorationResult
from restoration.recipe import ColorChoice
from restoration.settings import EngineSettings


async def trial(settings: EngineSettings) -> RestorationResult:
    """Restore and colour a grainy, scratched ramp of greys.

    Raises:
        RestorationError: the engine or a network cannot be used.
    """
    grain = np.random.default_rng(0).normal(0, 20, (96, 128))
    scratched = np.linspace(60, 200, 128) + grain
    scratched[:, 40:43] = 255
    _, file = cv2.imencode(".png", np.clip(scratched, 0, 255).astype(np.uint8))
    async with Engine(settings) as engine:
        return await engine.restore(Request(file.tobytes(), strength=1.0, color=ColorChoice.ALWAYS))
