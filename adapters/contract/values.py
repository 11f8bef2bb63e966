"""What every room of the contract is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]
"""An object that survives JSON: str, int, float, bool, None, and lists and objects of them."""
