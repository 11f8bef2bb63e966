"""What every answer carries and every request has to pass."""

from __future__ import annotations

import asyncio

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from adapters.web.access import Access, Visitor
from adapters.web.keys import ACCESS, CHAT, NEW_COOKIE
from adapters.web.problems import Problem
from adapters.web.rates import RATES, address_of

COOKIE = "heirloom"
COOKIE_SECONDS = 60 * 60 * 24 * 90
OPEN_TO_ALL = frozenset({"/healthz", "/readyz", "/enter", "/favicon.ico"})
WRONG_SECRET_SECONDS = 0.5
"""How long a wrong secret waits for its answer."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer, browsers send forms with `Origin: null`
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), payment=(), usb=()",
}
_SAFE = frozenset({hdrs.METH_GET, hdrs.METH_HEAD, hdrs.METH_OPTIONS})


async def protect(request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers and a new cookie on an answer, just before it goes out."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault(hdrs.CACHE_CONTROL, "no-store")
    response.headers[hdrs.SERVER] = "Heirloom"
    if request.get(NEW_COOKIE):
        response.headers.add(hdrs.SET_COOKIE, _cookie(request[NEW_COOKIE], is_secure(request)))


def _cookie(value: str, secure: bool) -> str:
    """A Set-Cookie header, written out: this late, aiohttp has written its own already.

    SameSite is Lax: with Strict, a link in a message would open without the cookie.
    """
    attributes = f"Max-Age={COOKIE_SECONDS}; Path=/; HttpOnly; SameSite=Lax"
    return f"{COOKIE}={value}; {attributes}{'; Secure' if secure else ''}"


def is_secure(request: web.Request) -> bool:
    """Whether the visitor came over TLS, here or at a proxy before us."""
    return request.secure or request.headers.get("X-Forwarded-Proto", "") == "https"


@web.middleware
async def let_in(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Check host and origin, and find out whose photographs the visitor may see.

    Raises:
        Problem: the request is a stranger's, or its sender has to tell the secret first.
    """
    access = request.app[ACCESS]
    if not access.knows_host(request.host):
        raise Problem("page.problem.host")
    if request.method not in _SAFE and not access.comes_from_here(request.headers):
        raise Problem("page.problem.stranger")
    if request.path in OPEN_TO_ALL or request.path.startswith("/static/"):
        return await handler(request)
    visitor = access.visitor(request.cookies.get(COOKIE), request.headers.get(hdrs.AUTHORIZATION))
    if visitor is None and request.path != "/":
        raise Problem("page.problem.locked")
    if visitor is not None:
        if request.method not in _SAFE:
            _count(request, visitor)
        admit(request, visitor)
    return await handler(request)


def _count(request: web.Request, visitor: Visitor) -> None:
    """Count a request that asks for something to be done.

    Raises:
        Problem: there were too many, of this visitor or from this address.
    """
    rates, access = request.app[RATES], request.app[ACCESS]
    address = address_of(request, proxied=access.proxied)
    if wait := max(rates.address.take(address), rates.visitor.take(visitor.chat)):
        raise Problem("page.problem.too_often", retry_seconds=wait)


def admit(request: web.Request, visitor: Visitor) -> None:
    """Let the handlers see whose request this is."""
    request[CHAT] = visitor.chat
    if visitor.cookie:
        request[NEW_COOKIE] = visitor.cookie


async def enter(request: web.Request) -> web.StreamResponse:
    """Take the secret, from the link or the form, and send the visitor to the page without it.

    Raises:
        Problem: somebody at this address is guessing.
    """
    access, door = request.app[ACCESS], request.app[RATES].door
    address = address_of(request, proxied=access.proxied)
    if wait := door.left(address):
        raise Problem("page.problem.too_often", retry_seconds=wait)
    secret = request.query.get("secret", "")
    if request.method == hdrs.METH_POST:
        secret = str((await request.post()).get("secret", ""))
    if access.secret and not access.is_secret(secret.strip()):
        door.take(address)
        await asyncio.sleep(WRONG_SECRET_SECONDS)
        raise web.HTTPSeeOther("/?wrong")
    if not _known(access, request):
        admit(request, access.newcomer())
    raise web.HTTPSeeOther("/")


def _known(access: Access, request: web.Request) -> bool:
    visitor = access.visitor(request.cookies.get(COOKIE), None)
    return visitor is not None and visitor.cookie is None
