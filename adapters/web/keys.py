"""What the handlers find in the application and in a request."""

from __future__ import annotations

import asyncio

from aiohttp import web

from adapters.contract import Reader, Receive
from adapters.web.access import Access

READER: web.AppKey[Reader] = web.AppKey("reader")
RECEIVE: web.AppKey[Receive] = web.AppKey("receive")
ACCESS = web.AppKey("access", Access)
LIMIT_BYTES = web.AppKey("limit_bytes", int)
STOPPING = web.AppKey("stopping", asyncio.Event)
"""Set when the service goes down, so that streams end."""

CHAT = web.RequestKey("chat", str)
"""Whose photographs the visitor sees."""
NEW_COOKIE = web.RequestKey("new_cookie", str)
"""What to set in the visitor's browser."""
