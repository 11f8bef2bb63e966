"""What other programs import from the package."""

from __future__ import annotations

import textwrap
from collections.abc import Awaitable, Callable
from pathlib import Path

import numpy as np

import restoration
from restoration.photo import Photo


def test_everything_that_is_promised_is_there_and_sorted() -> None:
    assert sorted(restoration.__all__) == restoration.__all__
    assert all(getattr(restoration, name) for name in restoration.__all__)


async def test_the_example_restores_and_colours_a_photograph(tmp_path: Path) -> None:
    assert restoration.__doc__
    _, example = restoration.__doc__.split("::\n")
    names = {name: getattr(restoration, name) for name in restoration.__all__} | {"Path": Path}
    exec(textwrap.dedent(example), names)  # noqa: S102 -- our own words
    restore: Callable[[Path], Awaitable[None]] = names["restore"]
    grey = np.linspace(9000, 52000, 96 * 128).reshape(96, 128, 1).repeat(3, axis=2).astype(np.uint16)
    source = tmp_path / "grandma.png"
    source.write_bytes(restoration.encode(Photo(grey)))
    await restore(source)
    for version in ("restored", "colorized"):
        made = restoration.decode((tmp_path / f"grandma.{version}.jpg").read_bytes())
        assert (made.width, made.height) == (128, 96)
