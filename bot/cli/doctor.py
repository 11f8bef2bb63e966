"""`heirloom doctor`: what is installed, which provider runs and what is wrong, in sentences."""

from __future__ import annotations

import asyncio
import os
import platform
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Console
from rich.text import Text

from bot import __version__
from bot.messages import Catalogue
from bot.messages.errors import told
from restoration.errors import CodedError

if TYPE_CHECKING:  # these need packages whose absence the doctor is to tell
    from restoration.pipeline import RestorationResult
    from restoration.settings import EngineSettings

_NEEDED = {
    "cv2": "opencv-python-headless",
    "imagecodecs": "imagecodecs",
    "numpy": "numpy",
    "onnxruntime": "onnxruntime",
    "PIL": "pillow",
    "pillow_heif": "pillow-heif",
    "tifffile": "tifffile",
}
"""Modules that restoring needs, and the packages that bring them."""

_OPTIONAL = {"telegram": "python-telegram-bot", "discord": "discord.py"}
"""Extras, and the packages that they bring."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One sentence, and whether it tells of something wrong."""

    sentence: str
    wrong: bool = False


def examine(environ: Mapping[str, str], config: Path | None, catalogue: Catalogue, out: TextIO) -> int:
    """Look at everything and print a sentence on each thing; the exit code, 1 where something is wrong."""
    console = Console(file=out, highlight=False, soft_wrap=True)
    wrong = 0
    for look in (_packages, _extras, lambda words: _workings(environ, config, words)):
        for seen in look(catalogue):
            wrong += seen.wrong
            mark = ("✗ ", "red") if seen.wrong else ("✓ ", "green")
            console.print(Text.assemble(mark, seen.sentence))
    console.print(Text(catalogue.say("doctor.verdict", wrong=wrong)))
    return 1 if wrong else 0


def _packages(catalogue: Catalogue) -> Iterator[Observation]:
    python = platform.python_version()
    yield Observation(
        catalogue.say("doctor.heirloom", version=__version__, python=python, system=platform.platform())
    )
    present = []
    for module, package in _NEEDED.items():
        try:
            import_module(module)
        except ImportError as problem:
            yield Observation(
                catalogue.say("doctor.broken", package=package, reason=str(problem)), wrong=True
            )
        else:
            present.append(f"{package} {_version(package)}")
    yield Observation(catalogue.say("doctor.packages", packages=", ".join(present)))


def _extras(catalogue: Catalogue) -> Iterator[Observation]:
    for extra, package in _OPTIONAL.items():
        version = _version(package)
        code = "doctor.extra" if version else "doctor.no_extra"
        yield Observation(catalogue.say(code, extra=extra, package=package, version=version))


def _version(package: str) -> str:
    """The installed version of a package, empty where it is not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _workings(environ: Mapping[str, str], config: Path | None, catalogue: Catalogue) -> Iterator[Observation]:
    """Settings, provider, networks and a trial, up to the first thing that makes the rest pointless."""
    try:
        from bot.settings import load

        settings = load(environ, config)
        yield Observation(catalogue.say("doctor.settings"))
        catalogue = catalogue.preferring(settings.messages.language)
        yield from _invitations(settings.platforms, catalogue)
        yield from _engine(settings.engine, catalogue)
    except ImportError as problem:
        yield Observation(
            catalogue.say("doctor.broken", package=problem.name or "", reason=str(problem)), wrong=True
        )
    except CodedError as problem:
        yield Observation(told(catalogue, problem), wrong=True)


def _invitations(platforms: Mapping[str, Any], catalogue: Catalogue) -> Iterator[Observation]:
    """How the bots of the platforms that are switched on are brought into chats."""
    from adapters import ADAPTERS

    for entry in ADAPTERS:
        if platforms[entry.name].enabled:
            link = entry.invitation(platforms[entry.name])
            if link is not None:
                yield Observation(catalogue.say(f"{entry.name}.invitation", url=link))


def _engine(settings: EngineSettings, catalogue: Catalogue) -> Iterator[Observation]:
    from restoration.cards import chosen_cards
    from restoration.sessions import OnnxSession, provider_name
    from restoration.stages import STAGES

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
            yield Observation(told(catalogue, problem), wrong=True)
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
    import cv2
    import numpy as np

    from restoration.engine import Engine, Request
    from restoration.recipe import ColorChoice

    grain = np.random.default_rng(0).normal(0, 20, (96, 128))
    scratched = np.linspace(60, 200, 128) + grain
    scratched[:, 40:43] = 255
    _, file = cv2.imencode(".png", np.clip(scratched, 0, 255).astype(np.uint8))
    async with Engine(settings) as engine:
        return await engine.restore(Request(file.tobytes(), strength=1.0, color=ColorChoice.ALWAYS))
