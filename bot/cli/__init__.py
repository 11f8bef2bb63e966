"""The command line, `heirloom`.

Exit codes: 0 all well, 1 something failed, 2 wrong use or wrong settings, 130 and 143 when told to stop.
"""

from __future__ import annotations

import io
import os
import sys

from bot.cli.commands import application
from bot.messages import Catalogue, closest, locales


def main() -> None:
    """Run the command that the process was started with; leaves by SystemExit."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # a terminal that lacks a letter gets an escape, not a traceback
            stream.reconfigure(errors="backslashreplace")
    environ = dict(os.environ)
    application(environ, Catalogue(closest(locales(environ))))()
