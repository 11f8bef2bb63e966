"""The webhook: only Telegram gets in, and it is answered when what it brought is committed."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import aiohttp
import pytest

from adapters.contract import Event, IncomingPhoto, Unusable
from adapters.telegram.webhook import SECRET_HEADER
from tests.adapters.telegram.bench import Bench
from tests.servers.telegram.people import People
from tests.services.running import jpeg
from tests.waiting import quiet_port


@pytest.fixture
def hook() -> dict[str, Any]:
    """Settings of a webhook that this machine reaches."""
    port = quiet_port()
    return {"webhook_url": f"http://127.0.0.1:{port}", "webhook_port": port}


async def test_updates_come_by_the_webhook_and_are_confirmed_after_the_commit(
    bench: Bench, people: People, hook: dict[str, Any]
) -> None:
    begun, let = asyncio.Event(), asyncio.Event()

    async def hold(event: Event) -> None:
        begun.set()
        await let.wait()

    bench.ear.holds = hold
    async with bench.listening(**hook):
        await people.send(bench.world.private("anna"), "anna", jpeg())
        await begun.wait()
        assert len(bench.world.updates) == 1
        let.set()
        await bench.until(lambda: not bench.world.updates)
    (event,) = bench.ear.heard
    assert isinstance(event, IncomingPhoto)
    assert bench.world.webhook["allowed_updates"] == ["message", "callback_query"]


async def test_path_and_secret_are_new_at_every_start(bench: Bench, hook: dict[str, Any]) -> None:
    drawn = []
    for _ in range(2):
        async with bench.listening(**hook):
            drawn += [bench.world.webhook["url"].rpartition("/")[2], bench.world.webhook["secret_token"]]
    assert len(set(drawn)) == 4
    assert all(len(each) > 40 for each in drawn)


async def test_whoever_lacks_the_path_or_the_secret_stays_outside(bench: Bench, hook: dict[str, Any]) -> None:
    forged = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}}
    async with bench.listening(**hook), aiohttp.ClientSession() as visitor:
        url, secret = bench.world.webhook["url"], bench.world.webhook["secret_token"]
        for headers in ({}, {SECRET_HEADER: ""}, {SECRET_HEADER: secret[:-1]}, {SECRET_HEADER: "ä"}):
            async with visitor.post(url, json=forged, headers=headers) as answer:
                assert answer.status == 403
        async with visitor.post(hook["webhook_url"], json=forged, headers={SECRET_HEADER: secret}) as answer:
            assert answer.status == 404
    assert bench.ear.heard == []


async def test_rubbish_at_the_webhook_is_turned_away_or_passed_by(bench: Bench, hook: dict[str, Any]) -> None:
    async with bench.listening(**hook), aiohttp.ClientSession() as telegram:
        url, headers = bench.world.webhook["url"], {SECRET_HEADER: bench.world.webhook["secret_token"]}
        rubbish = {
            b"no JSON": 400,
            b"\xff\xfe": 400,
            b"[]": 200,
            b'{"update_id": 5, "message": {"message_id": "x"}}': 200,  # of a kind that is not known yet
            b"{" + b" " * (1 << 20): 413,
        }
        for body, status in rubbish.items():
            async with telegram.post(url, data=io.BytesIO(body), headers=headers) as answer:
                assert answer.status == status, body[:40]


async def test_an_update_that_comes_twice_at_once_is_handed_over_once(
    bench: Bench, people: People, hook: dict[str, Any]
) -> None:
    begun, let = asyncio.Event(), asyncio.Event()

    async def hold(event: Event) -> None:
        begun.set()
        await let.wait()

    bench.ear.holds = hold
    async with bench.listening(**hook), aiohttp.ClientSession() as telegram:
        await people.send(bench.world.private("anna"), "anna", jpeg())
        await begun.wait()
        url, headers = bench.world.webhook["url"], {SECRET_HEADER: bench.world.webhook["secret_token"]}
        again = asyncio.create_task(telegram.post(url, json=bench.world.updates[0], headers=headers))
        assert (await asyncio.wait([again], timeout=0.2))[1]
        let.set()
        async with await again as answer:
            assert answer.status == 200
        await bench.until(lambda: not bench.world.updates)
    assert len(bench.ear.heard) == 1


async def test_an_address_that_is_taken_is_told(bench: Bench, hook: dict[str, Any]) -> None:
    async with bench.listening(**hook):
        with pytest.raises(Unusable, match=r"telegram\.address") as raised:
            await bench.adapter(**hook).run(bench.ear.receive)
    assert raised.value.parameters["port"] == hook["webhook_port"]


async def test_an_address_that_telegram_does_not_take_is_told(bench: Bench) -> None:
    with pytest.raises(Unusable, match=r"telegram\.webhook") as raised:
        await bench.adapter(webhook_url="http://example.org", webhook_port=0).run(bench.ear.receive)
    assert "https" in str(raised.value.parameters["reason"])


async def test_telegram_is_waited_for_before_the_webhook_is_set(
    bench: Bench, people: People, hook: dict[str, Any]
) -> None:
    bench.world.faults.unavailable = True
    task = asyncio.create_task(bench.adapter(**hook).run(bench.ear.receive))
    await bench.until(lambda: bench.world.seen["getMe"])
    bench.world.faults.unavailable = False
    await people.send(bench.world.private("anna"), "anna", jpeg())
    await bench.ear.events(1)
    task.cancel()
    await asyncio.wait([task])
