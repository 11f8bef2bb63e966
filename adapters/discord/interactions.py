"""Commands, menus and buttons: acknowledged at once, whatever is going on, and then handed to the service."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import discord

from adapters.contract import (
    Acknowledgement,
    Buttons,
    IncomingAction,
    IncomingCommand,
    Origin,
    Reader,
    Wishes,
    cancel,
)
from adapters.discord import errors, origins
from adapters.discord.attachments import Attachments
from adapters.discord.buttons import view
from adapters.discord.client import Interaction
from adapters.discord.cooldowns import Cooldowns
from adapters.discord.outgoing import OutgoingMessage, read
from adapters.discord.tokens import InteractionToken
from adapters.handover import Handover

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Promise:
    """A response that is to come: its message's id, and whether only the person sees it."""

    message: int
    private: bool


class Interactions:
    """Answers interactions."""

    def __init__(
        self, handover: Handover, reader: Reader, attachments: Attachments, cooldowns: Cooldowns
    ) -> None:
        self._handover = handover
        self._reader = reader
        self._attachments = attachments
        self._cooldowns = cooldowns

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
        """See `Answers.photo`."""
        if not attachments:
            await self.wrong(interaction, "discord.nothing_there")
            return
        with self._handover.taken(origins.home(interaction)) as turn:
            promise = await _promised(interaction, private=private)
            if promise is None:
                return
            await turn.come()
            origin = origins.of_interaction(interaction, promise.message, private=promise.private)
            async with self._attachments.at_once:
                pictures = await self._attachments.pictures(
                    attachments,
                    message=message.id if message else promise.message,
                    where={"channel": str(message.channel.id), "message": str(message.id)} if message else {},
                )
                answer = await self._handover.receive(
                    IncomingCommand(origin=origin, name=name, pictures=pictures, wishes=wishes)
                )
            await _answer(interaction, answer)

    async def plain(self, interaction: Interaction, name: str, argument: str) -> None:
        """See `Answers.plain`."""
        with self._handover.taken(origins.home(interaction)) as turn:
            promise = await _promised(interaction, private=True)
            if promise is None:
                return
            await turn.come()
            origin = origins.of_interaction(interaction, promise.message, private=promise.private)
            answer = await self._handover.receive(
                IncomingCommand(origin=origin, name=name, argument=argument)
            )
            await _answer(interaction, answer)

    async def pressed(self, interaction: Interaction, chat: str, action: str) -> None:
        """A button was pressed, or something chosen from a menu; `chat` as in the button."""
        wait = self._cooldowns.wait_seconds(interaction.user.id)
        if wait is not None:
            await self.wrong(interaction, "discord.slowly", seconds=wait)
            return
        try:
            await self._press(interaction, chat, action)
        except Exception:
            log.exception("A press failed")
            await self.wrong(interaction, "discord.went_wrong")

    async def _press(self, interaction: Interaction, chat: str, action: str) -> None:
        message = interaction.message
        if message is None:
            return
        with self._handover.taken(chat or origins.home(interaction)) as turn:
            if not await _acknowledged(interaction):
                return
            await turn.come()
            private = message.flags.ephemeral
            origin = origins.of_interaction(
                interaction, message.id, private=private, message=message.id, chat=chat
            )
            answer = await self._handover.receive(
                IncomingAction(origin=origin, action=action, press=str(interaction.id))
            )
            if answer.text is not None:
                await _notice(interaction, answer.text, answer.buttons)
            if answer.request is not None and _waits(message, answer.request):
                await self._catch_up(interaction, origin, answer.request, chat)

    async def wrong(self, interaction: Interaction, code: str, **parameters: str | float) -> None:
        """See `Answers.wrong`."""
        await _notice(interaction, self._reader.say(code, str(interaction.locale), **parameters))

    async def _catch_up(self, interaction: Interaction, origin: Origin, request: str, chat: str) -> None:
        """Show the end of a request in a message that could not be changed when it came."""
        token = InteractionToken.read(origin.context)
        if token is None or token.reaches_channel:
            return
        seen = await self._reader.view(origin.chat, request)
        if seen is None or not seen.state.final:
            return
        compared = [part.versions["compare"] for part in seen.parts if "compare" in part.versions][:1]
        try:
            outgoing = OutgoingMessage("", seen.text, await read(compared), seen.buttons, request)
            await interaction.edit_original_response(**outgoing.changes(chat))
        except errors.UNSAID as problem:
            log.info("Not shown: %s", type(problem).__name__)


def _waits(message: discord.Message, request: str) -> bool:
    """Whether a message still offers to stop a request."""
    items = [item for row in message.components for item in getattr(row, "children", ())]
    return any(str(getattr(item, "custom_id", "")).endswith(cancel(request)) for item in items)


async def _promised(interaction: Interaction, *, private: bool) -> Promise | None:
    """Acknowledge a command ("is thinking"); None where that came too late, or had been done."""
    try:
        response = await interaction.response.defer(ephemeral=private, thinking=True)
        if response is None or response.message_id is None:
            return Promise((await interaction.original_response()).id, private)
    except errors.UNSAID as problem:
        log.warning("A command could not be acknowledged: %s", type(problem).__name__)
        return None
    return Promise(response.message_id, private or response.is_ephemeral())


async def _acknowledged(interaction: Interaction) -> bool:
    """Acknowledge a press; false where that came too late, or had been done."""
    try:
        await interaction.response.defer()
    except errors.UNSAID as problem:
        log.warning("A press could not be acknowledged: %s", type(problem).__name__)
        return False
    return True


async def _answer(interaction: Interaction, answer: Acknowledgement) -> None:
    """Say what the service says at once; the status of what it took comes by itself."""
    try:
        if answer.text is not None:
            await interaction.edit_original_response(content=answer.text, view=view(answer.buttons))
        elif answer.ignored:
            await interaction.delete_original_response()
    except errors.UNSAID as problem:
        log.info("Not answered: %s", type(problem).__name__)


async def _notice(interaction: Interaction, text: str, buttons: Buttons = ()) -> None:
    """Say something to the person alone."""
    shown = view(buttons) or discord.utils.MISSING
    try:
        if interaction.response.is_done():
            await interaction.followup.send(text, ephemeral=True, view=shown)
        else:
            await interaction.response.send_message(text, ephemeral=True, view=shown)
    except errors.UNSAID as problem:
        log.info("Not answered: %s", type(problem).__name__)
