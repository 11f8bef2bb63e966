"""What a chat has chosen, and how it is changed: by a word behind a command, or by a button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from adapters.contract import Acknowledgement, Button, Buttons, ChatKind, Origin
from bot.messages import Catalogue, languages
from bot.store.database import Database

COLORS = ("auto", "always", "never")
"""When photos of a chat are colourised, where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Chat:
    """What a chat has chosen.

    Attributes:
        language: a code, None = each person's own.
        automatic: every photo of the group is restored, unasked.
        color: one of `COLORS`.
    """

    language: str | None = None
    automatic: bool = False
    color: str = "auto"


class Chats:
    """Reads and changes it. Whoever calls has looked at rights."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, adapter: str, origin: Origin) -> Chat:
        """The choices of a chat."""
        row = await self._database.row(
            "select language, automatic, coalesce(color, 'auto') from chat where adapter = %s and chat = %s",
            *(adapter, origin.chat),
        )
        return Chat(*row) if row else Chat()

    async def settings(
        self, adapter: str, origin: Origin, catalogue: Catalogue, *, unasked: bool
    ) -> Acknowledgement:
        """All of them, with a button for every other choice; `unasked` as in `Capabilities`."""
        chat = await self.of(adapter, origin)
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
        await self._choose(adapter, origin, "automatic", word == "on")
        said = [catalogue.say(f"answer.automatic.{word}")]
        if word == "on" and not origin.sees_all:
            said.append(catalogue.say("answer.automatic.blind"))
            if catalogue.knows(tap := f"rights.{adapter}"):
                said.append(catalogue.say(tap))
        return Acknowledgement(text=" ".join(said))

    async def language(
        self, adapter: str, origin: Origin, word: str, catalogue: Catalogue
    ) -> Acknowledgement:
        """Speak another language; any word that is none is answered with the choice."""
        if word not in languages():
            options = [(code, Catalogue(code).say("language.name")) for code in languages()]
            return Acknowledgement(text=catalogue.say("answer.language"), buttons=_pairs("language", options))
        await self._choose(adapter, origin, "language", word)
        return Acknowledgement(text=Catalogue(word).say("answer.language.set"))

    async def color(self, adapter: str, origin: Origin, word: str, catalogue: Catalogue) -> Acknowledgement:
        """Colourise photos by another rule from now on; any word that is none is answered with the choice."""
        if word not in COLORS:
            options = [(each, catalogue.say(f"choice.color.{each}")) for each in COLORS]
            return Acknowledgement(text=catalogue.say("answer.color"), buttons=(_row("color", options),))
        await self._choose(adapter, origin, "color", word)
        return Acknowledgement(text=catalogue.say(f"answer.color.{word}"))

    async def _choose(self, adapter: str, origin: Origin, column: str, value: Any) -> None:
        await self._database.do(
            f"insert into chat (adapter, chat, kind, {column}) values (%s, %s, %s, %s)"  # noqa: S608 -- ours
            f" on conflict (adapter, chat) do update set {column} = excluded.{column}",
            *(adapter, origin.chat, str(origin.kind), value),
        )


def _row(name: str, options: Sequence[tuple[str, str]]) -> tuple[Button, ...]:
    return tuple(Button(f"{name}:{value}", label) for value, label in options)


def _pairs(name: str, options: Sequence[tuple[str, str]]) -> Buttons:
    """Two buttons in each row."""
    made = _row(name, options)
    return tuple(made[first : first + 2] for first in range(0, len(made), 2))
