"""The computer that Heirloom runs on: its browser, and its address in the network."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser
from collections.abc import Mapping
from contextlib import suppress


def is_there(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether somebody sits before this computer and sees windows."""
    if "SSH_CONNECTION" in environ:
        return False
    if platform in ("darwin", "win32"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def open_page(address: str) -> None:
    """Open an address in the browser that the person uses; where none can be opened, nothing happens.

    The address is seen by everybody who lists this computer's processes: it must hold no secret.
    """
    # Some browsers are waited for until they are closed: a thread that the service neither awaits nor joins.
    threading.Thread(target=_open, args=(address,), name="browser", daemon=True).start()


def _open(address: str) -> None:
    with suppress(webbrowser.Error):
        webbrowser.open(address)


def network_address() -> str | None:
    """The address that other computers in the same network reach this one by; None where it is in none."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way_out:
        way_out.connect(("192.0.2.1", 9))  # an address for documentation; connecting by UDP sends nothing
        address: str = way_out.getsockname()[0]
        return address
    return None
