"""How properties are tested: with the same examples every time, however slow the machine is."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

steady = settings(
    deadline=None,  # a loaded machine takes longer than Hypothesis's 200 ms now and then
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,  # what fails here fails everywhere, and what passed passes
    database=None,  # nothing is kept beside the code
)
"""To decorate a test with, above `given`."""
