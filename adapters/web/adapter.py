"""The adapter: a small web server that hands what people do to the service."""

from __future__ import annotations

import asyncio
import os
from urllib.parse import quote

from aiohttp import web

from adapters.contract import Capabilities, Host, Receive, Reference, Refused, Reply, Status
from adapters.web import desktop, routes
from adapters.web.access import Access
from adapters.web.events import AT_ONCE, LOOKS
from adapters.web.keys import ACCESS, LIMIT_BYTES, READER, RECEIVE, STOPPING
from adapters.web.listening import USUAL_PORT, listen
from adapters.web.log import server_log
from adapters.web.pages import FILES, Files
from adapters.web.photos import UPLOADS
from adapters.web.problems import tell_problems
from adapters.web.rates import RATES, Rates
from adapters.web.security import let_in, protect
from adapters.web.settings import WebSettings
from adapters.web.uploads import Uploads

SHUTDOWN_SECONDS = 10.0
"""How long answers that are under way may take when the service goes down."""
_EVERYWHERE = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - compared with, not bound to


class WebAdapter:
    """The chat page, its REST API, and nothing kept: whatever it shows is read from the service."""

    name = "web"
    account = "web"
    capabilities = Capabilities(
        edit_seconds=0.3,
        upload_limit_bytes=1 << 40,
        photo_limit_bytes=1 << 40,
        photo_limit_px=1 << 30,
        download_limit_bytes=0,
        text_limit=10_000,
        keeps_pictures=True,
        groups=False,
    )

    def __init__(
        self,
        settings: WebSettings,
        host: Host,
        uploads: Uploads | None = None,
        rates: Rates | None = None,
    ) -> None:
        """Read the files of the page; whether the settings are fit to be served is seen in `run`."""
        self._settings = settings
        self._host = host
        self._secret = ""
        self._uploads = uploads or Uploads()
        self._rates = rates or Rates()
        self._files = Files()
        self._listening = asyncio.Event()
        self.port = settings.port or 0

    async def run(self, receive: Receive) -> None:
        """Serve the page until cancelled; what is under way is answered before.

        Raises:
            Unusable: it would be open to others without a secret, or the address cannot be listened on.
        """
        access = Access(self._settings, self._host.folder)
        self._secret = access.secret
        app = self._application(receive, access)
        runner = web.AppRunner(app, access_log=None, logger=server_log(), shutdown_timeout=SHUTDOWN_SECONDS)
        await runner.setup()
        try:
            self.port = await listen(runner, self._settings)
            self._greet()
            self._listening.set()
            if self._settings.open_browser and desktop.is_there(os.environ):
                desktop.open_page(self.address())
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def listening(self) -> None:
        """Wait until the page can be opened."""
        await self._listening.wait()

    async def fetch(self, reference: Reference, limit_bytes: int) -> bytes:
        """Nothing lies elsewhere: photographs come with their event."""
        raise Refused("gone")

    async def update(self, status: Status) -> str | None:
        """Nothing to send: the page reads the state, and is told of changes by `Reader.changes`."""
        return None

    async def deliver(self, reply: Reply) -> tuple[str, ...]:
        """Nothing to send: the page shows pictures out of the store."""
        return ()

    def _greet(self) -> None:
        """Say where the page is: on this computer, and for the others where they can reach it."""
        say, language = self._host.reader.say, self._host.language or None
        if self._settings.port is None and self.port != USUAL_PORT:
            self._host.say(say("web.other_port", language, port=USUAL_PORT))
        self._host.say(say("page.open", language, url=self.link()))
        others = self._settings.host in _EVERYWHERE and not self._settings.public_url
        if others and (here := desktop.network_address()) is not None:
            self._host.say(say("page.open_to_others", language, url=self.link(here)))

    def link(self, host: str | None = None) -> str:
        """Where the page is, with the secret, if there is one; known once `run` has begun."""
        page = self.address(host)
        return f"{page}enter?secret={quote(self._secret, safe='')}" if self._secret else page

    def address(self, host: str | None = None) -> str:
        """Where the page is, by the name `host`; who does not know the secret is asked for it there."""
        host = host or ("127.0.0.1" if self._settings.host in _EVERYWHERE else self._settings.host)
        address = f"[{host}]" if ":" in host else host
        return f"{self._settings.public_url.rstrip('/') or f'http://{address}:{self.port}'}/"

    def _application(self, receive: Receive, access: Access) -> web.Application:
        app = web.Application(middlewares=[tell_problems, let_in], client_max_size=1 << 20)
        app[READER] = self._host.reader
        app[RECEIVE] = receive
        app[ACCESS] = access
        app[LIMIT_BYTES] = self._host.limit_bytes
        app[UPLOADS] = self._uploads
        app[RATES] = self._rates
        app[FILES] = self._files
        app[LOOKS] = asyncio.Semaphore(AT_ONCE)
        app[STOPPING] = stopping = asyncio.Event()
        app.on_response_prepare.append(protect)
        app.on_shutdown.append(lambda _: _set(stopping))
        app.add_routes([*routes.page(), *routes.api()])
        return app


async def _set(event: asyncio.Event) -> None:
    event.set()
