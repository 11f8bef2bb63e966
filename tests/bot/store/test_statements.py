"""Statements stand in the store, and nowhere else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import bot

STATEMENT = re.compile(r"^\s*(select .+ from|insert into|update \w+ .*set|delete from|with \w+ as)\s", re.S)


def test_no_statement_stands_outside_the_store() -> None:
    root = Path(bot.__file__).parent
    found = [
        (file.relative_to(root), node.value[:40])
        for file in root.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and STATEMENT.match(node.value)
    ]
    assert found
    assert {file.parts[0] for file, _ in found} == {"store"}, found
