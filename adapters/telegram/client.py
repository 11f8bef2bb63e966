"""The Bot API's client: python-telegram-bot's, with timeouts that suit photographs and without its logs."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from telegram import Update
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from adapters.telegram.flood import FloodControl, Urgency
from adapters.telegram.settings import TelegramSettings

CONNECTIONS = 64
CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
"""Telegram answers a sent album only after it has stored every picture of it."""
WRITE_SECONDS = 30.0
"""Without a single byte taken, not for all of an upload."""

Bot = ExtBot[Urgency]

log = logging.getLogger(__name__)


class UpdatesRequest(HTTPXRequest):
    """The connection that updates come by.

    The library reads a whole batch or none of it, and one update of a kind that it cannot read would come
    back for ever and keep back all others. Such an update is cut down to its number here.
    """

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """See `BaseRequest.parse_json_payload`."""
        answer = HTTPXRequest.parse_json_payload(payload)
        if isinstance(updates := answer.get("result"), list):
            answer["result"] = [_readable(update) for update in updates]
        return answer


def _readable(update: dict[str, Any]) -> dict[str, Any]:
    return update if read_update(update) else {"update_id": update["update_id"]}


def read_update(fields: dict[str, Any], bot: Bot | None = None) -> Update | None:
    """An update out of its JSON; None, with a line in the log, where the library cannot read it."""
    try:
        return Update.de_json(fields, bot)
    except Exception as problem:  # whatever a strange object makes the library stumble over
        log.warning("An update cannot be read and is passed by: %s", type(problem).__name__)
        return None


class Client:
    """The client with its connections, which are there for as long as anybody uses them.

    A send may begin before updates are listened to, and end after.
    """

    def __init__(self, settings: TelegramSettings, flood: FloodControl) -> None:
        self._users = 0
        self.trust = httpx.create_ssl_context()
        """What every connection verifies its peer with; making it takes longer than anything else here."""
        shared = {"verify": self.trust}
        self._requests = (
            HTTPXRequest(
                connection_pool_size=CONNECTIONS,
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                write_timeout=WRITE_SECONDS,
                media_write_timeout=WRITE_SECONDS,
                pool_timeout=READ_SECONDS,
                httpx_kwargs=shared,
            ),
            UpdatesRequest(
                connection_pool_size=2,
                connect_timeout=CONNECT_SECONDS,
                read_timeout=CONNECT_SECONDS,
                httpx_kwargs=shared,
            ),
        )
        self.bot: Bot = ExtBot(
            settings.token.strip(),
            base_url=settings.base_url,
            base_file_url=settings.base_file_url,
            local_mode=settings.local_mode,
            request=self._requests[0],
            get_updates_request=self._requests[1],
            rate_limiter=flood,
        )

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Bot]:
        """Keep the connections inside."""
        self._users += 1
        try:
            await asyncio.gather(*(request.initialize() for request in self._requests))
            yield self.bot
        finally:
            self._users -= 1
            if not self._users:
                await asyncio.gather(*(request.shutdown() for request in self._requests))


def silence_libraries() -> None:
    """Keep the libraries from logging, and let them speak of times as they will in future.

    Below a warning they tell every address with the token in it, and what people write and send; in some of
    their warnings, what the server said.
    """
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
