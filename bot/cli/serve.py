"""`heirloom serve`: the whole service in one process, with its workers as children."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.cli.greeting import Greeting
from bot.messages import Catalogue
from bot.process.app import serve
from bot.settings import load


def run(environ: Mapping[str, str], config: Path | None, catalogue: Catalogue) -> int:
    """Serve until a signal; the exit code."""
    settings = load(environ, config)
    words = catalogue.preferring(settings.messages.language)
    greeting = Greeting(words, sys.stdout)
    with asyncio.Runner(loop_factory=_fast_loop()) as runner:
        code = runner.run(serve(settings, environ, config, words, greeting.say))
    if code == 0:
        greeting.farewell()
    return code


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's, where there is one (None = Python's own): it halves what a query costs this process."""
    try:
        import uvloop
    except ImportError:  # Windows
        return None
    return uvloop.new_event_loop
