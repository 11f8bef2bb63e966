"""The errors of the engine."""

from __future__ import annotations

import pickle

from restoration.errors import (
    InvalidRecipe,
    OutOfMemory,
    PhotoError,
    RestorationError,
    TooManyPixels,
    TruncatedFile,
)


def test_every_kind_of_error_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in RestorationError.kinds()]
    assert len(codes) > 8
    assert len(set(codes)) == len(codes)


def test_families_are_not_among_the_kinds() -> None:
    assert PhotoError not in set(RestorationError.kinds())
    assert TruncatedFile in set(RestorationError.kinds())


def test_an_error_says_its_code_and_parameters_in_one_line() -> None:
    error = TooManyPixels(megapixels=120.5, limit=100)
    assert str(error) == "photo.too_large megapixels=120.5 limit=100"
    assert error.parameters == {"megapixels": 120.5, "limit": 100}


def test_an_error_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(InvalidRecipe(name="repair", value=2.0)))  # noqa: S301 -- our own bytes
    assert isinstance(error, InvalidRecipe)
    assert error.parameters == {"name": "repair", "value": 2.0}


def test_only_what_may_pass_by_itself_is_retryable() -> None:
    assert [kind for kind in RestorationError.kinds() if kind.retryable] == [OutOfMemory]
