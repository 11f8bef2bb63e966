"""Which kind of file some bytes are, by their first few, never by a name."""

from __future__ import annotations

from typing import Final

from restoration.errors import EmptyFile, UnsupportedFormat
from restoration.formats.header import Format
from restoration.formats.raw_header import is_raw

_UNKNOWN: Final = "unknown"
_TEXT_PEEKED: Final = 1024

#: First bytes of what is read here (ISO media files, RIFF files and BMP need a closer look).
_READABLE: Final = {
    b"\xff\xd8\xff": Format.JPEG,
    b"\x89PNG\r\n\x1a\n": Format.PNG,
    b"II*\0": Format.TIFF,
    b"MM\0*": Format.TIFF,
    b"II+\0": Format.TIFF,
    b"MM\0+": Format.TIFF,
    b"GIF8": Format.GIF,
    b"%PDF": Format.PDF,
    b"\xff\x0a": Format.JXL,
    b"\0\0\0\x0cJXL ": Format.JXL,
    b"\0\0\0\x0cjP  ": Format.JP2,
    b"\xff\x4f\xff\x51": Format.JP2,
    b"IIU\0": Format.RAW,
    b"IIRO": Format.RAW,
    b"IIRS": Format.RAW,
    b"MMOR": Format.RAW,
    b"FUJIFILMCCD-RAW": Format.RAW,
}
#: First bytes of what people send by mistake; the name tells them what they sent.
_KNOWN: Final = {
    b"%!PS": "postscript",
    b"PK\x03\x04": "zip",
    b"Rar!": "rar",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"8BPS": "psd",
    b"\x1aE\xdf\xa3": "webm",
    b"OggS": "ogg",
    b"ID3": "mp3",
    b"\0\0\1\0": "ico",
}
#: Brands of ISO base media files; every other one is a film.
_BRANDS: Final = {
    b"avif": Format.AVIF,
    b"avis": Format.AVIF,
    b"heic": Format.HEIC,
    b"heix": Format.HEIC,
    b"heim": Format.HEIC,
    b"heis": Format.HEIC,
    b"hevc": Format.HEIC,
    b"hevx": Format.HEIC,
    b"crx ": Format.RAW,
}
_NEUTRAL_BRANDS: Final = {b"mif1", b"mif2", b"msf1"}
_BMP_HEADERS: Final = {12, 16, 40, 52, 56, 64, 108, 124}


def sniff(data: bytes) -> Format:
    """The format of a file.

    Raises:
        EmptyFile: there are no bytes.
        UnsupportedFormat: it is something else; `format` names it if it is known.
    """
    if not data:
        raise EmptyFile
    found = _format(data)
    if found is None:
        raise UnsupportedFormat(format=_name(data))
    return found


def _format(data: bytes) -> Format | None:
    for magic, format in _READABLE.items():
        if data.startswith(magic):
            return Format.RAW if format is Format.TIFF and is_raw(data) else format
    if data[4:8] == b"ftyp":
        return _media_format(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Format.WEBP
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BMP_HEADERS:
        return Format.BMP
    return None


def _media_format(data: bytes) -> Format | None:
    major = data[8:12]
    if major not in _NEUTRAL_BRANDS:
        return _BRANDS.get(major)
    end = min(int.from_bytes(data[:4], "big"), 256)
    compatible = [data[place : place + 4] for place in range(16, end, 4)]
    return next((_BRANDS[brand] for brand in compatible if brand in _BRANDS), Format.HEIC)


def _name(data: bytes) -> str:
    for magic, name in _KNOWN.items():
        if data.startswith(magic):
            return name
    if data[4:8] == b"ftyp":
        return {b"qt  ": "mov"}.get(data[8:12], "mp4")
    if data[:4] == b"RIFF":
        return {b"AVI ": "avi", b"WAVE": "wav"}.get(data[8:12], _UNKNOWN)
    return _text_name(data[:_TEXT_PEEKED])


def _text_name(start: bytes) -> str:
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"<svg" in text:
        return "svg"
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "html"
    if text.startswith(b"<?xml"):
        return "xml"
    printable = all(byte >= 32 or byte in b"\t\r\n\f" for byte in start) and b"\x7f" not in start
    return "text" if printable and text else _UNKNOWN
