"""The promises of `bot/settings.py`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

import pytest
import yaml

from adapters import ADAPTERS
from bot.errors import BotError
from bot.settings import BOUNDS, Settings, default_file, load, read_section

SECTIONS: dict[str, Any] = {
    name: kind for name, kind in get_type_hints(Settings).items() if is_dataclass(kind)
} | {entry.name: entry.settings for entry in ADAPTERS}


@dataclass(frozen=True)
class Door:
    """A section with a setting of every kind."""

    name: str = "front"
    width: float = 1.0
    locks: int = 1
    open: bool = False
    key: str | None = field(default=None, metadata={"secret": True})
    hinges: Mapping[str, Path] = field(default_factory=dict)


def read(*layers: object, **environ: str) -> Door:
    """Read the section `door`."""
    return read_section("door", Door, layers, environ)


def test_the_shipped_file_lists_every_setting_with_its_default() -> None:
    listed = yaml.safe_load(default_file().read_text("utf-8"))
    known = {
        name: {one.name for one in fields(kind) if not one.metadata.get("secret")}
        for name, kind in SECTIONS.items()
    }
    assert {name: set(section) for name, section in listed.items()} == known
    settings = load({})
    read = {
        name: settings.platforms[name] if name in settings.platforms else getattr(settings, name)
        for name in known
    }
    assert read == {name: kind() for name, kind in SECTIONS.items()}


def test_bounds_are_stated_for_settings_that_exist() -> None:
    for key in BOUNDS:
        section, name = key.split(".")
        assert name in {one.name for one in fields(SECTIONS[section])}


def test_the_environment_wins_over_the_operators_file_and_that_over_the_defaults(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("engine: {threads: 3, concurrency: 2}")
    settings = load({"HEIRLOOM_CONFIG": str(own), "HEIRLOOM_ENGINE_THREADS": "4"})
    assert (settings.engine.threads, settings.engine.concurrency, settings.engine.provider) == (4, 2, "cpu")


def test_a_file_named_on_the_command_line_wins_over_the_environments(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("engine: {threads: 3}")
    (tmp_path / "b.yaml").write_text("engine: {threads: 5}")
    environ = {"HEIRLOOM_CONFIG": str(tmp_path / "a.yaml")}
    assert load(environ, tmp_path / "b.yaml").engine.threads == 5


@pytest.mark.parametrize(
    ("variable", "text", "value"),
    [
        ("HEIRLOOM_DOOR_NAME", "12", "12"),
        ("HEIRLOOM_DOOR_WIDTH", "2", 2.0),
        ("HEIRLOOM_DOOR_LOCKS", "7", 7),
        ("HEIRLOOM_DOOR_OPEN", "true", True),
        ("HEIRLOOM_DOOR_KEY", "12: 34", "12: 34"),
        ("HEIRLOOM_DOOR_HINGES", "{upper: /a b}", {"upper": Path("/a b")}),
    ],
)
def test_the_environment_speaks_in_the_kind_of_the_setting(variable: str, text: str, value: object) -> None:
    assert getattr(read(**{variable: text}), variable.removeprefix("HEIRLOOM_DOOR_").lower()) == value


def test_a_secret_can_come_from_a_file_that_the_environment_names(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("opensesame\n")
    assert read(HEIRLOOM_DOOR_KEY_FILE=str(tmp_path / "key")).key == "opensesame"


def test_an_empty_variable_says_nothing() -> None:
    assert read({"locks": 2}, HEIRLOOM_DOOR_LOCKS="") == Door(locks=2)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"width": "wide"}, "number"),
        ({"width": True}, "number"),
        ({"width": float("nan")}, "number"),
        ({"locks": 1.5}, "whole_number"),
        ({"locks": True}, "whole_number"),
        ({"open": 1}, "yes_no"),
        ({"name": 3}, "text"),
        ({"hinges": {"upper": ""}}, "text"),
        ({"hinges": ["upper"]}, "mapping"),
    ],
)
def test_a_value_of_another_kind_is_refused_with_its_key(said: dict[str, Any], expected: str) -> None:
    with pytest.raises(BotError, match=r"settings\.wrong") as caught:
        read(said)
    assert caught.value.parameters == {"key": f"door.{next(iter(said))}", "expected": expected}


@pytest.mark.parametrize(
    "said",
    [
        {"threads": -1},
        {"provider": "quantum"},
        {"concurrency": 0},
        {"max_megapixels": 0},
        {"idle_seconds": -1},
    ],
)
def test_values_outside_their_bounds_are_refused(said: dict[str, Any], tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(yaml.safe_dump({"engine": said}))
    with pytest.raises(BotError, match=r"settings\.wrong") as caught:
        load({}, own)
    assert caught.value.parameters["key"] == f"engine.{next(iter(said))}"


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ("engine: {treads: 3}", "settings.unknown", "engine.treads"),
        ("motor: {threads: 3}", "settings.unknown", "motor"),
        ("engine: [threads]", "settings.mapping", "engine"),
        ("- engine", "settings.mapping", "own.yaml"),
        ("engine: {", "settings.mapping", "own.yaml"),
    ],
)
def test_what_a_file_gets_wrong_is_named(text: str, code: str, key: str, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(text)
    with pytest.raises(BotError, match=re.escape(code)) as caught:
        load({}, own)
    assert str(caught.value.parameters["key"]).endswith(key)


def test_a_misspelt_variable_of_a_known_section_is_refused_and_others_are_not_ours() -> None:
    with pytest.raises(BotError, match=r"settings\.unknown"):
        load({"HEIRLOOM_ENGINE_TREADS": "3"})
    assert load({"HEIRLOOM_PORT": "tcp://10.0.0.1:80", "HEIRLOOM_SERVICE_HOST": "x"}) == load({})


def test_a_secret_in_a_file_is_refused_and_told_where_it_belongs() -> None:
    with pytest.raises(BotError, match=r"settings\.secret") as caught:
        read({"key": "opensesame"})
    assert caught.value.parameters == {"key": "door.key", "variable": "HEIRLOOM_DOOR_KEY"}


def test_a_file_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    for file in (tmp_path / "none.yaml", tmp_path / "binary.yaml"):
        with pytest.raises(BotError, match=r"settings\.file"):
            load({}, file)
