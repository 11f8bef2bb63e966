"""A multipart form, piece by piece as it arrives."""

from __future__ import annotations

from collections.abc import Mapping

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from adapters.web.problems import Problem

_HEADING_BYTES = 10_000
"""What boundaries and headings may add to the fields."""


class Form:
    """Takes the bytes of a form, and keeps its fields; no longer than they may be."""

    def __init__(self, content_type: str, limits: Mapping[str, int]) -> None:
        """`limits` says which fields are known, and how many bytes each may have.

        Raises:
            Problem: the content type is no form's.
        """
        kind, options = parse_options_header(content_type)
        if not kind.startswith(b"multipart/") or not options.get(b"boundary"):
            raise Problem("page.problem.form")
        self._limits = limits
        self._room = sum(limits.values()) + _HEADING_BYTES
        self._fields: dict[str, bytearray] = {}
        self._name = ""
        self._heading, self._value = bytearray(), bytearray()
        self._whole = False
        try:
            self._parser = MultipartParser(
                options[b"boundary"],
                {
                    "on_part_begin": self._begin,
                    "on_header_field": lambda data, start, end: self._heading.extend(data[start:end]),
                    "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
                    "on_header_end": self._headed,
                    "on_headers_finished": self._open,
                    "on_part_data": self._take,
                    "on_end": self._end,
                },
            )
        except FormParserError as malformed:
            raise Problem("page.problem.form") from malformed

    def write(self, piece: bytes) -> None:
        """Take another piece.

        Raises:
            Problem: the form is malformed or too long, or a field is unknown or said twice.
        """
        self._room -= len(piece)
        if self._room < 0:
            raise self._too_large(max(self._limits.values()))
        try:
            self._parser.write(piece)
        except FormParserError as malformed:
            raise Problem("page.problem.form") from malformed

    def fields(self) -> dict[str, bytes]:
        """The fields by name.

        Raises:
            Problem: the form ended before its end.
        """
        if not self._whole:
            raise Problem("page.problem.form")
        return {name: bytes(content) for name, content in self._fields.items()}

    def _begin(self) -> None:
        self._name = ""

    def _headed(self) -> None:
        if self._heading.lower() == b"content-disposition":
            _, options = parse_options_header(bytes(self._value))
            self._name = options.get(b"name", b"").decode("utf-8", "replace")
        self._heading.clear()
        self._value.clear()

    def _open(self) -> None:
        if self._name not in self._limits or self._name in self._fields:
            raise Problem("page.problem.field", name=self._name[:40])
        self._fields[self._name] = bytearray()

    def _take(self, data: bytes, start: int, end: int) -> None:
        held, limit = self._fields[self._name], self._limits[self._name]
        if len(held) + end - start > limit:
            raise self._too_large(limit)
        held += memoryview(data)[start:end]

    def _end(self) -> None:
        self._whole = True

    @staticmethod
    def _too_large(limit: int) -> Problem:
        return Problem("page.problem.too_large", limit=round(limit / 1e6, 1))
