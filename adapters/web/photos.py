"""The REST API: photographs come in, are looked at, adjusted and deleted."""

from __future__ import annotations

import hashlib
import secrets

from aiohttp import web

from adapters import contract
from adapters.contract import (
    Acknowledgement,
    ChatKind,
    Event,
    IncomingAction,
    IncomingCommand,
    IncomingPhoto,
    Origin,
    Picture,
    View,
    Wishes,
)
from adapters.web import shapes, wishes
from adapters.web.keys import CHAT, LIMIT_BYTES, READER, RECEIVE
from adapters.web.language import COOKIE as LANGUAGE_COOKIE
from adapters.web.language import locale_of
from adapters.web.problems import Problem
from adapters.web.security import is_secure
from adapters.web.uploads import FIELD_BYTES, Uploads

LANGUAGE_SECONDS = 60 * 60 * 24 * 365
UPLOADS = web.AppKey("uploads", Uploads)


async def send(request: web.Request) -> web.Response:
    """POST /api/photos: take a photograph."""
    limits = {"photo": request.app[LIMIT_BYTES], "recipe": FIELD_BYTES}
    fields = await request.app[UPLOADS].form(request, limits)
    if "photo" not in fields:
        raise Problem("page.problem.no_photo")
    recipe = wishes.json_object(fields["recipe"]) if "recipe" in fields else None
    origin = _origin(request, message=_key(request))
    photo = Picture(message=origin.message, file=fields["photo"], size_bytes=len(fields["photo"]))
    event = IncomingPhoto(origin=origin, pictures=(photo,), wishes=Wishes(recipe=recipe))
    taken = await _tell(request, event)
    if taken.request is None:
        raise Problem("page.went_wrong")
    answer = await _answer(request, taken.request, 202)
    answer.headers["Location"] = f"/api/photos/{taken.request}"
    return answer


async def listed(request: web.Request) -> web.Response:
    """GET /api/photos: everything that is kept, the oldest first."""
    return web.json_response({"photos": await all_photos(request)})


async def one(request: web.Request) -> web.Response:
    """GET /api/photos/{id}: how far it is, and what came of it."""
    return await _answer(request, request.match_info["id"])


async def adjust(request: web.Request) -> web.Response:
    """POST /api/photos/{id}/adjust: restore it again, otherwise."""
    view = await view_of(request)
    mask: bytes | None = None
    text: bytes = b""
    if request.content_type.startswith("multipart/"):
        limits = {"mask": wishes.MASK_BYTES, "wishes": FIELD_BYTES}
        fields = await request.app[UPLOADS].form(request, limits)
        mask, text = fields.get("mask"), fields.get("wishes", b"")
    else:
        text = await request.read()
    wished = wishes.from_json(text, mask)
    event = IncomingAction(
        origin=_origin(request, message=view.request),
        action=contract.adjust(view.request),
        press=_key(request),
        wishes=wished,
    )
    return await _done(request, event, view)


async def press(request: web.Request) -> web.Response:
    """POST /api/photos/{id}/press: one of the photograph's buttons."""
    view = await view_of(request)
    action = wishes.json_object(await request.read()).get("action")
    if not isinstance(action, str) or action not in {button.action for row in view.buttons for button in row}:
        raise Problem("page.problem.field", name="action")
    origin = _origin(request, message=view.request)
    return await _done(request, IncomingAction(origin=origin, action=action, press=_key(request)), view)


async def cancel(request: web.Request) -> web.Response:
    """POST /api/photos/{id}/cancel: stop working on it."""
    view = await view_of(request)
    origin = _origin(request, message=view.request)
    event = IncomingAction(origin=origin, action=contract.cancel(view.request), press=_key(request))
    return await _done(request, event, view)


async def delete(request: web.Request) -> web.Response:
    """DELETE /api/photos/{id}: delete it with all that came of it."""
    view = await view_of(request)
    origin = _origin(request, message=view.request)
    await _tell(
        request, IncomingAction(origin=origin, action=contract.delete(view.request), press=_key(request))
    )
    return web.Response(status=204)


async def forget(request: web.Request) -> web.Response:
    """POST /api/forget: delete everything that is kept of this visitor."""
    await _tell(request, IncomingCommand(origin=_origin(request, message=_key(request)), name="forget"))
    return web.Response(status=204, headers={"Clear-Site-Data": '"cache"'})


async def privacy(request: web.Request) -> web.Response:
    """GET /api/privacy: what is kept and for how long, in words."""
    return web.json_response({"text": request.app[READER].say("page.privacy", locale_of(request))})


async def speak(request: web.Request) -> web.Response:
    """POST /api/language: be answered in another language from now on."""
    wanted = wishes.json_object(await request.read()).get("language")
    if not isinstance(wanted, str) or request.app[READER].language(wanted) != wanted:
        raise Problem("page.problem.field", name="language")
    origin = _origin(request, message=_key(request))
    await _tell(request, IncomingCommand(origin=origin, name="language", argument=wanted))
    answer = web.Response(status=204)
    answer.set_cookie(
        LANGUAGE_COOKIE,
        wanted,
        max_age=LANGUAGE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=is_secure(request),
    )
    return answer


async def all_photos(request: web.Request) -> list[dict[str, object]]:
    """What is kept of this visitor, as JSON, the oldest first."""
    views = await request.app[READER].views(request[CHAT], locale_of(request))
    return [shapes.photo(view) for view in reversed(views)]


async def view_of(request: web.Request) -> View:
    """The photograph that the address names.

    Raises:
        Problem: there is none, or it is somebody else's, which is the same.
    """
    view = await request.app[READER].view(request[CHAT], request.match_info["id"], locale_of(request))
    if view is None:
        raise Problem("page.problem.not_found")
    return view


async def _done(request: web.Request, event: Event, view: View) -> web.Response:
    answer = await _tell(request, event)
    return await _answer(request, answer.request or view.request, 202, answer.text)


async def _answer(
    request: web.Request, photo: str, status: int = 200, notice: str | None = None
) -> web.Response:
    view = await request.app[READER].view(request[CHAT], photo, locale_of(request))
    if view is None:
        raise Problem("page.problem.not_found")
    return web.json_response(shapes.photo(view, notice), status=status)


async def _tell(request: web.Request, event: Event) -> Acknowledgement:
    """Hand an event to the service.

    Raises:
        Problem: it did not take it.
    """
    answer: Acknowledgement = await request.app[RECEIVE](event)
    if answer.refusal is not None:
        raise Problem(answer.refusal.code, text=answer.refusal.text)
    return answer


def _origin(request: web.Request, message: str) -> Origin:
    return Origin(
        chat=request[CHAT],
        kind=ChatKind.PRIVATE,
        message=message,
        sender=request[CHAT],
        sender_is_admin=True,
        addressed=True,
        locale=locale_of(request),
    )


def _key(request: web.Request) -> str:
    """The same for a request that is sent again (its Idempotency-Key), new for every other."""
    key = request.headers.get("Idempotency-Key")
    return hashlib.sha256(key.encode()).hexdigest()[:32] if key else secrets.token_hex(16)
