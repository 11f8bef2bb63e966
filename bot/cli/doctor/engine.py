"""The engine: its provider, its networks, and a trial."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator

from bot.cli.doctor.observation import Observation
from bot.messages import Catalogue
from bot.messages.errors import error_sentence
from restoration.cards import chosen_cards
from restoration.errors import CodedError
from restoration.sessions import OnnxSession, provider_name
from restoration.settings import EngineSettings
from restoration.stages import STAGES
from restoration.trial import trial


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
        if card.lacks_package:  # that is said of the extra
            continue
        try:
            OnnxSession(
                name,
                card.path,
                threads=settings.threads,
                provider=settings.provider,
                weights=card.weights,
            )
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
    result = asyncio.run(trial(settings))
    seconds = time.perf_counter() - started
    short = any(stage.reason == "no_model" for stage in result.stages)
    yield Observation(catalogue.say("doctor.trial_short" if short else "doctor.trial", seconds=seconds))
