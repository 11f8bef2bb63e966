"""Long polling: nothing is confirmed before it is committed, and nobody waits for somebody else."""

from __future__ import annotations

import asyncio

import pytest

from adapters.contract import Acknowledgement, Event, IncomingCommand, IncomingPhoto, NotNow, Unusable
from adapters.telegram.ledger import Ledger
from tests.adapters.telegram.bench import Bench
from tests.servers.telegram.people import People
from tests.servers.telegram.world import ApiError
from tests.services.running import jpeg
from tests.waiting import PATIENCE_SECONDS


def texts(bench: Bench, name: str) -> list[str]:
    """What the bot wrote to somebody."""
    messages = bench.world.private(name).messages.values()
    return [message["text"] for message in messages if message["from"] == bench.world.me]


async def test_an_update_is_confirmed_only_after_its_event_was_committed(
    bench: Bench, people: People
) -> None:
    let = asyncio.Event()

    async def hold(event: Event) -> None:
        await let.wait()

    bench.ear.holds = hold
    async with bench.listening():
        await people.send(bench.world.private("anna"), "anna", jpeg())
        await bench.until(lambda: bench.world.seen["getUpdates"] > 2)  # asked again, and again given the same
        assert len(bench.world.updates) == 1
        let.set()
        await bench.until(lambda: not bench.world.updates)
    assert len(bench.ear.heard) == 1


async def test_what_was_not_committed_when_the_process_ended_comes_again(
    bench: Bench, people: People
) -> None:
    begun = asyncio.Event()

    async def hold(event: Event) -> None:
        begun.set()
        await asyncio.Event().wait()

    bench.ear.holds = hold
    adapter = bench.adapter()
    task = asyncio.create_task(adapter.run(bench.ear.receive))
    await people.send(bench.world.private("anna"), "anna", jpeg())
    await begun.wait()
    task.cancel()
    await asyncio.wait([task], timeout=0.05)
    task.cancel()  # the operator has no patience for what is in hand
    await asyncio.wait([task])
    bench.ear.holds = None
    assert len(bench.world.updates) == 1
    async with bench.listening():
        (event,) = await bench.ear.events(1)
        assert isinstance(event, IncomingPhoto)


async def test_a_service_that_cannot_commit_now_is_asked_again(bench: Bench, people: People) -> None:
    bench.ear.answers = [NotNow(0.01), NotNow(0.01)]
    async with bench.listening():
        await people.send(bench.world.private("anna"), "anna", jpeg())
        await bench.ear.events(1)
        await bench.until(lambda: not bench.world.updates)


async def test_one_chat_that_hangs_holds_up_no_other(bench: Bench, people: People) -> None:
    let = asyncio.Event()
    anna = bench.world.private("anna")

    async def hold(event: Event) -> None:
        assert isinstance(event, IncomingPhoto)
        if event.origin.chat == str(anna.id):
            await let.wait()

    bench.ear.holds = hold
    async with bench.listening():
        await people.send(anna, "anna", jpeg())
        for name in ("ben", "cleo", "dora"):
            await people.send(bench.world.private(name), name, jpeg())
        heard = await bench.ear.events(3)
        assert str(anna.id) not in {event.origin.chat for event in heard if isinstance(event, IncomingPhoto)}
        assert bench.world.updates
        let.set()
        await bench.until(lambda: not bench.world.updates)
    assert len(bench.ear.heard) == 4


async def test_events_of_one_chat_come_in_order(bench: Bench, people: People) -> None:
    anna = bench.world.private("anna")
    sent = [await people.send(anna, "anna", jpeg()) for _ in range(5)]

    async def slower_at_first(event: Event) -> None:
        await asyncio.sleep(0.05 if not bench.ear.heard else 0)

    bench.ear.holds = slower_at_first
    async with bench.listening():
        heard = await bench.ear.events(5)
    assert [event.origin.message for event in heard if isinstance(event, IncomingPhoto)] == [
        str(message["message_id"]) for message in sent
    ]


async def test_an_answer_that_telegram_lets_wait_holds_up_neither_the_chat_nor_the_offset(
    bench: Bench, people: People
) -> None:
    anna = bench.world.private("anna")
    bench.world.faults.limits[anna.id] = [3600.0]
    bench.ear.answers = [Acknowledgement(text="No."), Acknowledgement(text="Later.")]
    async with bench.listening():
        await people.write(anna, "anna", "/help")
        await bench.ear.events(1)
        await people.write(anna, "anna", "/help")
        await people.send(bench.world.private("ben"), "ben", jpeg())
        await bench.ear.events(3)
        await bench.until(lambda: not bench.world.updates)
        assert texts(bench, "anna") == []


async def test_answers_are_said_in_order_however_often_telegram_says_later(
    bench: Bench, people: People
) -> None:
    anna = bench.world.private("anna")
    bench.world.faults.limits[anna.id] = [0.05, 0.05, 0.05]
    bench.ear.answers = [Acknowledgement(text=f"Answer {number}") for number in range(3)]
    async with bench.listening():
        for _ in range(3):
            await people.write(anna, "anna", "/help")
        await bench.until(lambda: len(texts(bench, "anna")) == 3)
        await bench.until(lambda: not bench.world.updates)
    assert texts(bench, "anna") == ["Answer 0", "Answer 1", "Answer 2"]


async def test_an_update_that_cannot_be_read_is_passed_by(bench: Bench, people: People) -> None:
    await bench.world.tell("message", {"message_id": "no number", "chat": 17})
    await bench.world.tell("message", {"date": None})
    await people.write(bench.world.private("anna"), "anna", "/help")
    async with bench.listening():
        (event,) = await bench.ear.events(1)
        assert isinstance(event, IncomingCommand)
        await bench.until(lambda: not bench.world.updates)


async def test_a_token_that_telegram_does_not_know_is_told_without_telling_it(bench: Bench) -> None:
    with pytest.raises(Unusable, match=r"telegram\.token") as raised:
        await bench.adapter(token="123456:wrong").run(bench.ear.receive)
    assert raised.value.parameters == {"variable": "HEIRLOOM_TELEGRAM_TOKEN"}
    assert "wrong" not in f"{raised.value!r} {raised.value.__cause__!r}"


async def test_a_token_that_is_revoked_ends_it(bench: Bench) -> None:
    adapter = bench.adapter()
    task = asyncio.create_task(adapter.run(bench.ear.receive))
    await adapter.listening()
    bench.world.token = "1:another"
    await bench.world.tell("message", {})
    with pytest.raises(Unusable, match=r"telegram\.token"):
        await asyncio.wait_for(task, PATIENCE_SECONDS)


async def test_a_telegram_that_does_not_answer_is_waited_for(bench: Bench, people: People) -> None:
    bench.world.faults.unavailable = True
    adapter = bench.adapter()
    task = asyncio.create_task(adapter.run(bench.ear.receive))
    await bench.until(lambda: bench.world.seen["getMe"] > 1)
    assert not task.done()
    bench.world.faults.unavailable = False
    await people.send(bench.world.private("anna"), "anna", jpeg())
    await bench.ear.events(1)
    task.cancel()
    await asyncio.wait([task])


async def test_a_network_that_is_not_there_is_waited_for(bench: Bench) -> None:
    nowhere = "http://127.0.0.1:9/bot"  # the port for discarding, where nobody listens
    task = asyncio.create_task(bench.adapter(base_url=nowhere).run(bench.ear.receive))
    done, _ = await asyncio.wait([task], timeout=0.3)
    assert not done
    task.cancel()
    await asyncio.wait([task])


async def test_a_webhook_that_was_set_before_is_taken_away(bench: Bench, people: People) -> None:
    bench.world.webhook = {"url": "http://127.0.0.1:9/old"}
    await people.send(bench.world.private("anna"), "anna", jpeg())
    async with bench.listening():
        await bench.ear.events(1)


async def test_another_program_with_the_same_token_is_lived_with(bench: Bench, people: People) -> None:
    bench.world.faults.refusals["getUpdates"] = [
        ApiError(409, "Conflict: terminated by other getUpdates request")
    ]
    await people.send(bench.world.private("anna"), "anna", jpeg())
    async with bench.listening():
        await bench.ear.events(1)


async def test_an_orderly_end_confirms_what_is_through(bench: Bench, people: People) -> None:
    async with bench.listening():
        await people.send(bench.world.private("anna"), "anna", jpeg())
        await bench.ear.events(1)
    assert bench.world.updates == []


async def test_what_the_service_stumbles_over_is_tried_again(bench: Bench, people: People) -> None:
    bench.ear.answers = [RuntimeError("a disk that is full for a moment")]
    async with bench.listening():
        await people.send(bench.world.private("anna"), "anna", jpeg())
        await bench.ear.events(1)
        await bench.until(lambda: not bench.world.updates)


async def test_the_operator_reads_where_the_bot_is(bench: Bench) -> None:
    async with bench.listening():
        assert bench.said == ["The Telegram bot is listening: https://t.me/heirloom_test_bot"]


def test_the_offset_stands_at_the_first_update_that_is_not_through() -> None:
    ledger = Ledger()
    assert [ledger.begin(update) for update in (5, 6, 8)] == [True, True, True]
    ledger.end(6)
    ledger.end(8)
    assert ledger.offset == 5
    assert ledger.waiting
    assert [ledger.begin(update) for update in (5, 6, 8, 9)] == [False, False, False, True]
    ledger.end(5)
    assert ledger.offset == 9
    ledger.end(9)
    assert ledger.offset == 10
    assert not ledger.waiting


def test_numbers_that_begin_anew_after_a_quiet_week_are_taken() -> None:
    ledger = Ledger()
    ledger.begin(900)
    ledger.end(900)
    ledger.forget()
    assert ledger.begin(17)
    ledger.end(17)
    assert ledger.offset == 18
