"""A service in memory, for trying an adapter alone: it takes photos and pretends to restore them."""

from __future__ import annotations

import asyncio
import hashlib
import io
import re
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from importlib import resources
from typing import Any

from PIL import Image, ImageFilter, ImageOps

import bot.messages
from adapters.contract import (
    Acknowledgement,
    Button,
    Buttons,
    ChatMoved,
    CommandEntry,
    Content,
    ContentGone,
    Event,
    IncomingAction,
    IncomingPhoto,
    NotNow,
    Parameter,
    PartView,
    Refusal,
    RequestState,
    View,
    Wishes,
)
from bot.messages import Catalogue, closest, languages

PREVIEWS = ("original", "before", "restored", "colorized")
VERSIONS = ("restored", "colorized", "compare")
BEGIN = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
LABELS = {
    "gentler": "Gentler",
    "stronger": "Stronger",
    "color_off": "Without colour",
    "less_vivid": "Paler",
    "more_vivid": "More vivid",
    "rotate": "Rotate",
}
REPORT = (
    "Scratches and spots over 4% of the picture were removed.",
    "Faded tones were brought back.",
    "The colours are a plausible guess, not the true ones.",
)
PARAMETERS = tuple(
    Parameter(name=name, text=text, kind=kind, minimum=0, maximum=top, default=default, stage="clean")
    for name, text, kind, top, default in (
        ("repair", "Repair of scratches", "number", 1.0, 0.5),
        ("clean", "Cleaning and sharpening", "number", 1.0, 0.5),
        ("fading", "Faded tones", "number", 1.0, 0.0),
        ("colorize", "Colour", "switch", 1.0, True),
        ("vividness", "Vividness of colour", "number", 2.0, 1.0),
    )
)


@dataclass
class Kept:
    """One request as it is kept."""

    chat: str
    view: View
    source: bytes
    wishes: Wishes = field(default_factory=Wishes)


class FakeService:
    """Takes events as the service does, and answers what an adapter looks up.

    Attributes:
        heard: every event, in order.
        pace: seconds between two steps of the pretended work; None = nothing is done until `finish`.
        refuse: answer to everything, where set.
        not_now: cannot keep anything for so many seconds, where set.
        store_away: whether what keeps the files does not answer.
    """

    def __init__(self, pace: float | None = 0.0) -> None:
        self.heard: list[Event] = []
        self.pace = pace
        self.refuse: Refusal | None = None
        self.not_now: float | None = None
        self.store_away = False
        self.kept: dict[str, Kept] = {}
        self._keys: dict[str, str] = {}
        self._listeners: dict[str, list[asyncio.Queue[str]]] = {}
        self._work: set[asyncio.Task[None]] = set()

    def _content(self, data: bytes, name: str = "original") -> Content:
        return content(data, name, away=lambda: self.store_away)

    # ----------------------------------------------------------------------------------- the service's ear

    async def receive(self, event: Event) -> Acknowledgement:
        """Take one event; the same photo twice is one."""
        self.heard.append(event)
        assert not isinstance(event, ChatMoved)  # nothing moves here
        if self.not_now is not None:
            raise NotNow(self.not_now)
        if self.refuse is not None:
            return Acknowledgement(text=self.refuse.text, refusal=self.refuse)
        if isinstance(event, IncomingPhoto):
            return self._photo(event)
        if isinstance(event, IncomingAction):
            return self._action(event)
        if event.name == "privacy":
            return Acknowledgement(text="Photos are kept for a day.")
        if event.name == "forget":
            for request in [name for name, kept in self.kept.items() if kept.chat == event.origin.chat]:
                self._drop(request)
        return Acknowledgement()

    def _photo(self, event: IncomingPhoto) -> Acknowledgement:
        picture = event.pictures[0]
        assert isinstance(picture.file, bytes)
        key = f"{event.origin.chat}:{event.origin.message}"
        if key in self._keys:
            return Acknowledgement(request=self._keys[key], repeated=True)
        if (refusal := refused(picture.file)) is not None:
            return Acknowledgement(text=refusal.text, refusal=refusal)
        request = f"r{len(self._keys) + 1}"
        self._keys[key] = request
        part = PartView(
            index=0, state=RequestState.QUEUED, error=None, width=0, height=0,
            original=self._content(picture.file),
            versions={}, previews={}, condition=None, report=(), stages=(), recipe=None, rotate=0, crop=None,
            masked=False,
        )  # fmt: skip
        created = BEGIN + timedelta(minutes=len(self._keys))
        view = View(
            request=request, state=RequestState.QUEUED, progress=0, stage=None, text="Waiting.",
            buttons=(), parts=(part,), revision=0, created=created, expires=created + timedelta(days=1),
        )  # fmt: skip
        self.kept[request] = Kept(event.origin.chat, view, picture.file, event.wishes)
        self._changed(request)
        self._begin(request)
        return Acknowledgement(request=request)

    def _action(self, event: IncomingAction) -> Acknowledgement:
        name, request = event.action.split(":")[:2]
        kept = self.kept.get(request)
        if kept is None or kept.chat != event.origin.chat:
            return Acknowledgement(refusal=Refusal("request.gone", "Gone."), text="Gone.")
        if name == "delete":
            self._drop(request)
        elif name == "cancel":
            self.set(request, state=RequestState.CANCELLED, text="Stopped.", progress=0)
        else:
            if name == "rotate":
                event = replace(event, wishes=Wishes(rotate=(kept.view.parts[0].rotate + 90) % 360))
            said = {name: getattr(event.wishes, name) for name in Wishes.__slots__}
            news = {name: value for name, value in said.items() if value is not None}
            kept.wishes = replace(kept.wishes, **news)
            self.set(request, state=RequestState.QUEUED, progress=0, text="Waiting.", buttons=())
            self._begin(request)
        return Acknowledgement(request=request)

    # ---------------------------------------------------------------------------------- the pretended work

    def _begin(self, request: str) -> None:
        if self.pace is not None:
            task = asyncio.ensure_future(self._steps(request, self.pace))
            self._work.add(task)
            task.add_done_callback(self._work.discard)

    async def _steps(self, request: str, pace: float) -> None:
        for step, stage in enumerate(("Looking for damage", "Filling in damage", "Colouring")):
            await asyncio.sleep(pace)
            if self.kept[request].view.state.final:
                return
            self.set(request, state=RequestState.RUNNING, progress=(step + 0.5) / 3, text=f"{stage} …")
        await asyncio.sleep(pace)
        self.finish(request)

    def finish(self, request: str) -> None:
        """The photo is done."""
        kept = self.kept[request]
        pictures = worked(kept.source, kept.wishes)
        size = Image.open(io.BytesIO(kept.source)).size
        recipe = {entry.name: entry.default for entry in PARAMETERS} | dict(kept.wishes.recipe or {})
        part = replace(
            kept.view.parts[0], state=RequestState.DELIVERED, width=size[0], height=size[1],
            versions={name: self._content(pictures[name], name) for name in VERSIONS},
            previews={name: self._content(pictures[name], name) for name in PREVIEWS},
            condition={"findings": [], "tonality": "monochrome"}, report=REPORT, recipe=recipe,
            rotate=kept.wishes.rotate or 0, crop=kept.wishes.crop, masked=kept.wishes.mask is not None,
        )  # fmt: skip
        buttons: Buttons = (tuple(Button(f"{name}:{request}", label) for name, label in LABELS.items()),)
        self.set(
            request, state=RequestState.DELIVERED, progress=1, text="Done.", parts=(part,), buttons=buttons,
            revision=kept.view.revision + 1,
        )  # fmt: skip

    def fail(self, request: str, code: str, text: str) -> None:
        """The photo could not be done."""
        part = replace(self.kept[request].view.parts[0], state=RequestState.FAILED, error=Refusal(code, text))
        self.set(request, state=RequestState.FAILED, text=text, parts=(part,))

    def set(self, request: str, **news: Any) -> None:
        """Change a view, and tell whoever listens."""
        self.kept[request].view = replace(self.kept[request].view, **news)
        self._changed(request)

    def _drop(self, request: str) -> None:
        chat = self.kept.pop(request).chat
        for queue in self._listeners.get(chat, []):
            queue.put_nowait(request)

    def _changed(self, request: str) -> None:
        for queue in self._listeners.get(self.kept[request].chat, []):
            queue.put_nowait(request)

    # -------------------------------------------------------------------------------------------- the reader

    async def view(self, chat: str, request: str, locale: str | None = None) -> View | None:
        if self.not_now is not None:
            raise NotNow(self.not_now)
        kept = self.kept.get(request)
        return kept.view if kept is not None and kept.chat == chat else None

    async def views(self, chat: str, locale: str | None = None) -> tuple[View, ...]:
        return tuple(kept.view for kept in reversed(self.kept.values()) if kept.chat == chat)

    async def changes(self, chat: str) -> AsyncIterator[str]:
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._listeners.setdefault(chat, []).append(queue)
        try:
            while True:
                yield await queue.get()
        finally:
            self._listeners[chat].remove(queue)

    def parameters(self, locale: str | None = None) -> tuple[Parameter, ...]:
        return PARAMETERS

    def commands(self, locale: str | None = None) -> tuple[CommandEntry, ...]:
        return ()

    def words(self, prefix: str, locale: str | None = None) -> Mapping[str, str]:
        catalogue = Catalogue(self.language(locale))
        text = (resources.files(bot.messages) / f"{catalogue.language}.ftl").read_text("utf-8")
        found = re.findall(rf"^{prefix}-([\w-]+) = (.*)$", text, re.MULTILINE)
        words = {}
        for name, pattern in found:
            braces = {variable: f"{{{variable}}}" for variable in re.findall(r"\$(\w+)", pattern)}
            code = name.replace("-", ".")
            words[code] = catalogue.exactly(f"{prefix}.{code}", **braces)
        return words

    def say(self, code: str, locale: str | None = None, **parameters: str | float) -> str:
        return Catalogue(self.language(locale)).say(code, **{"hours": 24, **parameters})

    def language(self, locale: str | None = None) -> str:
        return closest([locale] if locale else [])

    def languages(self) -> tuple[str, ...]:
        return languages()

    async def readiness(self) -> Mapping[str, bool]:
        return {"database": True, "networks": self.pace is not None}

    def metrics(self) -> tuple[bytes, str]:
        return b"heirloom_photos_total 0\n", "text/plain; version=0.0.4; charset=utf-8"


def refused(file: bytes) -> Refusal | None:
    """Why a file is no photo, told by its first bytes."""
    if not file:
        return Refusal("photo.empty", "The file is empty.")
    try:
        image = Image.open(io.BytesIO(file))
    except OSError:
        return Refusal("photo.unsupported", "This is not a photograph that can be read.")
    return Refusal("photo.too_large", "Too many pixels.") if image.width * image.height > 4_000_000 else None


def worked(source: bytes, wishes: Wishes) -> dict[str, bytes]:
    """Pictures that look as if something had been done."""
    original = ImageOps.exif_transpose(Image.open(io.BytesIO(source))).convert("RGB")
    before = original
    if wishes.crop:
        left, top, width, height = wishes.crop
        w, h = original.size
        before = before.crop((int(left * w), int(top * h), int((left + width) * w), int((top + height) * h)))
    before = before.rotate(-(wishes.rotate or 0), expand=True)
    grey = ImageOps.autocontrast(ImageOps.grayscale(before.filter(ImageFilter.MedianFilter(5))), cutoff=1)
    tinted = ImageOps.colorize(grey, "#14202c", "#fff3df", mid="#9a7f6a")
    both = Image.new("RGB", (before.width * 2, before.height))
    both.paste(before, (0, 0))
    both.paste(tinted, (before.width, 0))
    pictures = {"original": original, "before": before, "restored": grey.convert("RGB"), "colorized": tinted,
                "compare": both}  # fmt: skip
    return {name: jpeg(picture) for name, picture in pictures.items()}


def jpeg(picture: Image.Image) -> bytes:
    """A JPEG file."""
    buffer = io.BytesIO()
    picture.save(buffer, "jpeg", quality=88)
    return buffer.getvalue()


def content(data: bytes, name: str = "original", *, away: Callable[[], bool] = lambda: False) -> Content:
    """A file as the service hands it out; nothing answers while it is `away`."""

    async def read() -> bytes:
        if away():
            raise ConnectionError("the bucket does not answer")
        if not data:
            raise ContentGone
        return data

    width, height = Image.open(io.BytesIO(data)).size
    return Content(
        name=f"heirloom.{name}.jpg", media_type="image/jpeg", size_bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(), width=width, height=height, read=read,
    )  # fmt: skip
