"""The webhook: Telegram sends updates, and each is answered when it is through.

The path is drawn anew at every start and told to Telegram along with a secret, which it sends back with every
update. What was not answered comes again.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
from collections.abc import Callable

from aiohttp import web
from telegram.error import BadRequest

from adapters.telegram.client import Bot, read_update
from adapters.telegram.errors import address_taken, webhook_refused
from adapters.telegram.intake import GRACE_SECONDS, Intake
from adapters.telegram.outages import patiently
from adapters.telegram.polling import ALLOWED
from adapters.telegram.settings import TelegramSettings

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of the header
LARGEST_BYTES = 1 << 20
ANSWER_SECONDS = 40.0
"""Telegram waits a minute; what takes longer comes again and is the same then."""
CONNECTIONS = 40


class Webhook:
    """Listens for updates until cancelled."""

    def __init__(self, bot: Bot, settings: TelegramSettings) -> None:
        self._bot, self._settings = bot, settings
        self._path = f"/{secrets.token_urlsafe(32)}"
        self._secret = secrets.token_urlsafe(32)
        self.port = settings.webhook_port

    async def run(self, intake: Intake, ready: Callable[[], None]) -> None:
        """Hand every update to the intake; `ready` is called once Telegram knows where to send them.

        Raises:
            Unusable: it cannot listen, or Telegram does not take the address.
        """

        async def hear(request: web.Request) -> web.Response:
            return await self._hear(request, intake)

        app = web.Application(client_max_size=LARGEST_BYTES)
        app.router.add_post(self._path, hear)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE_SECONDS)
        await runner.setup()
        try:
            await self._listen(runner)
            await self._register()
            ready()
            await asyncio.Event().wait()
        finally:
            await asyncio.gather(runner.cleanup(), intake.close())

    async def _hear(self, request: web.Request, intake: Intake) -> web.Response:
        secret = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(secret.encode(), self._secret.encode()):
            return web.Response(status=403)
        try:
            body = json.loads(await request.read())
        except ValueError:
            return web.Response(status=400)
        update = read_update(body, self._bot) if isinstance(body, dict) else None
        if update is None:
            return web.Response()  # it would only come again
        through = intake.put(update)
        await asyncio.wait([through], timeout=ANSWER_SECONDS)
        return web.Response(status=200 if through.done() else 503)

    async def _listen(self, runner: web.AppRunner) -> None:
        host, port = self._settings.webhook_host, self._settings.webhook_port
        try:
            await web.TCPSite(runner, host or None, port).start()
        except (OSError, OverflowError) as problem:
            reason = getattr(problem, "strerror", None) or type(problem).__name__
            raise address_taken(host=host, port=port, reason=reason) from problem
        self.port = runner.addresses[0][1]

    async def _register(self) -> None:
        address = self._settings.webhook_url.rstrip("/") + self._path
        try:
            await patiently(
                lambda: self._bot.set_webhook(
                    address, secret_token=self._secret, allowed_updates=ALLOWED, max_connections=CONNECTIONS
                )
            )
        except BadRequest as problem:
            raise webhook_refused(url=self._settings.webhook_url, reason=str(problem)) from problem
