"""What must never stand in a log, however much is logged."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from adapters.contract import Acknowledgement, Delayed, Reference, RequestState, Unusable
from bot.observability.logs import configure, redacted
from bot.settings.sections import LogSettings
from tests.adapters.telegram.bench import Bench, reply, status, to
from tests.doubles.fake_service import content
from tests.servers.telegram.people import Letter, People
from tests.servers.telegram.world import ApiError
from tests.services.running import jpeg


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that the process logs at DEBUG, as `heirloom serve` sets it up."""
    root, stream = logging.getLogger(), io.StringIO()
    loggers = [root, *(logging.getLogger(name) for name in logging.root.manager.loggerDict)]
    before, levels = root.handlers[:], [each.level for each in loggers]
    configure(LogSettings(level="debug"), stream)
    yield stream
    root.handlers[:] = before
    for each, level in zip(loggers, levels, strict=True):
        each.setLevel(level)


async def test_neither_token_nor_paths_nor_what_people_send_reach_a_log(
    bench: Bench, people: People, log: io.StringIO
) -> None:
    name, words = "Wilhelmine-Auguste", "Grandmother in the garden"
    anna = bench.world.private(name)
    bench.ear.answers = [RuntimeError("a problem on our side")]
    async with bench.listening() as adapter:
        sent = await people.send(anna, name, jpeg(), Letter(caption=words), as_file=True, name=f"{name}.jpg")
        await people.write(anna, name, words)
        await bench.world.tell("message", {"message_id": words})
        await bench.ear.events(2)
        reference = Reference(sent["document"]["file_id"])
        bench.world.faults.downloads = 1
        with pytest.raises(Delayed) as broken:
            await adapter.fetch(reference, 10**6)
        logging.getLogger("heirloom.test").error("It broke off", exc_info=broken.value)
        await adapter.fetch(reference, 10**6)
        own = await adapter.update(status(to(anna, sent["message_id"])))
        await adapter.update(
            status(to(anna), own, state=RequestState.DELIVERED, text="Done.", picture=content(jpeg()))
        )
        await adapter.deliver(reply(to(anna), jpeg(1), jpeg(2)))
        for problem in (ApiError(500, "Internal Server Error"), ApiError(401, "Unauthorized")):
            bench.world.faults.refusals["sendPhoto"] = [problem]
            with pytest.raises(Delayed) as refused:
                await adapter.deliver(reply(to(anna), jpeg()))
            logging.getLogger("heirloom.test").error("It was refused", exc_info=refused.value)
        bench.world.faults.unavailable = True
        asked = bench.world.seen["getUpdates"]
        await bench.world.tell("message", {})  # ends the question that is open
        await bench.until(lambda: bench.world.seen["getUpdates"] > asked)
    bench.world.faults.unavailable = False
    with pytest.raises(Unusable, match=r"telegram\.token") as wrong:
        await bench.adapter(token=bench.world.token + "x").run(bench.ear.receive)
    logging.getLogger("heirloom.test").error("It cannot listen", exc_info=wrong.value)
    said = log.getvalue()
    assert "An update could not be handled" in said  # the log is open
    for secret in (
        bench.world.token,
        bench.world.token.partition(":")[2],
        "/file_",
        "documents/",
        name,
        words,
    ):
        assert secret not in said
    for file_id in bench.world.files:
        assert file_id not in said


async def test_the_secret_of_the_webhook_reaches_no_log(
    bench: Bench, people: People, log: io.StringIO
) -> None:
    bench.ear.answers = [Acknowledgement(text="No.")]
    async with bench.listening(webhook_url="http://127.0.0.1:1", webhook_port=0):
        hook = dict(bench.world.webhook)
    assert hook["secret_token"] not in log.getvalue()
    assert hook["url"] not in log.getvalue()


def test_an_address_with_a_token_is_blackened_with_the_path_behind_it(bench: Bench) -> None:
    token = bench.world.token
    for text in (f"GET https://api.telegram.org/file/bot{token}/photos/file_7.jpg HTTP/1.1", f"Bot[{token}]"):
        assert token.partition(":")[2] not in redacted(text)
        assert "file_7" not in redacted(text)
