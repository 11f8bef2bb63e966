"""The commands for archives: `watch` and `provenance`, as typer wants them."""

# No `from __future__ import annotations`: typer reads these annotations, whose words exist only at run time.

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot.messages import Catalogue

Answering = Callable[[Catalogue, Callable[[], int]], None]


def more_commands(
    environ: Mapping[str, str], catalogue: Catalogue, answering: Answering
) -> Mapping[str, Callable[..., None]]:
    """The commands by name; `answering` runs a command's work and leaves with its exit code."""
    say = catalogue.say

    def watch(
        folder: Annotated[Path, typer.Argument(metavar="IN", help=say("help.watched"))],
        out: Annotated[Path, typer.Argument(metavar="OUT", help=say("help.out"))],
        sidecar: Annotated[bool, typer.Option("--sidecar", help=say("help.sidecar"))] = False,
        config: Annotated[
            Path | None, typer.Option("--config", metavar="FILE", help=say("help.config"))
        ] = None,
    ) -> None:
        def work() -> int:
            from bot.cli.arguments import Arguments
            from bot.cli.signing import signer_of
            from bot.cli.watch import run
            from bot.settings import load

            settings = load(environ, config)
            words = catalogue.preferring(settings.messages.language)
            arguments = Arguments((folder,), out, recursive=True, sidecar=sidecar)
            return run(arguments, settings.engine, words, signer_of(settings.provenance))

        answering(catalogue, work)

    def provenance(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=say("help.file"))],
    ) -> None:
        def work() -> int:
            from bot.cli.provenance import told

            return told(file, catalogue, sys.stdout)

        answering(catalogue, work)

    return {"watch": watch, "provenance": provenance}
