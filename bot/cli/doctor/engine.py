"""The engine: its provider, its networks, and a trial."""

from __future__ import annotations

import asyncio
import os
import random
import struct
import time
from collections.abc import Iterator

from bot.cli.doctor.observation import Observation
from bot.messages import Catalogue
from bot.messages.errors import error_sentence
from restoration.cards import chosen_cards
from restoration.engine import Engine, Request
from restoration.errors import CodedError
from restoration.pipeline import RestorationResult
from restoration.recipe import ColorChoice
from restoration.sessions import OnnxSession, provider_name
from restoration.settings import EngineSettings
from restoration.stages import STAGES


def engine(settings: EngineSettings, catalogue: Catalogue) -> Iterator[Observation]:
    """Look at all three."""

    cores = os.cpu_count() or 1
    yield Observation(
        catalogue.say(
            "doctor.provider",
            provider=settings.provider,
            runtime=provider_name(settings.provider),
            threads=settings.threads or cores,
            cores=cores,
        )
    )
    chosen = chosen_cards(settings.models)
    for name, card in chosen.items():
        try:
            OnnxSession(name, card.path, threads=settings.threads, provider=settings.provider)
        except CodedError as problem:
            yield Observation(error_sentence(catalogue, problem), wrong=True)
        else:
            yield Observation(catalogue.say("doctor.model", name=name, version=card.version))
    for entry in STAGES:
        if any(model not in chosen for model in entry.models):
            stage = catalogue.say(f"stage.{entry.name}")
            yield Observation(catalogue.say("doctor.no_model", stage=stage), wrong=True)
    yield from _trial(settings, catalogue)


def _trial(settings: EngineSettings, catalogue: Catalogue) -> Iterator[Observation]:
    """Restore a small made-up photograph with every stage that a colourless photograph can need."""
    started = time.perf_counter()
    result = asyncio.run(_restored(settings))
    seconds = time.perf_counter() - started
    short = any(stage.reason == "no_model" for stage in result.stages)
    yield Observation(catalogue.say("doctor.trial_short" if short else "doctor.trial", seconds=seconds))


async def _restored(settings: EngineSettings) -> RestorationResult:
    async with Engine(settings) as engine:
        return await engine.restore(Request(_scratched(), strength=1.0, color=ColorChoice.ALWAYS))


def _scratched(width: int = 128, height: int = 96) -> bytes:
    """A BMP file of a grainy grey slope with a white scratch."""
    grain = random.Random(0)  # noqa: S311 -- a picture, not a key
    pixels = bytearray()
    for _ in range(height):
        for column in range(width):
            grey = 255 if column in range(40, 43) else 60 + 140 * column / width + grain.gauss(0, 20)
            pixels += bytes([max(0, min(255, round(grey)))] * 3)
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(pixels), 2835, 2835, 0, 0)
    offset = 14 + len(header)
    return struct.pack("<2sIHHI", b"BM", offset + len(pixels), 0, 0, offset) + header + bytes(pixels)
