"""What a person in front of the terminal sees of the service."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot.messages import Catalogue

_FRAME_CHARACTERS = 8
"""Lines and air on both sides of what stands in the frame."""


class Greeting:
    """Says lines to `out`: in a frame where somebody watches, plainly where a program reads."""

    def __init__(self, catalogue: Catalogue, out: TextIO) -> None:
        self._catalogue = catalogue
        self._greeted = False
        self._console = Console(file=out, highlight=False, soft_wrap=True)

    def say(self, line: str) -> None:
        """Say a line of an adapter, such as where its page is."""
        if not self._console.is_terminal or len(line) + _FRAME_CHARACTERS > self._console.width:
            self._console.print(Text(line))  # a link that is broken over two lines cannot be clicked
            return
        words = Text(line)
        words.highlight_regex(r"https?://\S+", "bold")
        if not self._greeted:
            words.append(f"\n{self._catalogue.say('serve.stop')}", style="dim")
            self._greeted = True
        self._console.print(Panel.fit(words, title="Heirloom", padding=(1, 3), border_style="green"))

    def farewell(self) -> None:
        """Say that all has ended well, where somebody watches."""
        if self._console.is_terminal:
            self._console.print(self._catalogue.say("serve.stopped"))
