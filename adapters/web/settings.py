"""What can be set of the page in the browser."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WebSettings:
    """The chat page in the browser.

    Attributes:
        enabled: whether it is served.
        host: address to listen on; anything but a loopback address needs a secret.
        port: this one alone, 0 = any free one; None = 8080, or the next free one where that is taken and
            there is no `public_url`.
        open_browser: open the page in this computer's browser at the start, where it has a desktop.
        public_url: how people reach it when it stands behind a proxy, such as "https://photos.example.org".
        secret: whoever opens the page has to know it; empty on loopback = open. At least 16 characters.
        api_token: clients of the REST API send it as bearer token; empty = only browsers with a cookie.
    """

    enabled: bool = True
    host: str = "127.0.0.1"
    port: int | None = field(default=None, metadata={"minimum": 0, "maximum": 65535})
    open_browser: bool = False
    public_url: str = ""
    secret: str = field(default="", metadata={"secret": True}, repr=False)
    api_token: str = field(default="", metadata={"secret": True}, repr=False)
