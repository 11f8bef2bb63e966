"""What an operator has to mend is told in a sentence, in every language."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from adapters.contract import Unusable
from adapters.discord import errors as discord_errors
from adapters.telegram import errors as telegram_errors
from adapters.web import errors as web_errors
from bot.messages import Catalogue, languages


def makers() -> Iterator[Callable[..., Unusable]]:
    """Every function that makes one."""
    modules: tuple[ModuleType, ...] = (discord_errors, telegram_errors, web_errors)
    for module in modules:
        for _, function in inspect.getmembers(module, inspect.isfunction):
            if function.__annotations__.get("return") == "Unusable":
                yield function


def made(maker: Callable[..., Unusable]) -> Unusable:
    """One with made-up parameters."""
    parameters = inspect.signature(maker).parameters
    return maker(**{name: 7 if each.annotation == "int" else "x" for name, each in parameters.items()})


@pytest.mark.parametrize("maker", list(makers()), ids=lambda maker: f"{maker.__module__}.{maker.__name__}")
def test_what_an_operator_has_to_mend_is_told_in_every_language(maker: Callable[..., Unusable]) -> None:
    problem = made(maker)
    for language in languages():
        assert Catalogue(language).exactly(problem.code, **problem.parameters)


def test_the_codes_are_their_own() -> None:
    codes = [made(maker).code for maker in makers()]
    assert len(codes) == 11
    assert sorted(codes) == sorted(set(codes))
