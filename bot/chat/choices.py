"""What a chat has chosen, and how it is changed: by a word behind a command, or by a button."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.contract import Acknowledgement, Button, Buttons, ChatKind, Origin
from bot.messages import Catalogue, languages
from bot.store import chats
from bot.store.database import Database

COLORS = ("auto", "always", "never")
"""When photos of a chat are colourised, where nobody says otherwise."""


class Choices:
    """Shows and changes choices. Whoever calls has looked at rights."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def settings(
        self, adapter: str, origin: Origin, catalogue: Catalogue, *, unasked: bool
    ) -> Acknowledgement:
        """All of them, with a button for every other choice; `unasked` as in `Capabilities`."""
        chat = await chats.choices(self._database, adapter, origin.chat)
        languages_ = [(code, Catalogue(code).say("language.name")) for code in languages()]
        named = Catalogue(chat.language).say("language.name") if chat.language else None
        lines = [
            catalogue.say("chosen.intro"),
            catalogue.say("chosen.language", language=named)
            if named
            else catalogue.say("chosen.language.own"),
            catalogue.say(f"chosen.color.{chat.color}"),
        ]
        rows = [_row("color", [(word, catalogue.say(f"choice.color.{word}")) for word in COLORS])]
        if origin.kind is ChatKind.GROUP and unasked:
            lines.append(catalogue.say(f"chosen.automatic.{'on' if chat.automatic else 'off'}"))
            rows.append(
                _row(
                    "automatic", [(word, catalogue.say(f"choice.automatic.{word}")) for word in ("on", "off")]
                )
            )
        return Acknowledgement(text="\n".join(lines), buttons=(*rows, *_pairs("language", languages_)))

    async def automatic(
        self, adapter: str, origin: Origin, word: str, catalogue: Catalogue
    ) -> Acknowledgement:
        """Switch automatic mode "on" or "off"; any other word is answered with the choice."""
        if word not in ("on", "off"):
            options = [(each, catalogue.say(f"choice.{each}")) for each in ("on", "off")]
            return Acknowledgement(
                text=catalogue.say("answer.automatic"), buttons=(_row("automatic", options),)
            )
        await chats.choose(self._database, adapter, origin, "automatic", word == "on")
        sentences = [catalogue.say(f"answer.automatic.{word}")]
        if word == "on" and not origin.sees_all:
            sentences.append(catalogue.say("answer.automatic.blind"))
            if catalogue.knows(tap := f"rights.{adapter}"):
                sentences.append(catalogue.say(tap))
        return Acknowledgement(text=" ".join(sentences))

    async def language(
        self, adapter: str, origin: Origin, word: str, catalogue: Catalogue
    ) -> Acknowledgement:
        """Speak another language; any word that is none is answered with the choice."""
        if word not in languages():
            options = [(code, Catalogue(code).say("language.name")) for code in languages()]
            return Acknowledgement(text=catalogue.say("answer.language"), buttons=_pairs("language", options))
        await chats.choose(self._database, adapter, origin, "language", word)
        return Acknowledgement(text=Catalogue(word).say("answer.language.set"))

    async def color(self, adapter: str, origin: Origin, word: str, catalogue: Catalogue) -> Acknowledgement:
        """Colourise photos by another rule from now on; any word that is none is answered with the choice."""
        if word not in COLORS:
            options = [(each, catalogue.say(f"choice.color.{each}")) for each in COLORS]
            return Acknowledgement(text=catalogue.say("answer.color"), buttons=(_row("color", options),))
        await chats.choose(self._database, adapter, origin, "color", word)
        return Acknowledgement(text=catalogue.say(f"answer.color.{word}"))


def _row(name: str, options: Sequence[tuple[str, str]]) -> tuple[Button, ...]:
    return tuple(Button(f"{name}:{value}", label) for value, label in options)


def _pairs(name: str, options: Sequence[tuple[str, str]]) -> Buttons:
    """Two buttons in each row."""
    made = _row(name, options)
    return tuple(made[first : first + 2] for first in range(0, len(made), 2))
