"""Which state of a request, or of a work, may follow which; everything else is left as it is."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.contract import RequestState

State = RequestState
"""How far a request is, or a work, which is never DELIVERED."""

OPEN = (State.QUEUED, State.RUNNING, State.RESTORED)
"""A request that is not done: something of it waits, runs, or has still to be sent."""

Changes = Mapping[State, tuple[State, ...]]
"""State -> those that may follow it."""

REQUEST_CHANGES: Changes = {
    State.QUEUED: (State.QUEUED, State.RUNNING, State.RESTORED, State.CANCELLED),
    State.RUNNING: (State.QUEUED, State.RUNNING, State.RESTORED, State.CANCELLED),
    # Back to QUEUED: a late part of its album came. DELIVERED, FAILED: its reply went out, or could not.
    State.RESTORED: (*OPEN, State.DELIVERED, State.FAILED, State.CANCELLED),
    # Whatever is done can be adjusted.
    State.DELIVERED: (State.QUEUED,),
    State.FAILED: (State.QUEUED,),
    State.CANCELLED: (State.QUEUED,),
}

WORK_CHANGES: Changes = {
    # To RESTORED at once: a worker that woke up from a pause finishes what was put back meanwhile.
    State.QUEUED: (State.RUNNING, State.RESTORED, State.FAILED, State.CANCELLED),
    # RUNNING again: its worker died. Back to QUEUED: its worker stopped, or something was away.
    State.RUNNING: (State.QUEUED, State.RUNNING, State.RESTORED, State.FAILED, State.CANCELLED),
    State.RESTORED: (),
    State.FAILED: (),
    State.CANCELLED: (),
}


def before(changes: Changes, state: State) -> list[str]:
    """The states that `state` may follow, as a statement compares them."""
    return [str(each) for each, following in changes.items() if state in following]
