"""What the command line says while it works: sentences, or JSON lines, and progress with an estimate."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from bot.messages import Catalogue


def shown(name: object) -> str:
    """A path or name as it can be printed: line breaks, control characters and what is no text escaped."""
    text = str(name)
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text
    )


_LONG_SECONDS = 20.0
"""What still takes less than this is not worth a sentence."""


class Narrator:
    """Tells of `total` photographs: results to `out`, what went wrong and a progress bar to `err`.

    The bar appears only where `err` is a terminal; with `as_json`, `out` gets JSON lines alone.
    """

    def __init__(
        self, catalogue: Catalogue, out: TextIO, err: TextIO, *, total: int, as_json: bool = False
    ) -> None:
        self.catalogue = catalogue
        self._out = Console(file=out, highlight=False, soft_wrap=True)
        self._err = Console(file=err, highlight=False, soft_wrap=True)
        self._as_json = as_json
        self._total = total
        self._count = 0
        self._warned = -1
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[photographs]}", markup=False),
            TimeRemainingColumn(compact=True),
            console=self._err,
            transient=True,
            speed_estimate_period=120,
            disable=not self._err.is_terminal,
        )
        self._task = self._bar.add_task("", total=total, photographs="")

    def __enter__(self) -> Self:
        """Show the bar."""
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self._bar.stop()

    def progress(self, name: str, stage: str, share: float, seconds_left: float | None = None) -> None:
        """Show that the `share` 0..1 of the photograph `name` is done, and which stage it is in.

        What will still take long is said once, also where there is no bar.
        """
        if seconds_left is not None and seconds_left >= _LONG_SECONDS and self._warned < self._count:
            self._warned = self._count
            minutes = round(seconds_left / 60, 1 if seconds_left < 600 else None)
            sentence = self.catalogue.say(
                "restore.takes", stage=self.catalogue.say(f"stage.{stage}"), minutes=minutes
            )
            self._print(self._err, f"{name}: {sentence}")
        self._bar.update(
            self._task,
            completed=self._count + share,
            description=f"{_short(name)}: {self.catalogue.say(f'stage.{stage}')}",
            photographs=f"{self._count + 1}/{self._total}",
        )

    def finished(self, name: str, sentence: str, line: Mapping[str, Any]) -> None:
        """Tell of a photograph that needs nothing more: in a `sentence`, or as the JSON `line`."""
        self._advance()
        if self._as_json:
            self._print(self._out, json.dumps(line))
        else:
            self._print(self._out, f"{self._place()}{name}: {sentence}")

    def failed(self, name: str, sentence: str, line: Mapping[str, Any]) -> None:
        """Tell of a photograph that could not be restored, on `err`, and as the JSON `line`."""
        self._advance()
        if self._as_json:
            self._print(self._out, json.dumps(line))
        self._print(self._err, f"{self._place()}{name}: {sentence}", style="red")

    def remark(self, sentence: str) -> None:
        """Say something about the whole; with JSON on `err`, for then `out` belongs to a program."""
        self._print(self._err if self._as_json else self._out, sentence)

    def complain(self, sentence: str) -> None:
        """Say on `err` what is wrong with the whole."""
        self._print(self._err, sentence, style="red")

    def _advance(self) -> None:
        self._count += 1
        self._bar.update(self._task, completed=self._count)

    def _place(self) -> str:
        return f"[{self._count}/{self._total}] " if self._total > 1 else ""

    def _print(self, console: Console, text: str, style: str = "") -> None:
        """Print beside the bar: where both go to a terminal, above it."""
        above = self._err if console.is_terminal and self._err.is_terminal else console
        above.print(Text(text, style=style))


def _short(name: str, longest: int = 32) -> str:
    return name if len(name) <= longest else f"{name[: longest - 9]}…{name[-8:]}"
