"""Refusals as RFC 9457 problem details, in the reader's language."""

from __future__ import annotations

import logging
import math
from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Handler

from adapters.contract import NotNow
from adapters.web.keys import READER
from adapters.web.language import locale_of

log = logging.getLogger(__name__)

STATUS = {
    "photo.unsupported": 415,
    "photo.too_large": 413,
    "refused.megabytes": 413,
    "refused.not_allowed": 403,
    "refused.queue_full": 503,
    "refused.quota": 429,
    "refused.unfinished": 429,
    "work.original_gone": 410,
    "page.problem.too_large": 413,
    "page.problem.too_slow": 408,
    "page.problem.locked": 401,
    "page.problem.wrong_secret": 401,
    "page.problem.stranger": 403,
    "page.problem.host": 421,
    "page.problem.not_found": 404,
    "page.problem.busy": 503,
    "page.problem.too_often": 429,
}
"""Code of a refusal -> HTTP status, where 400 would say too little."""


class Problem(Exception):
    """A request that is refused: `code` and `parameters` become its sentence, unless the service gave `text`.

    After `retry_seconds` the same may go well; None = it says nothing of that.
    """

    def __init__(
        self,
        code: str,
        *,
        text: str | None = None,
        retry_seconds: float | None = None,
        **parameters: str | float,
    ) -> None:
        super().__init__(code)
        self.code, self.text, self.retry_seconds, self.parameters = code, text, retry_seconds, parameters


def status_of(code: str) -> int:
    """The HTTP status for the code of a refusal."""
    return STATUS.get(code, 400)


def details(status: int, code: str, text: str, headers: dict[str, str] | None = None) -> web.Response:
    """The answer for a refusal: `text` is the sentence, `code` is for programs."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": text,
        "code": code,
    }
    return web.json_response(body, status=status, content_type="application/problem+json", headers=headers)


def _retry_after(seconds: float) -> dict[str, str]:
    return {"Retry-After": str(max(1, math.ceil(seconds)))}


@web.middleware
async def tell_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn whatever goes wrong in a handler into problem details."""
    reader, locale = request.app[READER], locale_of(request)
    try:
        return await handler(request)
    except Problem as problem:
        text = problem.text or reader.say(problem.code, locale, **problem.parameters)
        later = None if problem.retry_seconds is None else _retry_after(problem.retry_seconds)
        return details(status_of(problem.code), problem.code, text, later)
    except NotNow as busy:
        code = "page.problem.busy"
        return details(503, code, reader.say(code, locale), _retry_after(busy.seconds))
    except web.HTTPRedirection:
        raise
    except web.HTTPException as refusal:
        code = "page.problem.not_found" if refusal.status == 404 else "page.problem.request"
        kept = {name: value for name, value in refusal.headers.items() if name == "Allow"}
        return details(refusal.status, code, reader.say(code, locale), kept)
    except Exception:
        if request.transport is None:  # the visitor left; nobody reads an answer
            raise
        log.exception("a request could not be answered", extra={"path": getattr(handler, "__name__", "")})
        code = "page.went_wrong"
        return details(500, code, reader.say(code, locale))
