"""`heirloom worker`: restores the photos in the queue; the same here, as a child of `serve`, or on another
host."""

# No `from __future__ import annotations`: typer reads the annotations, whose words exist only at run time.

import asyncio
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot.messages import Catalogue

_BEHIND = 10
"""How far a worker stands back where both it and the service beside it want the processor: a photo takes
seconds anyway, and people wait for their answer."""


def worker_command(
    environ: Mapping[str, str],
    catalogue: Catalogue,
    answering: Callable[[Catalogue, Callable[[], int]], None],
) -> Callable[..., None]:
    """The command, worded by the catalogue."""

    def worker(
        config: Annotated[
            Path | None, typer.Option("--config", metavar="FILE", help=catalogue.say("help.config"))
        ] = None,
    ) -> None:
        def run() -> int:
            from bot.children import CHILD
            from bot.observability.logs import configure
            from bot.settings import load
            from bot.worker import work
            from bot.worker.memory import limit_memory

            settings = load(environ, config)
            configure(settings.log)
            limit_memory(settings.worker.memory_megabytes)
            if CHILD in environ and hasattr(os, "nice"):
                os.nice(_BEHIND)
            return asyncio.run(work(settings, child=CHILD in environ))

        answering(catalogue, run)

    return worker
