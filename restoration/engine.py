"""The engine: photographs in, versions and a report out, asynchronously."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from restoration.cards import Card, chosen_cards
from restoration.errors import OutOfMemory
from restoration.photo import decode
from restoration.pipeline import Choice, RestorationResult, restore_photo
from restoration.recipe import ColorChoice, Look, Recipe, look_of
from restoration.report import Progress
from restoration.sessions import Sessions, Stop
from restoration.settings import EngineSettings
from restoration.upscalers import upscaler

__all__ = ["Engine", "EngineSettings", "Request"]


@dataclass(frozen=True, slots=True)
class Request:
    """One photograph to restore.

    Attributes:
        source: the file's bytes.
        recipe: what to do; None = chosen from the photograph's condition.
        strength: 0..1 how strongly to choose, 0.5 = as the condition asks; unused with a recipe.
        color: whether to colourise; unused with a recipe.
        mask: (h, w) uint8 over the upright photograph, of any size, non-zero where a person marked what to
            fill; None = detect.
        look: how a restored version is to look, None = as the settings say; unused with a recipe.
        scale: 1, 2 or 4 times the width and height; unused with a recipe.
        salvage: whether to restore what there is of a file that is cut short, instead of refusing it.
    """

    source: bytes = field(repr=False)
    recipe: Recipe | None = None
    strength: float = 0.5
    color: ColorChoice = ColorChoice.AUTO
    mask: npt.NDArray[np.uint8] | None = field(default=None, repr=False)
    look: Look | None = None
    scale: int = 1
    salvage: bool = False


class Engine:
    """Restores photographs in threads of its own, a bounded number at a time.

    The same request on the same machine with the same networks and thread count gives the same pixels.
    """

    def __init__(self, settings: EngineSettings | None = None) -> None:
        """Raises ``ProviderMissing`` and ``ModelInvalid``."""
        self.settings = settings or EngineSettings()
        self.cards: Mapping[str, Card] = chosen_cards(self.settings.models)
        self._sessions = Sessions(
            {name: card.path for name, card in self.cards.items() if not card.lacks_package},
            threads=self.settings.threads,
            provider=self.settings.provider,
            weights={name: card.weights for name, card in self.cards.items() if card.weights is not None},
        )
        self._pool = ThreadPoolExecutor(self.settings.concurrency, thread_name_prefix="restoration")
        self._slots = asyncio.Semaphore(self.settings.concurrency)
        self._active = 0
        self._idle_timer: asyncio.TimerHandle | None = None

    @functools.cached_property
    def identities(self) -> Mapping[str, str]:
        """Version of each network, as reports record it."""
        return {
            name: card.identity
            for name, card in self.cards.items()
            if card.path.is_file() and not card.lacks_package
        }

    @property
    def enlarges(self) -> bool:
        """Whether a network that enlarges is installed."""
        return upscaler(self._sessions) is not None

    @property
    def loaded(self) -> tuple[str, ...]:
        """Names of the networks that are in memory now."""
        return self._sessions.loaded

    async def restore(
        self, request: Request, on_progress: Callable[[Progress], None] | None = None
    ) -> RestorationResult:
        """Restore one photograph; waits for a free place first.

        ``on_progress`` is called on the event loop. Cancelling stops the networks within an operator and
        returns once the thread is free again.

        Raises:
            RestorationError: the file, the recipe or a network cannot be used.
        """
        loop = asyncio.get_running_loop()
        report = on_progress or (lambda _progress: None)

        def say(progress: Progress) -> None:
            loop.call_soon_threadsafe(report, progress)

        async with self._slots:
            self._enter()
            stop = Stop()
            work = loop.run_in_executor(self._pool, self._work, request, stop, say)
            try:
                return await asyncio.shield(work)
            except asyncio.CancelledError:
                stop.ask()
                await _settled(work)
                raise
            finally:
                self._leave(loop)

    async def aclose(self) -> None:
        """Let go of threads and networks; work still under way is waited for."""
        if self._idle_timer:
            self._idle_timer.cancel()
        await asyncio.to_thread(self._pool.shutdown)
        self._sessions.release()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def _work(self, request: Request, stop: Stop, say: Callable[[Progress], None]) -> RestorationResult:
        try:
            limit = self.settings.max_megapixels
            photo = decode(request.source, max_megapixels=limit, salvage=request.salvage)
            stop.check()
            look = request.look or look_of(self.settings.look, automatic=Look.FAITHFUL)
            choice = Choice(
                request.recipe, request.strength, request.color, request.mask, look, request.scale
            )
            choice.check_size(photo, limit)
            result = restore_photo(photo, choice, self._sessions, self.identities, stop, say)
            return result if photo.lost is None else result.completed(photo.lost)
        except MemoryError as error:
            raise OutOfMemory from error

    def _enter(self) -> None:
        self._active += 1
        if self._idle_timer:
            self._idle_timer.cancel()
            self._idle_timer = None

    def _leave(self, loop: asyncio.AbstractEventLoop) -> None:
        self._active -= 1
        if not self._active:
            self._idle_timer = loop.call_later(self.settings.idle_seconds, self._sessions.release)


async def _settled(work: asyncio.Future[RestorationResult]) -> None:
    """Wait until the thread has let go, whatever else is cancelled meanwhile; its outcome is dropped."""
    while not work.done():
        try:
            await asyncio.wait([work])
        except asyncio.CancelledError:
            continue
    if not work.cancelled():
        work.exception()  # seen: a photograph that failed while being cancelled is cancelled all the same
