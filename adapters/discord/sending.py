"""How an answer finds its way: into the channel, by an interaction while it is open, or to the person."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

import discord

from adapters.contract import (
    Button,
    ChatKind,
    Delayed,
    Destination,
    Reader,
    Refused,
    Reply,
    Status,
    files,
)
from adapters.discord import errors, permissions
from adapters.discord.client import HeirloomClient
from adapters.discord.outgoing import Location, OutgoingMessage, nonce, read
from adapters.discord.tokens import InteractionToken

log = logging.getLogger(__name__)

_OFFLINE_SECONDS = 10.0
_NO_HISTORY = 160002
"""Discord's code where a message may not be answered for want of `read_message_history`."""


class Sender:
    """Sends and changes messages; keeps nothing."""

    def __init__(
        self, client: Callable[[], HeirloomClient | None], reader: Reader, clock: Callable[[], float]
    ) -> None:
        """`client` gives the one that is logged in, None while there is none; `clock` tells seconds since the
        epoch."""
        self._logged_in = client
        self._reader = reader
        self._clock = clock

    async def update(self, status: Status) -> str | None:
        """See `Adapter.update`."""
        outgoing = OutgoingMessage(
            status.key,
            status.text,
            await read([status.picture] if status.picture else []),
            status.buttons,
            status.request,
        )
        token = InteractionToken.read(status.to.context)
        if token and not status.state.final and not token.reaches_channel:
            fetch = Button(files(status.request), self._reader.say("discord.fetch", status.to.language))
            outgoing = replace(outgoing, buttons=(*outgoing.buttons, (fetch,)))
        with errors.delivering():
            location = self._standing(status, token)
            if location is not None:
                changed = await self._change(status.to, token, location, outgoing)
                if changed or (changed is None and not status.state.final):
                    return str(location)
            location = await self._send(status.to, token, outgoing, must_arrive=status.state.final)
        return str(location) if location else status.message

    async def deliver(self, reply: Reply) -> tuple[str, ...]:
        """See `Adapter.deliver`."""
        contents = [enclosure.content for enclosure in reply.enclosures]
        outgoing = OutgoingMessage(reply.key, reply.text, await read(contents), request=reply.request)
        return await self.send(reply.to, outgoing)

    async def send(self, to: Destination, outgoing: OutgoingMessage) -> tuple[str, ...]:
        """Send a message that has to arrive; the ids of what it became.

        Raises:
            Delayed, Refused: see `Adapter.deliver`.
        """
        with errors.delivering():
            token = InteractionToken.read(to.context)
            try:
                location = await self._send(to, token, outgoing, must_arrive=True)
            except discord.HTTPException as problem:
                if not (outgoing.files and errors.too_large(problem)):
                    raise
                location = await self._send(
                    to, token, self._without_files(to, outgoing, "discord.too_large"), must_arrive=True
                )
        return (str(location),) if location else ()

    # ------------------------------------------------------------------------------------- new messages

    async def _send(
        self, to: Destination, token: InteractionToken | None, outgoing: OutgoingMessage, *, must_arrive: bool
    ) -> Location | None:
        """A new message; None where there is no way but to the person alone, and it need not arrive."""
        closed: discord.HTTPException | None = None
        if _reaches_channel(token):
            try:
                return await self._into_channel(to, token, outgoing)
            except discord.HTTPException as problem:
                if not errors.closed(problem):
                    raise
                log.info("A channel is closed: %s %s", problem.status, problem.code)
                closed = problem
        if token and token.is_open(self._clock()):
            try:
                return await self._by_interaction(to, token, outgoing)
            except discord.HTTPException as problem:
                if not errors.expired(problem):
                    raise
        if not must_arrive:
            return None
        if closed and token is None and to.kind is ChatKind.PRIVATE:
            raise closed
        return await self._to_person(to, outgoing, closed)

    async def _into_channel(
        self, to: Destination, token: InteractionToken | None, outgoing: OutgoingMessage
    ) -> Location:
        channel = _channel(to, token)
        apart = channel != _home(to)
        parts = outgoing.parts(to.chat if apart else "") | {"nonce": nonce(outgoing.key)}
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
                parts = outgoing.parts("") | {"nonce": nonce(outgoing.key)}
            else:
                return Location(channel, str(message.id))
        return Location(channel, str((await messages.send(**parts)).id), apart)

    async def _by_interaction(
        self, to: Destination, token: InteractionToken, outgoing: OutgoingMessage
    ) -> Location:
        apart = token.channel != _home(to)
        parts = outgoing.parts(to.chat if apart else "")
        hook = self._hook(token)
        await self._keep_promise(to, token, hook)
        message = await hook.send(**parts, ephemeral=token.private, wait=True)
        return Location(token.channel, str(message.id), apart)

    async def _keep_promise(self, to: Destination, token: InteractionToken, hook: discord.Webhook) -> None:
        """The first message after "is thinking" takes its place, which is kept for the status."""
        try:
            promised = await hook.fetch_message(int(token.message))
        except discord.NotFound:
            return
        if promised.flags.loading:
            await hook.edit_message(promised.id, content=self._reader.say("status.sending", to.language))

    async def _to_person(
        self, to: Destination, outgoing: OutgoingMessage, closed: discord.HTTPException | None
    ) -> Location:
        """Alone with them, saying why it comes there."""
        why = self._why(to, closed)
        try:
            channel = await self._client().create_dm(discord.Object(int(to.sender)))
            parts = replace(outgoing, text=f"{outgoing.text}\n{why}".strip()).parts(to.chat)
            message = await channel.send(**parts, nonce=nonce(outgoing.key))
        except discord.Forbidden as problem:
            raise Refused("forbidden" if closed else "expired", str(problem.code)) from problem
        return Location(str(channel.id), str(message.id), apart=True)

    def _why(self, to: Destination, closed: discord.HTTPException | None) -> str:
        if closed is None:
            return self._reader.say("discord.late", to.language)
        lacking = self._lacking(to)
        if lacking:
            return self._reader.say("discord.elsewhere", to.language, permissions=lacking)
        return self._reader.say("discord.closed", to.language)

    # ----------------------------------------------------------------------------------------- changes

    def _standing(self, status: Status, token: InteractionToken | None) -> Location | None:
        """Where the status message is; before there is one, the response that was promised."""
        if status.message:
            return Location.read(status.message, _home(status.to))
        if token and token.is_open(self._clock()):
            return Location(token.channel, token.message, token.channel != _home(status.to))
        return None

    async def _change(
        self,
        to: Destination,
        token: InteractionToken | None,
        location: Location,
        outgoing: OutgoingMessage,
    ) -> bool | None:
        """Change a message: whether it was there; None where the bot cannot reach it any more."""
        try:
            return await self._rewrite(to, token, location, outgoing)
        except discord.HTTPException as problem:
            if errors.archived(problem):
                return None
            if outgoing.files and errors.too_large(problem):
                textual = self._without_files(to, outgoing, "discord.too_large")
            elif outgoing.files and isinstance(problem, discord.Forbidden) and (lacking := self._lacking(to)):
                textual = self._without_files(to, outgoing, "discord.lacking", permissions=lacking)
            else:
                raise
        return await self._rewrite(to, token, location, textual)

    async def _rewrite(
        self,
        to: Destination,
        token: InteractionToken | None,
        location: Location,
        outgoing: OutgoingMessage,
    ) -> bool | None:
        changes = outgoing.changes(to.chat if location.apart else "")
        try:
            if token and location.message == token.message and token.is_open(self._clock()):
                try:
                    await self._hook(token).edit_message(int(location.message), **changes)
                except discord.HTTPException as problem:
                    if not errors.expired(problem):
                        raise
                    changes = outgoing.changes(to.chat if location.apart else "")
                else:
                    return True
            if not (location.apart or _reaches_channel(token)):
                return None
            channel = self._client().get_partial_messageable(int(location.channel))
            await channel.get_partial_message(int(location.message)).edit(**changes)
        except discord.NotFound:
            return False
        return True

    def _without_files(
        self, to: Destination, outgoing: OutgoingMessage, code: str, **parameters: str
    ) -> OutgoingMessage:
        notice = self._reader.say(code, to.language, **parameters)
        return replace(outgoing, files=(), text=f"{outgoing.text}\n{notice}".strip())

    # ---------------------------------------------------------------------------------------- Discord

    def _client(self) -> HeirloomClient:
        client = self._logged_in()
        if client is None:
            raise Delayed(_OFFLINE_SECONDS, "not logged in")
        return client

    def _hook(self, token: InteractionToken) -> discord.Webhook:
        """What answers to an interaction go through; it works with the token alone, also after a restart."""
        client = self._client()
        hook = discord.Webhook.partial(client.application_id or 0, token.token, client=client)
        hook.type = discord.WebhookType.application  # only these may answer to one person alone
        return hook

    def _lacking(self, to: Destination) -> str:
        """The permissions that are missing in the channel, in words; empty where that cannot be told."""
        channel = self._client().get_channel(int(_home(to)))
        return permissions.named(self._reader, permissions.missing_in(channel), to.language)


def _home(to: Destination) -> str:
    """The channel that answers to a chat belong into."""
    return to.thread or to.chat


def _channel(to: Destination, token: InteractionToken | None) -> str:
    """The channel where the person acted last."""
    return token.channel if token else _home(to)


def _reaches_channel(token: InteractionToken | None) -> bool:
    """Whether the bot may write where it was asked, without an interaction."""
    return token is None or token.reaches_channel
