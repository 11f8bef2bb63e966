"""Everything that can go wrong with a photograph, as codes with parameters; the sentences live elsewhere.

Exceptions of libraries (Pillow, tifffile, imagecodecs, ONNX Runtime) become these where they are called.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

Value = str | int | float


class CodedError(Exception):
    """Something cannot be done: `code` says what, `parameters` say of which thing and by how much.

    `retryable` tells whether the very same may succeed later without anybody changing anything.
    """

    code: str
    retryable: bool = False

    def __init__(self, **parameters: Value) -> None:
        super().__init__(parameters)
        self.parameters: dict[str, Value] = parameters

    def __str__(self) -> str:
        """Code and parameters in one line, for logs."""
        return " ".join([self.code, *(f"{name}={value!r}" for name, value in self.parameters.items())])

    def __reduce__(self) -> tuple[object, ...]:
        """Survive pickling between processes, which calls an exception with positional arguments."""
        return _rebuild, (type(self), self.parameters)

    @classmethod
    def kinds(cls) -> Iterator[type[Self]]:
        """Every kind that is raised (families are not), so that a test can walk all codes."""
        for kind in cls.__subclasses__():
            if kind.__subclasses__():
                yield from kind.kinds()
            else:
                yield kind


def _rebuild(kind: type[CodedError], parameters: dict[str, Value]) -> CodedError:
    return kind(**parameters)


class RestorationError(CodedError):
    """A photograph could not be handled."""

    code = "restoration"


class PhotoError(RestorationError):
    """The file that was given cannot be used as a photograph."""

    code = "photo"


class EmptyFile(PhotoError):
    """The file holds no bytes at all."""

    code = "photo.empty"


class UnsupportedFormat(PhotoError):
    """The file is of a kind that is not read here: `format` names it, or is `unknown`.

    `reason` says why where the format as such is read: `photometric`, `compression`, `channels`, `samples`,
    `float_range`, `no_pictures`, `locked`, or `extra` where an optional package is missing; `detail` says
    which, in the format's own terms. Both are empty where the format is not read at all.
    """

    code = "photo.unsupported"

    def __init__(self, **parameters: Value) -> None:
        super().__init__(**{"reason": "", "detail": "", **parameters})


class TruncatedFile(PhotoError):
    """The file ends before its picture does, as after a broken download: `format`."""

    code = "photo.truncated"


class CorruptFile(PhotoError):
    """The file breaks the rules of its own format: `format`, `reason`."""

    code = "photo.corrupt"


class TooManyPixels(PhotoError):
    """The picture is larger than allowed, told by its header before decoding: `megapixels`, `limit`."""

    code = "photo.too_large"


class TooLargeForFormat(PhotoError):
    """The picture has more rows or columns than the format to write can hold: `format`, `side`, `limit`."""

    code = "photo.too_large_for_format"


class TooLargeToEnlarge(PhotoError):
    """Enlarged, the picture would have more pixels than allowed: `scale`, `megapixels`, `limit`."""

    code = "photo.too_large_to_enlarge"


class InvalidRecipe(RestorationError):
    """A recipe asks for what does not exist: `name`, `value`, and `minimum` and `maximum` or a `reason`."""

    code = "recipe.invalid"


class ModelError(RestorationError):
    """A network cannot be used."""

    code = "model"


class ModelMissing(ModelError):
    """A network's file is not there: `name`, `path`."""

    code = "model.missing"


class ModelInvalid(ModelError):
    """A network's file or card is not what it should be: `name`, `reason`."""

    code = "model.invalid"


class EngineError(RestorationError):
    """The engine itself cannot work as it was set up."""

    code = "engine"


class ProviderMissing(EngineError):
    """The execution provider asked for is not there on this machine: `provider`, `available`."""

    code = "engine.provider"


class OutOfMemory(EngineError):
    """There was no memory left for the picture, which may pass."""

    code = "engine.memory"
    retryable = True
