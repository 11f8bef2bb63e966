"""`heirloom models`: the networks in use, what they were trained on, what they do badly, and their terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.messages import Catalogue
from restoration.cards import Card, chosen_cards
from restoration.settings import EngineSettings


def listed(settings: EngineSettings, catalogue: Catalogue, out: TextIO) -> int:
    """Print every card to `out`; the exit code, 1 where a network's file is missing.

    Raises:
        ModelInvalid: a card cannot be read.
    """
    console = Console(file=out, highlight=False)
    chosen = chosen_cards(settings.models)
    if not chosen:
        console.print(Text(catalogue.say("models.none")))
    for card in chosen.values():
        console.print(Text.assemble((card.name, "bold"), f"  {card.version}"))
        for sentence in _sentences(card, catalogue):
            console.print(Padding(Text(sentence), (0, 0, 0, 2)))
        console.print()
    if chosen:
        console.print(Text(catalogue.say("models.licence")))
    return 0 if chosen and all(card.path.is_file() for card in chosen.values()) else 1


def _sentences(card: Card, catalogue: Catalogue) -> Iterator[str]:
    say = catalogue.say
    yield card.task
    yield say("models.terms", terms=card.terms)
    if card.trained_on:
        sources = ", ".join(f"{source} {pictures}" for source, pictures in card.trained_on.items())
        yield say("models.trained_on", sources=sources)
    for heading, facts in (("models.training", card.training), ("models.figures", card.figures)):
        if facts:
            yield say(heading, facts=", ".join(f"{name} {value}" for name, value in facts.items()))
    if card.weaknesses:
        yield say("models.weaknesses", weaknesses=" ".join(card.weaknesses))
    if card.weights is not None:
        code = "models.no_package" if card.lacks_package else "models.package"
        yield say(code, package=card.weights.package, extra=card.weights.extra)
    if card.path.is_file():
        yield say("models.file", path=str(card.path), megabytes=card.path.stat().st_size / 1e6)
    else:
        yield say("models.missing", path=str(card.path))
