"""Which state may follow which."""

from __future__ import annotations

from bot.store.states import OPEN, REQUEST_CHANGES, WORK_CHANGES, State, before


def test_every_state_says_what_may_follow_it() -> None:
    assert set(REQUEST_CHANGES) == set(State)
    assert set(WORK_CHANGES) == set(State) - {State.DELIVERED}


def test_a_request_that_is_done_changes_by_an_adjustment_alone() -> None:
    assert {REQUEST_CHANGES[state] for state in State if state.final} == {(State.QUEUED,)}
    assert all(not state.final for state in OPEN)


def test_a_work_that_is_done_never_changes() -> None:
    done = (State.RESTORED, State.FAILED, State.CANCELLED)
    assert all(WORK_CHANGES[state] == () for state in done)


def test_only_what_is_restored_is_delivered_and_only_what_is_open_is_cancelled() -> None:
    assert before(REQUEST_CHANGES, State.DELIVERED) == ["restored"]
    assert before(REQUEST_CHANGES, State.CANCELLED) == ["queued", "running", "restored"]
    assert before(WORK_CHANGES, State.CANCELLED) == ["queued", "running"]
