"""Commands, options and exit codes as typer wants them, worded by the catalogue.

What a command needs is imported when it runs: `--help` answers at once, and `doctor` can speak of what is
broken.
"""

# No `from __future__ import annotations`: typer reads these annotations, whose words exist only at run time.

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot import __version__
from bot.messages import Catalogue
from bot.messages.errors import error_sentence
from restoration.errors import CodedError

ColorWord = Literal["auto", "always", "never"]
LookWord = Literal["faithful", "lively"]
ScaleWord = Literal["1", "2", "4"]
FormatWord = Literal["same", "jpeg", "png", "tiff", "webp"]

WRONG_USE, INTERRUPTED = 2, 130


def application(environ: Mapping[str, str], catalogue: Catalogue) -> typer.Typer:
    """The command line in the catalogue's language, for a process with this environment."""
    app = typer.Typer(
        help=catalogue.say("help"), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )
    app.callback()(_heirloom(catalogue))
    app.command(help=catalogue.say("help.restore"))(_restore(environ, catalogue))
    app.command(help=catalogue.say("help.inspect"))(_inspect(environ, catalogue))
    for name, work in _configured(environ, catalogue).items():
        app.command(name, help=catalogue.say(f"help.{name}"))(_with_config(work, catalogue))
    return app


def _answering(catalogue: Catalogue, work: Callable[[], int]) -> None:
    """Run a command's work and leave with its exit code; an error that ends all of it is one sentence."""
    try:
        code = work()
    except CodedError as problem:
        typer.echo(error_sentence(catalogue, problem), err=True)
        code = WRONG_USE
    except KeyboardInterrupt:
        code = INTERRUPTED
    raise typer.Exit(code)


def _heirloom(catalogue: Catalogue) -> Callable[..., None]:
    def version(wanted: bool) -> None:
        if wanted:
            typer.echo(f"heirloom {__version__}")
            raise typer.Exit

    def heirloom(
        _: Annotated[
            bool,
            typer.Option("--version", callback=version, is_eager=True, help=catalogue.say("help.version")),
        ] = False,
    ) -> None:
        pass

    return heirloom


def _restore(environ: Mapping[str, str], catalogue: Catalogue) -> Callable[..., None]:
    say = catalogue.say

    def restore(
        photos: Annotated[list[Path], typer.Argument(metavar="PHOTO_OR_FOLDER", help=say("help.photos"))],
        out: Annotated[Path, typer.Option("--out", metavar="DIR", help=say("help.out"))],
        recipe: Annotated[
            Path | None, typer.Option("--recipe", metavar="FILE", help=say("help.recipe"))
        ] = None,
        strength: Annotated[
            float | None, typer.Option("--strength", metavar="0..1", help=say("help.strength"))
        ] = None,
        color: Annotated[ColorWord, typer.Option("--color", help=say("help.color"))] = "auto",
        look: Annotated[LookWord | None, typer.Option("--look", help=say("help.look"))] = None,
        scale: Annotated[ScaleWord | None, typer.Option("--scale", help=say("help.scale"))] = None,
        compare: Annotated[bool, typer.Option("--compare", help=say("help.compare"))] = False,
        format: Annotated[FormatWord, typer.Option("--format", help=say("help.format"))] = "same",
        recursive: Annotated[bool, typer.Option("--recursive", help=say("help.recursive"))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=say("help.json"))] = False,
        config: Annotated[
            Path | None, typer.Option("--config", metavar="FILE", help=say("help.config"))
        ] = None,
    ) -> None:
        def work() -> int:
            from bot.cli.arguments import Arguments
            from bot.cli.restore import run
            from bot.settings import load
            from restoration.recipe import Look

            given = Arguments(
                *(tuple(photos), out, recipe, strength, color, compare, format, recursive, as_json),
                look=Look(look) if look else None,
                scale=int(scale) if scale else None,
            )
            settings = load(environ, config)
            return run(given, settings.engine, catalogue.preferring(settings.messages.language))

        _answering(catalogue, work)

    return restore


def _inspect(environ: Mapping[str, str], catalogue: Catalogue) -> Callable[..., None]:
    say = catalogue.say

    def inspect(
        photos: Annotated[list[Path], typer.Argument(metavar="PHOTO", help=say("help.photo"))],
        overlay: Annotated[
            Path | None, typer.Option("--overlay", metavar="FILE", help=say("help.overlay"))
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help=say("help.json"))] = False,
        config: Annotated[
            Path | None, typer.Option("--config", metavar="FILE", help=say("help.config"))
        ] = None,
    ) -> None:
        def work() -> int:
            from bot.cli.inspect import run
            from bot.settings import load

            settings = load(environ, config)
            words = catalogue.preferring(settings.messages.language)
            return run(photos, overlay, settings.engine, words, sys.stdout, as_json=as_json)

        _answering(catalogue, work)

    return inspect


def _configured(
    environ: Mapping[str, str], catalogue: Catalogue
) -> Mapping[str, Callable[[Path | None], int]]:
    """The commands that need nothing but the settings, by name: the operator's file in, the exit code out."""

    def serve(config: Path | None) -> int:
        from bot.cli.serve import run

        return run(environ, config, catalogue)

    def worker(config: Path | None) -> int:
        from bot.cli.worker import run

        return run(environ, config)

    def doctor(config: Path | None) -> int:
        from bot.cli.doctor import examine

        return examine(environ, config, catalogue, sys.stdout)

    def models(config: Path | None) -> int:
        from bot.cli.models import listed
        from bot.settings import load

        settings = load(environ, config)
        return listed(settings.engine, catalogue.preferring(settings.messages.language), sys.stdout)

    return {"serve": serve, "worker": worker, "doctor": doctor, "models": models}


def _with_config(work: Callable[[Path | None], int], catalogue: Catalogue) -> Callable[..., None]:
    def command(
        config: Annotated[
            Path | None, typer.Option("--config", metavar="FILE", help=catalogue.say("help.config"))
        ] = None,
    ) -> None:
        _answering(catalogue, lambda: work(config))

    return command
