"""What Discord answers when it refuses, with its own codes."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web


def json_answer(said: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON whose type names no charset, as Discord's does not."""
    body = json.dumps(said).encode()
    return web.Response(body=body, status=status, headers=headers, content_type="application/json")


class Refused(Exception):
    """An error answer."""

    def __init__(self, status: int, code: int, text: str, **headers: str) -> None:
        super().__init__(text)
        self.status, self.code, self.text, self.headers = status, code, text, headers

    def answer(self) -> web.Response:
        """As it goes over the wire."""
        body = {"message": self.text, "code": self.code}
        return json_answer(body, status=self.status, headers=self.headers)


class Limited(Refused):
    """Too many requests; again in `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(429, 0, "You are being rate limited.")
        self.seconds = seconds

    def answer(self) -> web.Response:
        body = {"message": self.text, "retry_after": self.seconds, "global": False}
        headers = {
            "Via": "1.1 google",
            "Retry-After": str(self.seconds),
            "X-RateLimit-Limit": "5",
            "X-RateLimit-Remaining": "0",
            "X-RateLimit-Reset-After": str(self.seconds),
            "X-RateLimit-Bucket": "messages",
            "X-RateLimit-Scope": "user",
        }
        return json_answer(body, status=429, headers=headers)


UNAUTHORIZED = Refused(401, 0, "401: Unauthorized")
UNKNOWN_CHANNEL = Refused(404, 10003, "Unknown Channel")
UNKNOWN_MESSAGE = Refused(404, 10008, "Unknown Message")
UNKNOWN_INTERACTION = Refused(404, 10062, "Unknown interaction")
ALREADY_ACKNOWLEDGED = Refused(400, 40060, "Interaction has already been acknowledged.")
TOO_LARGE = Refused(413, 40005, "Request entity too large")
MISSING_ACCESS = Refused(403, 50001, "Missing Access")
NOT_YOURS = Refused(403, 50005, "Cannot edit a message authored by another user")
CLOSED = Refused(403, 50007, "Cannot send messages to this user")
MISSING_PERMISSIONS = Refused(403, 50013, "Missing Permissions")
INVALID_WEBHOOK_TOKEN = Refused(401, 50027, "Invalid Webhook Token")
ARCHIVED = Refused(400, 50083, "Thread is archived")
NO_HISTORY = Refused(400, 160002, "Cannot reply without permission to read message history")


def malformed(what: str) -> Refused:
    """Discord's answer to what its form does not allow."""
    return Refused(400, 50035, f"Invalid Form Body: {what}")
