"""The web chat: a page in the browser and the REST API beneath it, open with no account anywhere."""

from adapters.web.adapter import WebAdapter

__all__ = ["WebAdapter"]
