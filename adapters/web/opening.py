"""The web chat: a page in the browser and the REST API beneath it, open with no account anywhere."""

from adapters.contract import Host
from adapters.web.adapter import WebAdapter
from adapters.web.settings import WebSettings

__all__ = ["WebAdapter", "open_adapter"]


def open_adapter(settings: WebSettings, host: Host) -> WebAdapter:
    """The page, not yet listening."""
    return WebAdapter(settings, host)
