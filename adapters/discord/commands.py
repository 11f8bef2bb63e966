"""The commands: slash commands, and the two in the menu of a message."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

import discord
from discord import app_commands
from discord.app_commands import locale_str

from adapters.contract import CommandEntry, Reader, Wishes
from adapters.discord.client import HeirloomClient, Interaction
from adapters.discord.cooldowns import Cooldowns

log = logging.getLogger(__name__)

Percent = app_commands.Range[int, 0, 100]

PHOTO_COMMANDS = ("restore", "colorize")
"""Commands that take a photo; they stand in the menu of messages as well."""

_TAKE_A_WORD = frozenset({"language", "automatic"})
"""Commands whose argument is a field; the others have none."""

_DESCRIPTION_CHARACTERS = 100


class Answers(Protocol):
    """Who carries the commands out."""

    async def photo(
        self,
        interaction: Interaction,
        name: str,
        attachments: list[discord.Attachment],
        *,
        wishes: Wishes,
        private: bool,
        message: discord.Message | None = None,
    ) -> None:
        """A command about photos: attached to it, or in a `message`."""
        ...

    async def plain(self, interaction: Interaction, name: str, argument: str) -> None:
        """Any other command."""
        ...

    async def wrong(self, interaction: Interaction, code: str, **parameters: str | float) -> None:
        """Something is to be said instead."""
        ...


class Commands(app_commands.CommandTree[HeirloomClient]):
    """All commands, made from the service's own table, so that both know the same ones."""

    def __init__(
        self,
        client: HeirloomClient,
        reader: Reader,
        answers: Answers,
        cooldowns: Cooldowns,
        *,
        automatic: bool,
    ) -> None:
        """`automatic` = the bot sees every photo of a group, so that the command of that name makes sense."""
        super().__init__(
            client,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
        )
        self._answers = answers
        self._cooldowns = cooldowns
        menu, about, described = (reader.words(f"discord.{room}") for room in ("menu", "about", "does"))
        for entry in reader.commands():
            if entry.operators_only or (entry.name == "automatic" and not automatic):
                continue
            self.add_command(_slash(entry, answers, about, described))
            if entry.name in PHOTO_COMMANDS:
                self.add_command(_in_menu(entry.name, menu[entry.name], answers))

    async def interaction_check(self, interaction: Interaction) -> bool:
        """Nobody may go too fast."""
        wait = self._cooldowns.wait_seconds(interaction.user.id)
        if wait is not None:
            await self._answers.wrong(interaction, "discord.slowly", seconds=wait)
        return wait is None

    async def on_error(self, interaction: Interaction, problem: app_commands.AppCommandError) -> None:
        """Nobody is left without an answer."""
        if isinstance(problem, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            await self._answers.wrong(interaction, "answer.unknown")
            return
        log.error("A command failed", exc_info=problem)
        await self._answers.wrong(interaction, "discord.went_wrong")


def _slash(
    entry: CommandEntry, answers: Answers, about: Mapping[str, str], described: Mapping[str, str]
) -> app_commands.Command[Any, ..., None]:
    if entry.name in PHOTO_COMMANDS:
        callback = _restore(answers) if entry.name == "restore" else _colorize(answers)
    else:
        callback = (_with_a_word if entry.name in _TAKE_A_WORD else _without)(entry.name, answers)
    command: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=locale_str(entry.name, code=f"discord.name.{entry.name}"),
        description=locale_str(
            described.get(entry.name, entry.text)[:_DESCRIPTION_CHARACTERS],
            code=f"{'discord.does' if entry.name in described else 'command'}.{entry.name}",
        ),
        callback=callback,  # type: ignore[arg-type]
    )
    if entry.groups_only:
        command.allowed_contexts = app_commands.AppCommandContext(guild=True)
    fields = [parameter.name for parameter in command.parameters]
    app_commands.rename(**{name: locale_str(name, code=f"discord.option.{name}") for name in fields})(command)
    app_commands.describe(**{name: locale_str(about[name], code=f"discord.about.{name}") for name in fields})(
        command
    )
    if entry.admins_only:
        command.default_permissions = discord.Permissions(manage_messages=True)
    return command


def _in_menu(name: str, title: str, answers: Answers) -> app_commands.ContextMenu:
    async def about(interaction: Interaction, message: discord.Message) -> None:
        await answers.photo(
            interaction, name, files_of(message), wishes=Wishes(), private=False, message=message
        )

    return app_commands.ContextMenu(name=locale_str(title, code=f"discord.menu.{name}"), callback=about)


def files_of(message: discord.Message) -> list[discord.Attachment]:
    """The files of a message, and of one that it forwards."""
    forwarded = [each for snapshot in message.message_snapshots for each in snapshot.attachments]
    return [*message.attachments, *forwarded]


def _restore(answers: Answers) -> Callable[..., Awaitable[None]]:
    async def restore(
        interaction: Interaction,
        photo: discord.Attachment,
        colorize: bool | None = None,
        strength: Percent | None = None,
        private: bool = False,
    ) -> None:
        wishes = Wishes(colorize=colorize, strength=_share(strength))
        await answers.photo(interaction, "restore", [photo], wishes=wishes, private=private)

    return restore


def _colorize(answers: Answers) -> Callable[..., Awaitable[None]]:
    async def colorize(
        interaction: Interaction,
        photo: discord.Attachment,
        strength: Percent | None = None,
        private: bool = False,
    ) -> None:
        wishes = Wishes(strength=_share(strength))
        await answers.photo(interaction, "colorize", [photo], wishes=wishes, private=private)

    return colorize


def _with_a_word(name: str, answers: Answers) -> Callable[..., Awaitable[None]]:
    async def with_a_word(interaction: Interaction, choice: str = "") -> None:
        await answers.plain(interaction, name, choice)

    return with_a_word


def _without(name: str, answers: Answers) -> Callable[..., Awaitable[None]]:
    async def without(interaction: Interaction) -> None:
        await answers.plain(interaction, name, "")

    return without


def _share(percent: int | None) -> float | None:
    return None if percent is None else percent / 100
