"""/metrics, /healthz and /readyz on a port of their own, for those who keep them off the web page's."""

from __future__ import annotations

import asyncio

from aiohttp import hdrs, web

from bot.errors import BotError
from bot.observability.health import Health
from bot.observability.metrics import Metrics
from bot.settings.sections import MetricsSettings


async def metrics_port(settings: MetricsSettings, metrics: Metrics, health: Health) -> None:
    """Serve them until cancelled.

    Raises:
        BotError: the port cannot be listened on.
    """

    async def figures(_: web.Request) -> web.Response:
        body, media_type = metrics.text()
        return web.Response(body=body, headers={hdrs.CONTENT_TYPE: media_type})

    async def alive(_: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def ready(_: web.Request) -> web.Response:
        parts = dict(await health.readiness())
        fit = all(parts.values())
        return web.json_response({"ready": fit, "parts": parts}, status=200 if fit else 503)

    app = web.Application()
    app.add_routes([web.get("/metrics", figures), web.get("/healthz", alive), web.get("/readyz", ready)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, settings.host, settings.port).start()
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            raise BotError(
                "settings.metrics_port", host=settings.host, port=settings.port, reason=reason
            ) from problem
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
