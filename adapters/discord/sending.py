"""How an answer finds its way: into the channel, by an interaction while it is open, or to the person."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

import discord

from adapters.contract import (
    Button,
    ChatKind,
    DeliveryDelayed,
    DeliveryRefused,
    Desk,
    Destination,
    Reply,
    Status,
    files,
)
from adapters.discord import errors, permissions
from adapters.discord.client import HeirloomClient
from adapters.discord.context import Interim
from adapters.discord.letters import Letter, Place, nonce, read

log = logging.getLogger(__name__)

_OFFLINE_SECONDS = 10.0
_NO_HISTORY = 160002
"""Discord's code where a message may not be answered for want of `read_message_history`."""


class Sender:
    """Sends and changes messages; keeps nothing."""

    def __init__(
        self, client: Callable[[], HeirloomClient | None], desk: Desk, clock: Callable[[], float]
    ) -> None:
        """`client` gives the one that is logged in, None while there is none; `clock` tells seconds since the
        epoch."""
        self._logged_in = client
        self._desk = desk
        self._clock = clock

    async def update(self, status: Status) -> str | None:
        """See `Adapter.update`."""
        letter = Letter(
            status.key,
            status.text,
            await read([status.picture] if status.picture else []),
            status.buttons,
            status.request,
        )
        interim = Interim.read(status.to.context)
        if interim and not status.state.final and not interim.reaches_channel:
            fetch = Button(files(status.request), self._desk.say("discord.fetch", status.to.language))
            letter = replace(letter, buttons=(*letter.buttons, (fetch,)))
        with errors.telling():
            place = self._standing(status, interim)
            if place is not None:
                changed = await self._change(status.to, interim, place, letter)
                if changed or (changed is None and not status.state.final):
                    return str(place)
            place = await self._send(status.to, interim, letter, must_arrive=status.state.final)
        return str(place) if place else status.message

    async def deliver(self, reply: Reply) -> tuple[str, ...]:
        """See `Adapter.deliver`."""
        contents = [enclosure.content for enclosure in reply.enclosures]
        letter = Letter(reply.key, reply.text, await read(contents), request=reply.request)
        return await self.send(reply.to, letter)

    async def send(self, to: Destination, letter: Letter) -> tuple[str, ...]:
        """Send a message that has to arrive; the ids of what it became.

        Raises:
            DeliveryDelayed, DeliveryRefused: see `Adapter.deliver`.
        """
        with errors.telling():
            interim = Interim.read(to.context)
            try:
                place = await self._send(to, interim, letter, must_arrive=True)
            except discord.HTTPException as problem:
                if not (letter.files and errors.too_large(problem)):
                    raise
                place = await self._send(
                    to, interim, self._without_files(to, letter, "discord.too_large"), must_arrive=True
                )
        return (str(place),) if place else ()

    # ------------------------------------------------------------------------------------- new messages

    async def _send(
        self, to: Destination, interim: Interim | None, letter: Letter, *, must_arrive: bool
    ) -> Place | None:
        """A new message; None where there is no way but to the person alone, and it need not arrive."""
        closed: discord.HTTPException | None = None
        if _reaches_channel(interim):
            try:
                return await self._into_channel(to, interim, letter)
            except discord.HTTPException as problem:
                if not errors.closed(problem):
                    raise
                log.info("A channel is closed: %s %s", problem.status, problem.code)
                closed = problem
        if interim and interim.is_open(self._clock()):
            try:
                return await self._by_interaction(to, interim, letter)
            except discord.HTTPException as problem:
                if not errors.expired(problem):
                    raise
        if not must_arrive:
            return None
        if closed and interim is None and to.kind is ChatKind.PRIVATE:
            raise closed
        return await self._to_person(to, letter, closed)

    async def _into_channel(self, to: Destination, interim: Interim | None, letter: Letter) -> Place:
        channel = _channel(to, interim)
        apart = channel != _home(to)
        parts = letter.parts(to.chat if apart else "") | {"nonce": nonce(letter.key)}
        messages = self._client().get_partial_messageable(int(channel))
        if not apart:
            answered = discord.MessageReference(
                message_id=int(to.answers), channel_id=int(channel), fail_if_not_exists=False
            )
            try:
                message = await messages.send(**parts, reference=answered, mention_author=False)
            except discord.HTTPException as problem:
                if problem.code != _NO_HISTORY:
                    raise
                parts = letter.parts("") | {"nonce": nonce(letter.key)}
            else:
                return Place(channel, str(message.id))
        return Place(channel, str((await messages.send(**parts)).id), apart)

    async def _by_interaction(self, to: Destination, interim: Interim, letter: Letter) -> Place:
        apart = interim.channel != _home(to)
        parts = letter.parts(to.chat if apart else "")
        hook = self._hook(interim)
        await self._keep_promise(to, interim, hook)
        message = await hook.send(**parts, ephemeral=interim.private, wait=True)
        return Place(interim.channel, str(message.id), apart)

    async def _keep_promise(self, to: Destination, interim: Interim, hook: discord.Webhook) -> None:
        """The first message after "is thinking" takes its place, which is kept for the status."""
        try:
            promised = await hook.fetch_message(int(interim.message))
        except discord.NotFound:
            return
        if promised.flags.loading:
            await hook.edit_message(promised.id, content=self._desk.say("status.sending", to.language))

    async def _to_person(
        self, to: Destination, letter: Letter, closed: discord.HTTPException | None
    ) -> Place:
        """Alone with them, saying why it comes there."""
        why = self._why(to, closed)
        try:
            channel = await self._client().create_dm(discord.Object(int(to.sender)))
            parts = replace(letter, text=f"{letter.text}\n{why}".strip()).parts(to.chat)
            message = await channel.send(**parts, nonce=nonce(letter.key))
        except discord.Forbidden as problem:
            raise DeliveryRefused("forbidden" if closed else "expired", str(problem.code)) from problem
        return Place(str(channel.id), str(message.id), apart=True)

    def _why(self, to: Destination, closed: discord.HTTPException | None) -> str:
        if closed is None:
            return self._desk.say("discord.late", to.language)
        lacking = self._lacking(to)
        if lacking:
            return self._desk.say("discord.elsewhere", to.language, permissions=lacking)
        return self._desk.say("discord.closed", to.language)

    # ----------------------------------------------------------------------------------------- changes

    def _standing(self, status: Status, interim: Interim | None) -> Place | None:
        """Where the status message is; before there is one, the response that was promised."""
        if status.message:
            return Place.read(status.message, _home(status.to))
        if interim and interim.is_open(self._clock()):
            return Place(interim.channel, interim.message, interim.channel != _home(status.to))
        return None

    async def _change(
        self, to: Destination, interim: Interim | None, place: Place, letter: Letter
    ) -> bool | None:
        """Change a message: whether it was there; None where the bot cannot reach it any more."""
        try:
            return await self._rewrite(to, interim, place, letter)
        except discord.HTTPException as problem:
            if errors.archived(problem):
                return None
            if letter.files and errors.too_large(problem):
                bare = self._without_files(to, letter, "discord.too_large")
            elif letter.files and isinstance(problem, discord.Forbidden) and (lacking := self._lacking(to)):
                bare = self._without_files(to, letter, "discord.lacking", permissions=lacking)
            else:
                raise
        return await self._rewrite(to, interim, place, bare)

    async def _rewrite(
        self, to: Destination, interim: Interim | None, place: Place, letter: Letter
    ) -> bool | None:
        changes = letter.changes(to.chat if place.apart else "")
        try:
            if interim and place.message == interim.message and interim.is_open(self._clock()):
                try:
                    await self._hook(interim).edit_message(int(place.message), **changes)
                except discord.HTTPException as problem:
                    if not errors.expired(problem):
                        raise
                    changes = letter.changes(to.chat if place.apart else "")
                else:
                    return True
            if not (place.apart or _reaches_channel(interim)):
                return None
            channel = self._client().get_partial_messageable(int(place.channel))
            await channel.get_partial_message(int(place.message)).edit(**changes)
        except discord.NotFound:
            return False
        return True

    def _without_files(self, to: Destination, letter: Letter, code: str, **parameters: str) -> Letter:
        said = self._desk.say(code, to.language, **parameters)
        return replace(letter, files=(), text=f"{letter.text}\n{said}".strip())

    # ---------------------------------------------------------------------------------------- Discord

    def _client(self) -> HeirloomClient:
        client = self._logged_in()
        if client is None:
            raise DeliveryDelayed(_OFFLINE_SECONDS, "not logged in")
        return client

    def _hook(self, interim: Interim) -> discord.Webhook:
        """What answers to an interaction go through; it works with the token alone, also after a restart."""
        client = self._client()
        hook = discord.Webhook.partial(client.application_id or 0, interim.token, client=client)
        hook.type = discord.WebhookType.application  # only these may answer to one person alone
        return hook

    def _lacking(self, to: Destination) -> str:
        """The permissions that are missing in the channel, in words; empty where that cannot be told."""
        channel = self._client().get_channel(int(_home(to)))
        return permissions.named(self._desk, permissions.missing_in(channel), to.language)


def _home(to: Destination) -> str:
    """The channel that answers to a chat belong into."""
    return to.thread or to.chat


def _channel(to: Destination, interim: Interim | None) -> str:
    """The channel where the person acted last."""
    return interim.channel if interim else _home(to)


def _reaches_channel(interim: Interim | None) -> bool:
    """Whether the bot may write where it was asked, without an interaction."""
    return interim is None or interim.reaches_channel
