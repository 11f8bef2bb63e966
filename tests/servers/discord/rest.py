"""The REST API, as far as a bot like this one uses it, with Discord's rules."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.servers.discord import payloads, refusals
from tests.servers.discord.forms import Form, check_commands, check_message
from tests.servers.discord.gateway import Gateway
from tests.servers.discord.refusals import Limited, Refused, json_answer
from tests.servers.discord.world import Allow, Channel, Flag, Interaction, Kind, Message, User, World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PROMISE, PROMISE_TO_CHANGE, MESSAGE = 5, 6, 4
"""Types of answers to an interaction."""


class Rest:
    """The API.

    Attributes:
        base: where this server is.
        commands: those that are registered, and how often they were.
        limits: for each channel, how long its next messages are told to wait.
        failures: statuses that the next requests end with, whatever they are.
        broken: refusals of every request whose path holds the key.
        lost: for so many requests, what was done is not told.
        calls: every request that was answered: method, path without ids of messages, status.
        held: what waits before it is looked at, for requests whose path holds the key.
        sent: of each message that was to be made in a channel, that channel and the nonce.
    """

    def __init__(self, world: World, gateway: Gateway) -> None:
        self._world = world
        self._gateway = gateway
        self.base = ""
        self.commands: list[dict[str, Any]] = []
        self.registered = 0
        self.limits: dict[int, list[float]] = {}
        self.failures: list[int] = []
        self.broken: dict[str, Refused] = {}
        self.lost = 0
        self.calls: list[tuple[str, str, int]] = []
        self.held: dict[str, asyncio.Event] = {}
        self.sent: list[tuple[Channel, str | None]] = []

    def routes(self) -> list[web.RouteDef]:
        """Under /api/v10."""
        hook = "/webhooks/{application}/{token}"
        return [
            web.get("/users/@me", self._me),
            web.post("/users/@me/channels", self._direct),
            web.get("/oauth2/applications/@me", self._application),
            web.get("/gateway/bot", self._gateway_bot),
            web.put("/applications/{application}/commands", self._register),
            web.post("/channels/{channel}/messages", self._post),
            web.get("/channels/{channel}/messages/{message}", self._get),
            web.patch("/channels/{channel}/messages/{message}", self._patch),
            web.post("/interactions/{interaction}/{token}/callback", self._callback),
            web.post(hook, self._follow_up),
            web.get(hook + "/messages/{message}", self._hook_get),
            web.patch(hook + "/messages/{message}", self._hook_patch),
            web.delete(hook + "/messages/{message}", self._hook_delete),
        ]

    @web.middleware
    async def around(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Who may ask at all, what goes wrong, and the headers of every answer."""
        for part, gate in self.held.items():
            if part in request.path:
                await gate.wait()
        answer: web.StreamResponse
        try:
            if self.failures:
                raise Refused(self.failures.pop(0), 0, "something broke")
            without_token = "webhooks" in request.path or "interactions" in request.path
            if not without_token and request.headers.get("Authorization") != f"Bot {self._gateway.token}":
                raise refusals.UNAUTHORIZED
            for refused in (each for part, each in self.broken.items() if part in request.path):
                raise refused
            answer = await handler(request)
            if self.lost and request.method == "POST":
                self.lost -= 1
                raise Refused(502, 0, "Bad Gateway")
        except Refused as refused:
            answer = refused.answer()
        self.calls.append((request.method, request.path, answer.status))
        if answer.status != 429:
            answer.headers["X-RateLimit-Limit"] = "1000"
            answer.headers["X-RateLimit-Remaining"] = "999"
            answer.headers["X-RateLimit-Reset-After"] = "1"
        return answer

    # The bot itself.

    async def _me(self, request: web.Request) -> web.Response:
        return json_answer(payloads.user(self._world.bot) | {"verified": True, "email": None})

    async def _application(self, request: web.Request) -> web.Response:
        bot = self._world.bot
        said = {"id": str(bot.id), "name": bot.name, "description": "", "icon": None, "flags": 0}
        return json_answer(
            said
            | {
                "summary": "",
                "bot_public": True,
                "bot_require_code_grant": False,
                "verify_key": "00",
                "owner": payloads.user(bot),
                "team": None,
            }
        )

    async def _gateway_bot(self, request: web.Request) -> web.Response:
        limits = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        said = {"url": self._gateway.resume_url, "shards": 1, "session_start_limit": limits}
        return json_answer(said)

    async def _register(self, request: web.Request) -> web.Response:
        commands = await request.json()
        check_commands(commands)
        self.commands, self.registered = commands, self.registered + 1
        bot = str(self._world.bot.id)
        made = [
            {
                "id": str(self._world.snowflake()),
                "application_id": bot,
                "version": "1",
                "type": 1,
                "description": "",
            }
            | each
            for each in commands
        ]
        return json_answer(made)

    # Channels.

    async def _direct(self, request: web.Request) -> web.Response:
        person = self._world.people[int((await request.json())["recipient_id"])]
        return json_answer(payloads.channel(self._world.direct(person), (person,)))

    async def _post(self, request: web.Request) -> web.Response:
        channel = self._channel(request)
        form = await Form.read(request)
        self._check_limit(channel)
        check_message(form.said, form.files)
        self._check_writable(channel, with_files=bool(form.files))
        self._check_sizes(channel, form)
        if channel.archived and channel.locked:
            raise refusals.ARCHIVED
        channel.archived = False
        nonce = form.said.get("nonce")
        self.sent.append((channel, nonce))
        if nonce and form.said.get("enforce_nonce"):
            for each in self._world.in_channel(channel):
                if each.author is self._world.bot and each.nonce == nonce:
                    return self._told(each)
        answers = self._answered(channel, form.said.get("message_reference"))
        message = self._world.message(channel, self._world.bot, answers=answers, nonce=nonce)
        await self._write(message, form)
        return self._told(message)

    async def _get(self, request: web.Request) -> web.Response:
        channel = self._channel(request)
        if not self._world.may(channel) & Allow.VIEW_CHANNEL:
            raise refusals.MISSING_ACCESS
        message = self._message(channel, request)
        return json_answer(payloads.message(message, self.base, content=self.readable(message)))

    async def _patch(self, request: web.Request) -> web.Response:
        channel = self._channel(request)
        form = await Form.read(request)
        self._check_limit(channel)
        check_message(form.said, form.files, empty=True)
        if not self._world.may(channel) & Allow.VIEW_CHANNEL:
            raise refusals.MISSING_ACCESS
        message = self._message(channel, request)
        if message.author is not self._world.bot:
            raise refusals.NOT_YOURS
        if message.only_for:
            raise refusals.UNKNOWN_MESSAGE
        if channel.archived:
            raise refusals.ARCHIVED
        self._check_writable(channel, with_files=bool(form.files))
        self._check_sizes(channel, form)
        await self._write(message, form)
        return self._told(message)

    # Interactions.

    async def _callback(self, request: web.Request) -> web.Response:
        interaction = self._world.interactions.get(request.match_info["token"])
        if interaction is None or not interaction.open:
            raise refusals.UNKNOWN_INTERACTION
        if interaction.answered is not None:
            raise refusals.ALREADY_ACKNOWLEDGED
        said = await request.json()
        interaction.answered = said["type"]
        data = said.get("data") or {}
        if said["type"] == PROMISE_TO_CHANGE:
            interaction.response = interaction.message
        else:
            flags = Flag(data.get("flags", 0))
            if said["type"] == PROMISE:
                flags |= Flag.LOADING
            else:
                check_message(data, {})
            target = interaction.target.id if interaction.target else None
            interaction.response = self._said_by(interaction, flags, answers=target)
            await self._write(interaction.response, Form(data, {}))
        return json_answer(self._callback_answer(interaction))

    def _callback_answer(self, interaction: Interaction) -> dict[str, Any]:
        response = interaction.response
        assert response
        return {
            "interaction": {
                "id": str(interaction.id),
                "type": interaction.kind,
                "response_message_id": str(response.id),
                "response_message_loading": bool(response.flags & Flag.LOADING),
                "response_message_ephemeral": bool(response.flags & Flag.EPHEMERAL),
            },
            "resource": {"type": interaction.answered, "message": payloads.message(response, self.base)},
        }

    async def _follow_up(self, request: web.Request) -> web.Response:
        interaction = self._interaction(request)
        form = await Form.read(request)
        self._check_limit(interaction.channel)
        check_message(form.said, form.files)
        self._check_sizes(interaction.channel, form)
        first = interaction.response
        if first and first.flags & Flag.LOADING:  # the first one takes the place of what was promised
            message = first
        else:
            message = self._said_by(interaction, Flag(form.said.get("flags", 0)))
        await self._write(message, form)
        return self._told(message)

    async def _hook_get(self, request: web.Request) -> web.Response:
        return self._told(self._hook_message(request))

    async def _hook_patch(self, request: web.Request) -> web.Response:
        message = self._hook_message(request)
        form = await Form.read(request)
        self._check_limit(message.channel)
        check_message(form.said, form.files, empty=True)
        self._check_sizes(message.channel, form)
        await self._write(message, form)
        return self._told(message)

    async def _hook_delete(self, request: web.Request) -> web.Response:
        self._hook_message(request).gone = True
        return web.Response(status=204)

    # What all of them need.

    def readable(self, message: Message) -> bool:
        """Whether the bot is shown what a message says."""
        bot = self._world.bot
        private = message.channel.guild is None
        return private or message.author is bot or bot in message.mentions or self._gateway.reads_everything

    def _channel(self, request: web.Request) -> Channel:
        channel = self._world.channels.get(int(request.match_info["channel"]))
        if channel is None or channel.gone:
            raise refusals.UNKNOWN_CHANNEL
        return channel

    def _message(self, channel: Channel, request: web.Request) -> Message:
        message = self._world.messages.get(int(request.match_info["message"]))
        if message is None or message.gone or message.channel is not channel:
            raise refusals.UNKNOWN_MESSAGE
        return message

    def _interaction(self, request: web.Request) -> Interaction:
        interaction = self._world.interactions.get(request.match_info["token"])
        if interaction is None or not interaction.open or interaction.answered is None:
            raise refusals.INVALID_WEBHOOK_TOKEN
        return interaction

    def _hook_message(self, request: web.Request) -> Message:
        interaction = self._interaction(request)
        name = request.match_info["message"]
        response = interaction.response
        message = response if name == "@original" else self._world.messages.get(int(name))
        if (
            message is None
            or message.gone
            or (message is not response and message.interaction is not interaction)
        ):
            raise refusals.UNKNOWN_MESSAGE
        return message

    def _said_by(self, interaction: Interaction, flags: Flag, answers: int | None = None) -> Message:
        only_for: User | None = interaction.user if flags & Flag.EPHEMERAL else None
        return self._world.message(
            interaction.channel,
            self._world.bot,
            flags=flags,
            only_for=only_for,
            interaction=interaction,
            answers=answers,
        )

    def _check_limit(self, channel: Channel) -> None:
        if waits := self.limits.get(channel.id):
            raise Limited(waits.pop(0))

    def _check_writable(self, channel: Channel, *, with_files: bool) -> None:
        if channel.kind is Kind.DM:
            assert channel.person
            if channel.blocked or channel.person.closed:
                raise refusals.CLOSED
            return
        may = Allow(0) if channel.blocked else self._world.may(channel)
        if may & Allow.ADMINISTRATOR:
            return
        if not may & Allow.VIEW_CHANNEL:
            raise refusals.MISSING_ACCESS
        thread = channel.kind is Kind.THREAD
        if not may & (Allow.SEND_MESSAGES_IN_THREADS if thread else Allow.SEND_MESSAGES):
            raise refusals.MISSING_PERMISSIONS
        if with_files and not may & Allow.ATTACH_FILES:
            raise refusals.MISSING_PERMISSIONS

    def _check_sizes(self, channel: Channel, form: Form) -> None:
        limit = channel.guild.file_limit if channel.guild else 10 * 1024 * 1024
        if any(len(data) > limit for _, data in form.files.values()):
            raise refusals.TOO_LARGE

    def _answered(self, channel: Channel, reference: dict[str, Any] | None) -> int | None:
        """The message that is answered; none where it is gone, if that is allowed."""
        if reference is None:
            return None
        if channel.guild and not self._world.may(channel) & Allow.READ_MESSAGE_HISTORY:
            raise refusals.NO_HISTORY
        answered = self._world.messages.get(int(reference["message_id"]))
        if answered and not answered.gone and answered.channel is channel:
            return answered.id
        if reference.get("fail_if_not_exists", True):
            raise refusals.malformed("message_reference: Unknown message")
        return None

    async def _write(self, message: Message, form: Form) -> None:
        """Put what was sent into a message."""
        if message.content or message.files:
            message.edits += 1
        if "content" in form.said:
            message.content = form.said["content"] or ""
        if "components" in form.said:
            message.components = form.said["components"]
        if "attachments" in form.said:
            made = [
                self._world.file(message.channel, *form.files[int(each["id"])])
                for each in form.said["attachments"]
                if "filename" in each
            ]
            kept = {int(each["id"]) for each in form.said["attachments"]}
            message.files = [file for file in message.files if file.id in kept] + made
        if form.said.get("content") or form.files:
            message.flags &= ~Flag.LOADING
        await self._gateway.dispatch(
            "MESSAGE_UPDATE" if message.edits else "MESSAGE_CREATE", payloads.message(message, self.base)
        )

    def _told(self, message: Message) -> web.Response:
        return json_answer(payloads.message(message, self.base))
