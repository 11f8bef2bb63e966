"""Chat platforms: each adapter turns updates into events, and the service's answers into messages.

`ADAPTERS` is the one table of them. A new platform is a folder here, a row, an extra of the package, its
words in `bot/messages`, and a server for its tests in `tests/servers`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from adapters.contract import Adapter, Host
from adapters.discord.settings import DiscordSettings
from adapters.telegram.settings import TelegramSettings
from adapters.web.settings import WebSettings


@dataclass(frozen=True, slots=True)
class AdapterEntry:
    """A row of the table.

    Attributes:
        name: the platform, as in settings (`web.port`) and metrics.
        settings: its section of the settings, a frozen dataclass with a field or property `enabled`. A
            field's metadata may hold "secret" (it comes from the environment alone, or from a file that it
            names), "minimum" and "maximum".
        module: has `open_adapter(settings, host) -> Adapter`; imported only when enabled.
        extra: of the package, that brings its libraries; None when they come along anyway.
    """

    name: str
    settings: type[Any]
    module: str
    extra: str | None = None

    def open(self, settings: Any, host: Host) -> Adapter:
        """Make the adapter, connected to nothing yet; raises ImportError when its extra is not installed."""
        opener: Callable[[Any, Host], Adapter] = import_module(self.module).open_adapter
        return opener(settings, host)

    def invitation(self, settings: Any) -> str | None:
        """The link by which the bot is brought into chats, where its module has `invitation(settings)`.

        Raises ImportError as `open` does.
        """
        inviter: Callable[[Any], str | None] | None = getattr(import_module(self.module), "invitation", None)
        return inviter(settings) if inviter else None


ADAPTERS: tuple[AdapterEntry, ...] = (
    AdapterEntry("web", WebSettings, "adapters.web.opening"),
    AdapterEntry("telegram", TelegramSettings, "adapters.telegram.opening", extra="telegram"),
    AdapterEntry("discord", DiscordSettings, "adapters.discord.opening", extra="discord"),
)
