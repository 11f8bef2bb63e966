"""What is found where."""

from __future__ import annotations

from importlib import resources

from aiohttp import web

from adapters.web import events, files, health, pages, photos, security

ID = "{id:[A-Za-z0-9_-]{1,64}}"
NAME = "{name:[a-z0-9_]{1,40}}"


async def openapi(request: web.Request) -> web.Response:
    """GET /api/openapi.json: this API, described."""
    text = (resources.files("adapters.web") / "openapi.json").read_text("utf-8")
    return web.Response(text=text, content_type="application/json", headers={"Cache-Control": "no-cache"})


def api() -> list[web.RouteDef]:
    """The REST API."""
    return [
        web.get("/api/openapi.json", openapi),
        web.get("/api/page", pages.about),
        web.get("/api/events", events.of_all),
        web.get("/api/photos", photos.listed),
        web.post("/api/photos", photos.send),
        web.get("/api/photos.zip", files.archive_of_all),
        web.get(f"/api/photos/{ID}", photos.one),
        web.delete(f"/api/photos/{ID}", photos.delete),
        web.get(f"/api/photos/{ID}/events", events.of_one),
        web.post(f"/api/photos/{ID}/adjust", photos.adjust),
        web.post(f"/api/photos/{ID}/press", photos.press),
        web.post(f"/api/photos/{ID}/cancel", photos.cancel),
        web.get(f"/api/photos/{ID}/original", files.original),
        web.get(f"/api/photos/{ID}/versions/{NAME}", files.version),
        web.get(f"/api/photos/{ID}/previews/{NAME}", files.preview),
        web.get(f"/api/photos/{ID}/archive", files.archive),
        web.get("/api/privacy", photos.privacy),
        web.post("/api/language", photos.speak),
        web.post("/api/forget", photos.forget),
    ]


def page() -> list[web.RouteDef]:
    """The page, its files, its door, and what watchers ask for."""
    return [
        web.get("/", pages.index),
        web.get("/enter", security.enter),
        web.post("/enter", security.enter),
        web.get("/favicon.ico", pages.icon),
        web.get("/static/{version:[0-9a-f]{12}}/{path:[a-z0-9_/.-]+}", pages.static),
        web.get("/healthz", health.alive),
        web.get("/readyz", health.ready),
        web.get("/metrics", health.metrics),
    ]
