"""The promises of `bot/messages`: every code has its sentence, in every language."""

from __future__ import annotations

import ast
import inspect
import pickle
import re
from collections.abc import Iterator
from importlib import resources
from itertools import chain
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import bot.messages
import restoration.diagnosis
from bot.errors import KINDS, BotError
from bot.messages import Catalogue, Untold, closest, languages, locales
from bot.messages.errors import error_sentence
from bot.settings.values import KINDS as EXPECTED
from restoration.diagnosis import Tonality
from restoration.errors import InvalidRecipe, RestorationError, TooManyPixels
from restoration.stages import STAGES, Version

SAMPLES: dict[str, list[str | int | float]] = {
    "expected": list(EXPECTED),
    "given": ["range", "reason"],
    "megabytes": [0.4, 12.25],
    "number": [1, 2, 5, 21],
    "reason": ["unknown", "not_a_switch", "not_a_number", "x"],
    "percent": [0, 1, 3, 40],
}
"""Values that messages choose their wording by; every other variable gets a few numbers."""

PHOTO_ERRORS: list[type[RestorationError]] = [RestorationError, *RestorationError.kinds()]


class Variables(Visitor):
    """Collects the names of the variables in a message."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the library's naming
        self.names.add(node.id.name)


def entries(language: str) -> list[ftl.EntryType]:
    """What stands in a language's file."""
    text = (resources.files(bot.messages) / f"{language}.ftl").read_text("utf-8")
    return list(FluentParser().parse(text).body)


def messages(language: str) -> dict[str, set[str]]:
    """Every message of a language with the variables that it uses."""
    found = {}
    for entry in entries(language):
        if isinstance(entry, ftl.Message):
            variables = Variables()
            variables.visit(entry)
            found[entry.id.name] = variables.names
    return found


def texts(source: str) -> Iterator[str]:
    """Every text constant in a piece of Python."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_messages_and_asks_for_no_other_parameters_than_english(
    language: str,
) -> None:
    english, other = messages("en"), messages(language)
    assert set(other) == set(english)
    assert {name: used - english[name] for name, used in other.items() if used - english[name]} == {}


@pytest.mark.parametrize("language", languages())
def test_every_file_is_understood_to_its_last_line_and_says_nothing_twice(language: str) -> None:
    assert [entry.content for entry in entries(language) if isinstance(entry, ftl.Junk)] == []
    names = [entry.id.name for entry in entries(language) if isinstance(entry, ftl.Message)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("language", languages())
def test_every_message_can_be_said_whatever_its_parameters_are(language: str) -> None:
    catalogue = Catalogue(language)
    for name, variables in messages(language).items():
        choices = {variable: SAMPLES.get(variable, [0, 1, 2, 7.5]) for variable in variables}
        for turn in range(max([len(values) for values in choices.values()], default=1)):
            parameters = {variable: values[turn % len(values)] for variable, values in choices.items()}
            assert catalogue.exactly(name, **parameters).strip()


def test_every_error_of_a_photo_has_a_sentence_that_needs_only_what_the_error_states() -> None:
    english = messages("en")
    for kind in PHOTO_ERRORS:
        stated = set(re.findall(r"`(\w+)`", " ".join(one.__doc__ or "" for one in kind.__mro__[:-3])))
        needed = english[kind.code.replace(".", "-")] - {"given"}
        assert needed <= stated | {"path"}, kind


def test_every_error_of_the_service_has_a_sentence_that_needs_only_what_the_error_states() -> None:
    english = messages("en")
    for code, kind in KINDS.items():
        needed = english[code.replace(".", "-")] - {"given"}
        assert needed <= kind.parameters.keys() | kind.optional.keys(), code


def test_an_error_is_made_only_of_what_its_code_states() -> None:
    assert str(BotError("refused.album", limit=20)) == "refused.album limit=20"
    assert BotError("file.too_big", megabytes=3, limit=2.5).parameters == {"megabytes": 3, "limit": 2.5}
    for wrong in ({}, {"limit": "20"}, {"limit": 20, "more": 1}):
        with pytest.raises(TypeError):
            BotError("refused.album", **wrong)
    assert str(pickle.loads(pickle.dumps(BotError("work.failed")))) == "work.failed"  # noqa: S301 -- our own


def test_codes_of_errors_are_their_own() -> None:
    codes = [*(kind.code for kind in PHOTO_ERRORS), *KINDS]
    assert sorted(codes) == sorted(set(codes))


def test_every_error_of_the_service_is_raised_somewhere() -> None:
    room = Path(bot.messages.__file__).parents[1]
    raised = {
        text
        for file in room.rglob("*.py")
        if file.name != "errors.py"
        for text in texts(file.read_text("utf-8"))
    }
    assert set(KINDS) <= raised


def test_every_stage_version_and_reason_has_a_word() -> None:
    words = Catalogue()
    for entry in STAGES:
        assert words.knows(f"stage.{entry.name}")
        source = inspect.getsource(entry.wanted)
        for reason in (text for text in texts(source) if text.isidentifier()):
            assert words.knows(f"reason.{reason}"), reason
    assert all(words.knows(f"version.{version}") for version in Version)
    assert words.knows("reason.no_model")


def test_every_finding_that_the_analysis_makes_has_a_word() -> None:
    codes = {
        str(node.args[0].value)
        for file in Path(restoration.diagnosis.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding" and node.args
        if isinstance(node.args[0], ast.Constant)
    } | set(Tonality)
    assert codes >= {"noise", "blur", "blockiness", "fading", "cast", "guesswork"}
    assert all(Catalogue().knows(f"finding.{code}") for code in codes)


def test_everything_that_the_code_says_is_written_down() -> None:
    room = Path(bot.messages.__file__).parents[1]
    said = set()
    for file in room.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name == "say":
                    said.add(node.args[0].value)
    assert "restore.done" in said
    assert {code for code in said if not Catalogue().knows(str(code))} == set()


def test_errors_are_told_with_their_figures() -> None:
    sentence = error_sentence(Catalogue("de"), TooManyPixels(megapixels=120.5, limit=100.0))
    assert "120,5" in sentence
    assert "100" in sentence
    words = Catalogue()
    assert "from 0 to 1" in error_sentence(
        words, InvalidRecipe(name="inpaint", value=3, minimum=0, maximum=1)
    )
    assert "must be a number" in error_sentence(
        words, InvalidRecipe(name="inpaint", value="x", reason="not_a_number")
    )


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        (["pt_BR.UTF-8"], "pt"),
        (["de"], "de"),
        (["ru-RU"], "ru"),
        (["C"], "en"),
        (["tlh", "fr_FR@euro"], "fr"),
        ([], "en"),
        (["../en"], "en"),
    ],
)
def test_a_locale_is_answered_in_its_language_or_in_english(wanted: list[str], language: str) -> None:
    assert closest(wanted) == language


def test_a_process_is_spoken_to_as_its_environment_asks() -> None:
    assert locales({"LANG": "de_DE.UTF-8", "LC_ALL": "fr_FR"}) == ["fr_FR", "de_DE.UTF-8"]
    assert locales({"LANG": "de_DE.UTF-8", "HEIRLOOM_MESSAGES_LANGUAGE": "auto"})[0] == "auto"
    assert closest(locales({"LANG": "de_DE", "HEIRLOOM_MESSAGES_LANGUAGE": "auto"})) == "de"
    assert closest(locales({"LANGUAGE": "tlh:es", "LANG": "de_DE"})) == "es"


def test_what_no_language_can_say_is_said_by_its_code() -> None:
    assert Catalogue("ru").say("no.such.code") == "no.such.code"
    with pytest.raises(Untold):
        Catalogue("ru").exactly("restore.done", restored=1)


def test_plurals_follow_each_language() -> None:
    counts = {"skipped": 0, "failed": 0}
    russian = [Catalogue("ru").say("restore.done", restored=number, **counts) for number in (1, 3, 5, 21)]
    endings = [sentence.split(",")[0].split(" ", 1)[1] for sentence in russian]
    assert endings == ["1 фотография", "3 фотографии", "5 фотографий", "21 фотография"]
    assert list(
        chain(*(Catalogue("en").say("restore.done", restored=n, **counts).split()[1:2] for n in (1, 2)))
    ) == [
        "photograph",
        "photographs",
    ]
