"""`heirloom watch`: a scanner's folder, in which every photograph is restored as soon as it is all there."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.cli.arguments import Arguments
from bot.cli.names import Plan, plan
from bot.cli.narrator import Narrator, shown
from bot.cli.restore import INTERRUPTED, OK, TERMINATED, restore_one, tell_failure, tell_success
from bot.cli.results import Wish
from bot.cli.sources import find
from bot.errors import BotError, FileProblem
from bot.messages import Catalogue
from restoration.engine import Engine
from restoration.errors import RestorationError, TruncatedFile
from restoration.provenance import Signer
from restoration.settings import EngineSettings

LOOK_SECONDS = 2.0
PATIENCE_SECONDS = 30.0
"""How often the folder is looked at, and how long a file that ends too early may stand still before that is
said: a scanner may rest within a page."""

Fingerprint = tuple[int, int]
"""Size in bytes and time of the last change."""


@dataclass(slots=True)
class Watched:
    """What is known of a folder: when each file was first seen as it is now, and which are dealt with.

    A file is taken when it looked the same twice, at least one interval apart, and was not changed since.
    """

    clock: Callable[[], float] = time.monotonic
    wait_seconds: float = LOOK_SECONDS
    _seen: dict[Path, tuple[Fingerprint, float]] = field(default_factory=dict)
    _done: dict[Path, Fingerprint] = field(default_factory=dict)

    def settled(self, path: Path) -> bool:
        """Whether a file is all there, as far as can be seen, and not dealt with as it is now."""
        found = _fingerprint(path)
        if found is None or found[0] == 0 or self._done.get(path) == found:
            return False
        seen, since = self._seen.get(path, (None, 0.0))
        if seen != found:
            self._seen[path] = (found, self.clock())
            return False
        return self.clock() - since >= self.wait_seconds

    def still_seconds(self, path: Path) -> float:
        """How long a file has looked the same."""
        return self.clock() - self._seen[path][1] if path in self._seen else 0.0

    def deal_with(self, path: Path) -> None:
        """Leave a file alone from now on, until it changes."""
        found = _fingerprint(path)
        if found is not None:
            self._done[path] = found


def _fingerprint(path: Path) -> Fingerprint | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns


def run(arguments: Arguments, settings: EngineSettings, catalogue: Catalogue, signer: Signer | None) -> int:
    """Watch until told to stop; the exit code.

    Raises:
        BotError: the folder is not there, or results cannot be written.
        FileProblem: no result can be written any more.
    """
    wish = replace(arguments.wish(settings.look), signer=signer)
    arguments.check()
    (folder,) = arguments.photos
    if not folder.is_dir():
        raise BotError("use.nothing_there", path=str(folder))
    narrator = Narrator(catalogue, sys.stdout, sys.stderr, total=1)
    narrator.remark(catalogue.say("watch.watching", path=shown(folder)))
    try:
        asyncio.run(watch(folder, arguments.out, wish, settings, narrator))
    except KeyboardInterrupt:
        return INTERRUPTED
    except asyncio.CancelledError:
        return TERMINATED
    return OK


async def watch(
    folder: Path,
    out: Path,
    wish: Wish,
    settings: EngineSettings,
    narrator: Narrator,
    watched: Watched | None = None,
) -> None:
    """Restore what appears in `folder` and the folders in it, until cancelled or the disk is full.

    Raises:
        FileProblem: no result can be written any more.
    """
    watched = watched or Watched()
    task = asyncio.current_task()
    if task is not None:
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    async with Engine(settings) as engine:
        while True:
            sources = await asyncio.to_thread(lambda: find([folder], out, recursive=True).sources)
            ready = {source.path for source in sources if watched.settled(source.path)}
            tried: set[Path] = set()
            for one in plan(sources, out):
                if one.source in ready and await _restored(one, wish, engine, narrator, watched):
                    tried.add(one.source)
            for path in tried:
                watched.deal_with(path)
            await asyncio.sleep(watched.wait_seconds)


async def _restored(one: Plan, wish: Wish, engine: Engine, narrator: Narrator, watched: Watched) -> bool:
    """Whether a photograph is dealt with: restored, or failed for a reason that waiting does not mend."""
    try:
        report, skipped = await restore_one(one, wish, engine, narrator)
    except (RestorationError, FileProblem) as problem:
        if problem.code == "file.no_room":
            raise
        if isinstance(problem, TruncatedFile) and watched.still_seconds(one.source) < PATIENCE_SECONDS:
            return False
        tell_failure(one, problem, narrator)
        return True
    if not skipped:
        tell_success(one, report, skipped, narrator)
    return True
