"""`heirloom serve`: the whole service in one process, with its workers as children."""

# No `from __future__ import annotations`: typer reads the annotations, whose words exist only at run time.

import asyncio
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot.messages import Catalogue


def fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's, where there is one (None = Python's own): it halves what a query costs this process."""
    try:
        import uvloop
    except ImportError:  # Windows
        return None
    return uvloop.new_event_loop


def serve_command(
    environ: Mapping[str, str],
    catalogue: Catalogue,
    answering: Callable[[Catalogue, Callable[[], int]], None],
) -> Callable[..., None]:
    """The command, worded by the catalogue."""

    def serve(
        config: Annotated[
            Path | None, typer.Option("--config", metavar="FILE", help=catalogue.say("help.config"))
        ] = None,
    ) -> None:
        def run() -> int:
            from bot.app import serve as served
            from bot.cli.greeting import Greeting
            from bot.settings import load

            settings = load(environ, config)
            words = catalogue.preferring(settings.messages.language)
            greeting = Greeting(words, sys.stdout)
            with asyncio.Runner(loop_factory=fast_loop()) as runner:
                code = runner.run(served(settings, environ, config, words, greeting.say))
            if code == 0:
                greeting.farewell()
            return code

        answering(catalogue, run)

    return serve
