"""`heirloom doctor`: what is installed, what is running and what is wrong, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.text import Text

from bot.cli.doctor.installation import extras, packages
from bot.cli.doctor.observation import Observation
from bot.messages import Catalogue
from bot.messages.errors import error_sentence
from restoration.errors import CodedError


def examine(environ: Mapping[str, str], config: Path | None, catalogue: Catalogue, out: TextIO) -> int:
    """Look at everything and print a sentence on each thing; the exit code, 1 where something is wrong."""
    console = Console(file=out, highlight=False, soft_wrap=True)
    wrong = 0
    for look in (packages, extras, lambda words: _workings(environ, config, words)):
        for seen in look(catalogue):
            wrong += seen.wrong
            mark = ("✗ ", "red") if seen.wrong else ("✓ ", "green")
            console.print(Text.assemble(mark, seen.sentence))
    console.print(Text(catalogue.say("doctor.verdict", wrong=wrong)))
    return 1 if wrong else 0


def _workings(environ: Mapping[str, str], config: Path | None, catalogue: Catalogue) -> Iterator[Observation]:
    """Settings, service and engine, up to the first thing that makes the rest pointless."""
    try:  # what is imported here needs packages whose absence the doctor is to tell
        from bot.settings import load

        settings = load(environ, config)
        yield Observation(catalogue.say("doctor.settings"))
        catalogue = catalogue.preferring(settings.messages.language)
        from bot.cli.doctor.service import service

        yield from service(settings, catalogue)
        from bot.cli.doctor.engine import engine

        yield from engine(settings.engine, catalogue)
    except ImportError as problem:
        yield Observation(
            catalogue.say("doctor.broken", package=problem.name or "", reason=str(problem)), wrong=True
        )
    except CodedError as problem:
        yield Observation(error_sentence(catalogue, problem), wrong=True)
