"""Directories of tags as TIFF and EXIF store them (TIFF 6.0; BigTIFF), read without trusting a byte."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Order = Literal["<", ">"]

#: struct letter of each TIFF type that is read; text (2), bytes (1) and undefined (7) are raw bytes.
_LETTERS = {1: "B", 2: "B", 3: "H", 4: "I", 5: "I", 6: "b", 7: "B", 8: "h", 9: "i", 10: "i", 13: "I", 16: "Q"}
_RATIONALS = {5, 10}
_MAXIMUM_ENTRIES = 4096
_MOST_CHILDREN = 32
_MOST_PAGES = 10_000

ASCII, SHORT, LONG, RATIONAL = 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One tag: its TIFF type, how many values it claims, and where in the file they lie."""

    kind: int
    count: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Raw:
    """A tag's value as it is stored: TIFF type, number of values, and the bytes, little-endian."""

    kind: int
    count: int
    content: bytes


class Directory:
    """The tags of one directory in `data`; values that lie outside the file read as absent."""

    def __init__(self, data: bytes, order: Order, entries: Mapping[int, Entry]) -> None:
        self.data = data
        self.order = order
        self.entries = entries

    def raw(self, tag: int) -> bytes | None:
        """The bytes of a tag's value, None if absent or outside the file."""
        entry = self.entries.get(tag)
        if entry is None or entry.offset + entry.size > len(self.data):
            return None
        return self.data[entry.offset : entry.offset + entry.size]

    def numbers(self, tag: int) -> tuple[int, ...]:
        """A tag's integers (a rational is two of them), empty if absent."""
        raw = self.raw(tag)
        if raw is None:
            return ()
        letter = _LETTERS[self.entries[tag].kind]
        return struct.unpack(f"{self.order}{len(raw) // struct.calcsize(letter)}{letter}", raw)

    def number(self, tag: int, default: int) -> int:
        """A tag's first integer."""
        return next(iter(self.numbers(tag)), default)

    def ratio(self, tag: int) -> float | None:
        """A tag's first rational, None if absent or a division by nought."""
        match self.numbers(tag):
            case (numerator, denominator, *_) if denominator:
                return numerator / denominator
        return None

    def text(self, tag: int) -> str | None:
        """A tag's text up to its first nought; UTF-8 as written today, else Latin-1."""
        raw = self.raw(tag)
        if raw is None or self.entries[tag].kind != ASCII:
            return None
        raw = raw.split(b"\0", 1)[0].strip()
        try:
            return raw.decode() or None
        except UnicodeDecodeError:
            return raw.decode("latin-1")

    def child(self, tag: int) -> Directory:
        """The directory a tag points to, empty if there is none."""
        return _read(self.data, self.order, self.number(tag, 0), big=False)

    def stored(self, tag: int) -> Raw | None:
        """A tag's value to be written again, None if absent or outside the file."""
        entry, raw = self.entries[tag], self.raw(tag)
        if raw is None or not raw:
            return None
        size = struct.calcsize(_LETTERS[entry.kind])
        if self.order == ">" and size > 1:
            raw = b"".join(raw[place : place + size][::-1] for place in range(0, len(raw), size))
        return Raw(entry.kind, entry.count, raw)

    def children(self, tag: int) -> list[Directory]:
        """The directories a tag points to, in classic TIFF."""
        return [
            _read(self.data, self.order, offset, big=False) for offset in self.numbers(tag)[:_MOST_CHILDREN]
        ]


def open_directory(data: bytes, place: int | None = None) -> Directory:
    """The first directory of a TIFF file or EXIF block, or the one at `place`.

    Raises:
        ValueError: it is neither, or its directory lies outside of it.
    """
    order, big, first = _head(data)
    offset = first if place is None else place
    if offset + (8 if big else 2) > len(data):
        raise ValueError("directory outside the file")
    return _read(data, order, offset, big=big)


def directory_places(data: bytes) -> list[int]:
    """Where the directories of a TIFF file lie, in the order of its pages; raises as `open_directory`."""
    order, big, offset = _head(data)
    head, step, pointer = ("Q", 20, "Q") if big else ("H", 12, "I")
    places: list[int] = []
    while 0 < offset <= len(data) - struct.calcsize(head) and len(places) < _MOST_PAGES:
        if offset in places:
            break
        places.append(offset)
        (entries,) = struct.unpack_from(order + head, data, offset)
        following = offset + struct.calcsize(head) + entries * step
        if following + struct.calcsize(pointer) > len(data):
            break
        (offset,) = struct.unpack_from(order + pointer, data, following)
    if not places:
        raise ValueError("directory outside the file")
    return places


def _head(data: bytes) -> tuple[Order, bool, int]:
    """Byte order, whether offsets are large, and where the first directory lies."""
    order: Order = "<" if data[:2] == b"II" else ">"
    if data[:2] not in (b"II", b"MM") or len(data) < 8:
        raise ValueError("no TIFF header")
    version, offset = struct.unpack_from(f"{order}HI", data, 2)
    big = version == 43
    if big and len(data) >= 16:
        (offset,) = struct.unpack_from(f"{order}Q", data, 8)
    return order, big, offset


def _read(data: bytes, order: Order, offset: int, *, big: bool) -> Directory:
    head, step, layout, inline = ("Q", 20, "HHQ", 8) if big else ("H", 12, "HHI", 4)
    start = offset + struct.calcsize(head)
    entries: dict[int, Entry] = {}
    if offset > 0 and start <= len(data):
        (count,) = struct.unpack_from(order + head, data, offset)
        count = min(count, _MAXIMUM_ENTRIES, (len(data) - start) // step)
        for position in range(start, start + count * step, step):
            tag, kind, values = struct.unpack_from(order + layout, data, position)
            if kind not in _LETTERS or tag in entries:
                continue
            size = values * struct.calcsize(_LETTERS[kind]) * (2 if kind in _RATIONALS else 1)
            where = position + step - inline
            if size > inline:
                (where,) = struct.unpack_from(order + ("Q" if big else "I"), data, where)
            entries[tag] = Entry(kind, values, where, size)
    return Directory(data, order, entries)


Value = str | int | float | Raw


def write_directory(values: Mapping[int, Value], offset: int) -> bytes:
    """A little-endian directory of texts, shorts (int) and rationals (float) to lie at `offset` of its file.

    A tag in `POINTERS` is written as a long, since it holds an offset.
    """
    tail_offset = offset + 2 + 12 * len(values) + 4
    entries, tail = [struct.pack("<H", len(values))], b""
    for tag, value in sorted(values.items()):
        kind, count, raw = _packed(tag, value)
        if len(raw) > 4:
            place = struct.pack("<I", tail_offset + len(tail))
            tail += raw + b"\0" * (len(raw) % 2)
        else:
            place = raw.ljust(4, b"\0")
        entries.append(struct.pack("<HHI", tag, kind, count) + place)
    return b"".join(entries) + b"\0\0\0\0" + tail


#: Tags whose value is the offset of another directory: EXIF.
POINTERS = frozenset({0x8769})


def _packed(tag: int, value: Value) -> tuple[int, int, bytes]:
    if isinstance(value, Raw):
        return value.kind, value.count, value.content
    if isinstance(value, str):
        raw = value.encode() + b"\0"
        return ASCII, len(raw), raw
    if isinstance(value, float):
        return RATIONAL, 1, struct.pack("<II", round(value * 1000), 1000)
    if tag in POINTERS:
        return LONG, 1, struct.pack("<I", value)
    return SHORT, 1, struct.pack("<H", value)
