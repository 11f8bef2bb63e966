"""The adapter: a bot that reads updates, and shows what the service says."""

from __future__ import annotations

import asyncio
import logging

from telegram.error import InvalidToken, TelegramError

from adapters.contract import Capabilities, ChatMoved, Event, Host, Receive, Reference, Reply, Status
from adapters.telegram.client import Client
from adapters.telegram.errors import token_refused
from adapters.telegram.files import Files
from adapters.telegram.flood import FloodControl, Pace
from adapters.telegram.intake import Intake
from adapters.telegram.members import Members
from adapters.telegram.menu import publish
from adapters.telegram.outages import patiently
from adapters.telegram.polling import Polling
from adapters.telegram.reading import UpdateReader
from adapters.telegram.replies import Replies
from adapters.telegram.settings import TelegramSettings
from adapters.telegram.speaker import Speaker
from adapters.telegram.statuses import Statuses
from adapters.telegram.targets import Moves
from adapters.telegram.webhook import Webhook

_HOSTED = Capabilities(upload_limit_bytes=50_000_000, download_limit_bytes=20_000_000)
_OWN_SERVER = Capabilities(upload_limit_bytes=2_000_000_000, download_limit_bytes=2_000_000_000)
"""What a Bot API server with --local takes and gives."""

log = logging.getLogger(__name__)


class TelegramAdapter:
    """One bot."""

    name = "telegram"

    def __init__(self, settings: TelegramSettings, host: Host, pace: Pace | None = None) -> None:
        """Nothing is called yet; whether the token is good is seen in `run`."""
        self._settings, self._host = settings, host
        self._pace = pace or Pace()
        self._client = Client(settings, FloodControl(self._pace))
        moves = Moves(self._moved)
        self._files = Files(self._client.bot, self._client.trust)
        self._statuses = Statuses(
            self._client.bot, moves, lambda language: host.reader.say("telegram.lacking", language)
        )
        self._replies = Replies(self._client.bot, moves)
        self._early: list[Event] = []
        self._intake: Intake | None = None
        self._listening = asyncio.Event()

    @property
    def account(self) -> str:
        """The bot's number, which its token begins with."""
        return self._settings.token.strip().partition(":")[0]

    @property
    def capabilities(self) -> Capabilities:
        """What Telegram's own server can do, or the operator's."""
        return _OWN_SERVER if self._settings.local_mode else _HOSTED

    async def run(self, receive: Receive) -> None:
        """Listen until cancelled.

        Raises:
            Unusable: the token is refused, or the webhook cannot be set up.
        """
        async with self._client.open():
            try:
                await self._run(receive)
            except InvalidToken:
                raise token_refused(variable="HEIRLOOM_TELEGRAM_TOKEN") from None  # its words hold the token
            finally:
                self._listening.clear()

    async def listening(self) -> None:
        """Wait until updates are listened to."""
        await self._listening.wait()

    async def fetch(self, reference: Reference, limit_bytes: int) -> bytes:
        """See `Adapter.fetch`."""
        async with self._client.open():
            return await self._files.fetch(reference, limit_bytes)

    async def update(self, status: Status) -> str:
        """See `Adapter.update`."""
        async with self._client.open():
            return await self._statuses.update(status)

    async def deliver(self, reply: Reply) -> tuple[str, ...]:
        """See `Adapter.deliver`."""
        async with self._client.open():
            return await self._replies.deliver(reply)

    async def _run(self, receive: Receive) -> None:
        bot, host = self._client.bot, self._host
        me = await patiently(bot.get_me)
        updates = UpdateReader(me, Members(bot), lambda: {entry.name for entry in host.reader.commands()})
        self._intake = intake = Intake(
            updates,
            receive,
            Speaker(bot),
            lambda locale: host.reader.say("telegram.went_wrong", locale),
            self._pace,
        )
        for event in self._early:
            intake.tell(event)
        host.say(host.reader.say("telegram.open", host.language, url=f"https://t.me/{me.username}"))
        menu = asyncio.create_task(self._menu())
        source = Webhook(bot, self._settings) if self._settings.webhook_url else Polling(bot)
        try:
            await source.run(intake, self._listening.set)
        finally:
            self._intake = None
            menu.cancel()
            await asyncio.gather(menu, return_exceptions=True)

    async def _menu(self) -> None:
        try:
            await publish(self._client.bot, self._host.reader, self._host.folder)
        except (TelegramError, OSError) as problem:  # nothing hangs on it but convenience
            log.warning("The menu of commands could not be set: %s", type(problem).__name__)

    def _moved(self, chat: str, to: str) -> None:
        event = ChatMoved(chat=chat, to=to)
        if self._intake is not None:
            self._intake.tell(event)
        else:
            self._early.append(event)
