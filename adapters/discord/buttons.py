"""Buttons and menus that work over restarts: what they do stands in their `custom_id`; nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Self

import discord

from adapters.contract import Button, Buttons, cancel, delete

ROWS = 5
IN_A_ROW = 5
OPTIONS = 25
"""What one message can hold."""

_LABEL_CHARACTERS = 80
_OPTION_CHARACTERS = 100


class ActionButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=re.compile(r"heirloom:(?P<chat>\d*):(?P<action>.+)", re.DOTALL),
):
    """A button; `chat` is the one that its request belongs to, empty where the message lies there."""

    def __init__(
        self,
        chat: str,
        action: str,
        label: str = "",
        *,
        row: int | None = None,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    ) -> None:
        super().__init__(
            discord.ui.Button(
                label=label[:_LABEL_CHARACTERS], style=style, custom_id=f"heirloom:{chat}:{action}", row=row
            )
        )
        self._chat = chat
        self._action = action

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed."""
        return cls(match["chat"], match["action"], row=item.row)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the press over."""
        await interaction.client.listener.pressed(interaction, self._chat, self._action)


class ActionSelect(
    discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]],
    template=re.compile(r"heirloom-choice:(?P<chat>\d*)"),
):
    """A menu whose options are actions."""

    def __init__(self, chat: str, options: Iterable[Button] = (), *, row: int | None = None) -> None:
        super().__init__(
            discord.ui.Select(
                custom_id=f"heirloom-choice:{chat}",
                options=[
                    discord.SelectOption(label=option.text[:_OPTION_CHARACTERS], value=option.action)
                    for option in options
                ],
                row=row,
            )
        )
        self._chat = chat

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The menu that something was chosen from."""
        return cls(match["chat"], row=item.row)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the choice over."""
        for action in self.item.values:
            await interaction.client.listener.pressed(interaction, self._chat, action)


def view(buttons: Buttons, request: str | None = None, *, chat: str = "") -> discord.ui.View | None:
    """The buttons as Discord shows them, None where there are none; `chat` where they do not stand in it.

    A choice among many is a menu. What does not fit into one message is left out from the end.
    """
    every = [button for row in buttons for button in row]
    if not every:
        return None
    made = discord.ui.View(timeout=None)
    if len(every) > IN_A_ROW and len({button.action.partition(":")[0] for button in every}) == 1:
        made.add_item(ActionSelect(chat, every[:OPTIONS]))
    else:
        for number, row in enumerate(_rows(buttons)[:ROWS]):
            for button in row:
                made.add_item(
                    ActionButton(chat, button.action, button.text, row=number, style=_style(button, request))
                )
    made.stop()  # discord.py would keep it until the end of the process; it is found by its template instead
    return made


def _rows(buttons: Buttons) -> list[tuple[Button, ...]]:
    return [row[first : first + IN_A_ROW] for row in buttons if row for first in range(0, len(row), IN_A_ROW)]


def _style(button: Button, request: str | None) -> discord.ButtonStyle:
    ends = request is not None and button.action in (cancel(request), delete(request))
    return discord.ButtonStyle.danger if ends else discord.ButtonStyle.secondary
