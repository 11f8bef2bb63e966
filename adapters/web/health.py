"""For those who watch over the service."""

from __future__ import annotations

from aiohttp import hdrs, web

from adapters.web.keys import READER


async def alive(request: web.Request) -> web.Response:
    """GET /healthz: 200 while this process answers at all."""
    return web.json_response({"alive": True})


async def ready(request: web.Request) -> web.Response:
    """GET /readyz: 200 only when everything is there that a photograph needs."""
    parts = dict(await request.app[READER].readiness())
    fit = bool(parts) and all(parts.values())
    return web.json_response({"ready": fit, "parts": parts}, status=200 if fit else 503)


async def metrics(request: web.Request) -> web.Response:
    """GET /metrics: figures, as Prometheus reads them."""
    body, media_type = request.app[READER].metrics()
    return web.Response(body=body, headers={hdrs.CONTENT_TYPE: media_type})
