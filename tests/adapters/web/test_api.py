"""The promises of the REST API: photos come in, are followed, adjusted, fetched and deleted."""

from __future__ import annotations

import asyncio
import io
import zipfile
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from adapters.contract import IncomingAction, IncomingCommand, IncomingPhoto, Refusal
from adapters.web import uploads as uploading
from adapters.web.uploads import Uploads
from tests.adapters.web.visit import LIMIT_BYTES, Visitor, events, mask, numbered, photo, site
from tests.doubles.fake_service import FakeService
from tests.waiting import PATIENCE_SECONDS


async def test_a_photo_is_taken_followed_and_fetched(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        status, taken = await visitor.send(photo())
        assert status == 202
        done = await visitor.until(taken["id"], "delivered")
        assert sorted(done["versions"]) == ["colorized", "compare", "restored"]
        assert sorted(done["previews"]) == ["before", "colorized", "original", "restored"]
        assert done["report"]
        assert done["buttons"][0][0]["action"] == f"gentler:{taken['id']}"
        for link in [*done["versions"].values(), *done["previews"].values(), done["original"]]:
            status, picture = await visitor.get(link)
            assert (status, picture[:3]) == (200, b"\xff\xd8\xff")
    assert page.said == [f"The page is open at: {page.base}/"]


async def test_where_a_photo_is_found_is_told(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        form = aiohttp.FormData({"photo": io.BytesIO(photo())})
        async with visitor.session.post("/api/photos", data=form) as answer:
            status, found = await visitor.get(answer.headers["Location"])
        assert (status, found["id"]) == (200, "r1")


async def test_nothing_of_a_files_name_reaches_the_service_or_comes_back(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        done = await visitor.until(taken["id"], "delivered")
        async with visitor.session.get(done["versions"]["restored"]) as answer:
            assert answer.headers["Content-Disposition"] == 'attachment; filename="heirloom.restored.jpg"'
        assert "grandma" not in repr(page.service.heard)


async def test_a_recipe_goes_along(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        await visitor.send(photo(), recipe='{"clean": 0.25, "colorize": false}')
        heard = page.service.heard[0]
        assert isinstance(heard, IncomingPhoto)
        assert heard.wishes.recipe == {"clean": 0.25, "colorize": False}


@pytest.mark.parametrize(
    ("file", "status", "code"),
    [
        (b"", 400, "photo.empty"),
        (b"MZ this is a program", 415, "photo.unsupported"),
        (photo(2100, 2100), 413, "photo.too_large"),
        (b"\xff\xd8\xff" + bytes(LIMIT_BYTES), 413, "page.problem.too_large"),
    ],
)
async def test_rubbish_is_refused_at_once_with_problem_details(
    tmp_path: Path, file: bytes, status: int, code: str
) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        refused, problem = await visitor.send(file)
        assert refused == problem["status"] == status
        assert problem["code"] == code
        assert problem["detail"]
        assert set(problem) == {"type", "title", "status", "detail", "code"}
        assert (await visitor.get("/api/photos"))[1] == {"photos": []}


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"portrait": b"x"}, "page.problem.field"),
        ({"recipe": b"{}"}, "page.problem.no_photo"),
        ({"photo": photo(), "recipe": b"[1]"}, "page.problem.json"),
        ({"photo": photo(), "recipe": b'{"clean": NaN}'}, "page.problem.json"),
        ({"photo": photo(), "recipe": b"[" * 90_000}, "page.problem.json"),
    ],
)
async def test_a_form_that_is_wrong_is_refused(tmp_path: Path, form: dict[str, bytes], code: str) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        data = aiohttp.FormData(quote_fields=False)
        for name, value in form.items():
            data.add_field(name, io.BytesIO(value), filename="x")
        status, problem = await visitor.post("/api/photos", data=data)
        assert (status, problem["code"]) == (400, code)


@pytest.mark.parametrize("said", [b"", b"--wrong\r\n", b"--x\r\nContent-Disposition: nonsense\r\n\r\nabc"])
async def test_what_is_no_form_is_refused(tmp_path: Path, said: bytes) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        status, problem = await visitor.post("/api/photos", data=said, headers=headers)
        assert (status, problem["status"]) == (400, 400)
        status, problem = await visitor.post("/api/photos", {"photo": "x"})
        assert (status, problem["code"]) == (400, "page.problem.form")


async def test_a_sender_who_falls_silent_is_let_go(tmp_path: Path) -> None:
    async with site(tmp_path, uploads=Uploads(idle_seconds=0.2)) as page:
        reader, writer = await asyncio.open_connection("127.0.0.1", page.adapter.port)
        writer.write(b"POST /api/photos HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n")
        writer.write(b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n")
        writer.write(b'Content-Disposition: form-data; name="photo"\r\n\r\nthe first bytes')
        await writer.drain()
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert b"408" in await reader.readline()
        writer.close()
        await writer.wait_closed()
        assert page.service.heard == []


async def test_a_photo_that_trickles_in_is_let_go_too(tmp_path: Path) -> None:
    async def trickle() -> Any:
        for _ in range(100):
            yield b"x"
            await asyncio.sleep(0.05)

    async with site(tmp_path, uploads=Uploads(total_seconds=0.3)) as page, page.visitor() as visitor:
        form = aiohttp.FormData()
        form.add_field("photo", trickle(), filename="x")
        status, problem = await visitor.post("/api/photos", data=form)
        assert (status, problem["code"]) == (408, "page.problem.too_slow")


async def test_more_than_memory_allows_is_refused_for_now_and_given_back(tmp_path: Path) -> None:
    full = Uploads()
    full.in_hand = uploading.IN_HAND_BYTES
    async with site(tmp_path, uploads=full) as page, page.visitor() as visitor:
        status, problem = await visitor.send(photo())
        assert (status, problem["code"]) == (503, "page.problem.busy")
        full.in_hand = 0
        assert (await visitor.send(photo()))[0] == 202
        assert full.in_hand == 0


async def test_the_same_key_is_taken_once(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor, page.visitor() as other:
        first = await visitor.send(photo(), **{"Idempotency-Key": "k"})
        again = await visitor.send(photo(), **{"Idempotency-Key": "k"})
        assert first[1]["id"] == again[1]["id"]
        assert (await visitor.send(photo()))[1]["id"] != first[1]["id"]
        assert (await other.send(photo(), **{"Idempotency-Key": "k"}))[1]["id"] != first[1]["id"]


async def test_photos_of_others_are_as_good_as_none(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as owner, page.visitor() as stranger:
        _, taken = await owner.send(photo())
        here = f"/api/photos/{taken['id']}"
        done = await owner.until(taken["id"], "delivered")
        assert (await stranger.get("/api/photos"))[1] == {"photos": []}
        for path in (here, f"{here}/events", f"{here}/archive", *done["versions"].values()):
            assert (await stranger.get(path))[0] == 404
        for path, said in (("adjust", {}), ("press", {"action": f"stronger:{taken['id']}"}), ("cancel", {})):
            assert (await stranger.post(f"{here}/{path}", said))[0] == 404
        assert await stranger.delete(here) == 404
        assert (await owner.get(here))[0] == 200


async def test_adjusting_changes_only_what_is_named(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        await visitor.until(taken["id"], "delivered")
        here = f"/api/photos/{taken['id']}/adjust"
        crop = {"left": 0.1, "top": 0, "width": 0.5, "height": 1}
        status, _ = await visitor.post(here, {"rotate": 90, "crop": crop, "recipe": {"clean": 1}})
        assert status == 202
        done = await visitor.until(taken["id"], "delivered")
        assert (done["rotate"], done["crop"], done["masked"]) == (90, crop, False)
        assert done["revision"] == 2
        event = page.service.heard[-1]
        assert isinstance(event, IncomingAction)
        assert (event.action, event.wishes.recipe) == ("adjust:r1:0", {"clean": 1})
        assert (event.wishes.strength, event.wishes.colorize, event.wishes.mask) == (None, None, None)


async def test_a_painted_mask_reaches_the_service_as_it_is(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        await visitor.until(taken["id"], "delivered")
        form = aiohttp.FormData({"mask": io.BytesIO(mask()), "wishes": '{"rotate": 180}'})
        status, _ = await visitor.post(f"/api/photos/{taken['id']}/adjust", data=form)
        assert status == 202
        event = page.service.heard[-1]
        assert isinstance(event, IncomingAction)
        assert (event.wishes.mask, event.wishes.rotate) == (mask(), 180)


@pytest.mark.parametrize("painted", [b"", b"GIF89a", mask("RGB"), mask(width=5000, height=1), mask()[:20]])
async def test_what_is_no_mask_is_refused(tmp_path: Path, painted: bytes) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        form = aiohttp.FormData({"mask": io.BytesIO(painted)})
        status, problem = await visitor.post(f"/api/photos/{taken['id']}/adjust", data=form)
        assert (status, problem["code"]) == (400, "page.problem.mask")


@pytest.mark.parametrize(
    "wished",
    [
        {"rotate": 45},
        {"rotate": True},
        {"strength": 1.5},
        {"strength": "much"},
        {"colorize": 1},
        {"recipe": [1]},
        {"crop": {"left": 0, "top": 0, "width": 1}},
        {"crop": {"left": 0.9, "top": 0, "width": 0.2, "height": 1}},
        {"crop": {"left": 0, "top": 0, "width": 0.001, "height": 1}},
        {"crop": {"left": None, "top": 0, "width": 1, "height": 1}},
        {"search": 1},
        {"brighter": True},
    ],
)
async def test_wishes_that_make_no_sense_are_refused(tmp_path: Path, wished: dict[str, Any]) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        heard = len(page.service.heard)
        status, problem = await visitor.post(f"/api/photos/{taken['id']}/adjust", wished)
        assert (status, problem["code"]) == (400, "page.problem.field")
        assert len(page.service.heard) == heard


async def test_a_wish_that_is_too_long_is_refused(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        status, problem = await visitor.post(
            f"/api/photos/{taken['id']}/adjust", data=io.BytesIO(b"[" + b"1," * 700_000)
        )
        assert (status, problem["status"], problem["code"]) == (413, 413, "page.problem.request")


async def test_only_buttons_that_are_there_can_be_pressed(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        here = f"/api/photos/{taken['id']}/press"
        await visitor.until(taken["id"], "delivered")
        assert (await visitor.post(here, {"action": f"rotate:{taken['id']}"}))[0] == 202
        assert (await visitor.until(taken["id"], "delivered"))["rotate"] == 90
        assert (await visitor.post(here, {"action": "delete:r7"}))[0] == 400
        assert (await visitor.post(here, {"action": 7}))[0] == 400


async def test_stopping_leaves_a_photo_cancelled(tmp_path: Path) -> None:
    async with site(tmp_path, FakeService(pace=None)) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        status, stopped = await visitor.post(f"/api/photos/{taken['id']}/cancel")
        assert (status, stopped["state"]) == (202, "cancelled")


async def test_deleted_means_gone_also_for_a_browser_that_kept_it(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        done = await visitor.until(taken["id"], "delivered")
        link = done["versions"]["restored"]
        async with visitor.session.get(link) as answer:
            kept = {"If-None-Match": answer.headers["ETag"]}
            assert answer.headers["Cache-Control"] == "private, no-cache"
        assert (await visitor.get(link, headers=kept))[0] == 304
        assert await visitor.delete(f"/api/photos/{taken['id']}") == 204
        assert (await visitor.get(link, headers=kept))[0] == 404
        assert await visitor.delete(f"/api/photos/{taken['id']}") == 404


async def test_a_picture_whose_keeper_does_not_answer_is_to_be_asked_for_again(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        link = (await visitor.until(taken["id"], "delivered"))["versions"]["restored"]
        page.service.store_away = True
        async with visitor.session.get(link) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
        page.service.store_away = False
        assert (await visitor.get(link))[0] == 200


async def test_forgetting_takes_only_ones_own(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor, page.visitor() as other:
        await visitor.send(photo())
        await other.send(photo())
        status, _ = await visitor.post("/api/forget")
        assert status == 204
        assert (await visitor.get("/api/photos"))[1]["photos"] == []
        assert len((await other.get("/api/photos"))[1]["photos"]) == 1
        event = page.service.heard[-1]
        assert isinstance(event, IncomingCommand)
        assert event.name == "forget"


async def test_a_zip_holds_every_version_under_a_name_of_its_own(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        assert (await visitor.get("/api/photos.zip"))[0] == 404
        for _ in range(2):
            _, taken = await visitor.send(photo())
            await visitor.until(taken["id"], "delivered")
        status, packed = await visitor.get("/api/photos.zip")
        assert status == 200
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            assert archive.testzip() is None
            assert len(set(archive.namelist())) == 6
            assert "heirloom-002-colorized.jpg" in archive.namelist()
        status, packed = await visitor.get(f"/api/photos/{taken['id']}/archive")
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            assert len(archive.namelist()) == 3


async def test_a_failure_is_told_with_its_sentence(tmp_path: Path) -> None:
    async with site(tmp_path, FakeService(pace=None)) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        page.service.fail(taken["id"], "photo.truncated", "The file ends too early.")
        _, told = await visitor.get(f"/api/photos/{taken['id']}")
        assert told["state"] == "failed"
        assert told["problem"] == {"code": "photo.truncated", "text": "The file ends too early."}


async def test_one_stream_tells_of_all_photos_as_they_change_and_go(tmp_path: Path) -> None:
    async with site(tmp_path, FakeService(pace=None)) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        async with visitor.session.get("/api/events") as stream, asyncio.timeout(PATIENCE_SECONDS):
            told = events(stream)
            name, said = await anext(told)
            assert (name, [each["id"] for each in said["photos"]]) == ("photos", [taken["id"]])
            page.service.finish(taken["id"])
            name, said = await anext(told)
            assert (name, said["state"]) == ("photo", "delivered")
            await visitor.delete(f"/api/photos/{taken['id']}")
            assert await anext(told) == ("gone", {"id": taken["id"]})
            await visitor.send(photo())
            assert (await anext(told))[1]["state"] == "queued"


@pytest.mark.parametrize("path", ["events", "photos/r1/events"])
async def test_who_comes_back_to_a_stream_is_told_only_what_was_missed(tmp_path: Path, path: str) -> None:
    async with site(tmp_path, FakeService(pace=None)) as page, page.visitor() as visitor:
        await visitor.send(photo())
        async with visitor.session.get(f"/api/{path}") as stream, asyncio.timeout(PATIENCE_SECONDS):
            heard, _, _ = await anext(numbered(stream))
        again = {"Last-Event-ID": heard}
        async with (
            visitor.session.get(f"/api/{path}", headers=again) as stream,
            asyncio.timeout(PATIENCE_SECONDS),
        ):
            told = numbered(stream)
            await stream.content.readline()  # listening
            page.service.set("r1", progress=0.5)
            number, name, said = await anext(told)
            assert (name, said["progress"]) == ("photo", 0.5)
            assert number != heard
        async with (
            visitor.session.get(f"/api/{path}", headers=again) as stream,
            asyncio.timeout(PATIENCE_SECONDS),
        ):
            _, name, said = await anext(numbered(stream))
            assert said == said | ({"progress": 0.5} if name == "photo" else {})
            assert (name == "photo") == path.startswith("photos")


async def test_a_browser_does_not_come_back_to_the_stream_of_a_photo_that_is_done(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        await visitor.until(taken["id"], "delivered")
        here = f"/api/photos/{taken['id']}/events"
        async with visitor.session.get(here) as stream:
            heard = [number async for number, _, _ in numbered(stream)]
        assert len(heard) == 1
        assert (await visitor.get(here, headers={"Last-Event-ID": heard[0]}))[0] == 204
        assert (await visitor.get(here, headers={"Last-Event-ID": "something else"}))[0] == 200


async def test_open_streams_do_not_hold_up_the_end_of_the_service(tmp_path: Path) -> None:
    jar = aiohttp.CookieJar(unsafe=True)
    async with (
        asyncio.timeout(30),
        aiohttp.ClientSession(cookie_jar=jar) as session,
    ):
        async with site(tmp_path, FakeService(pace=None)) as page:
            await Visitor(session, page.base).send(photo())
            streams = [
                await session.get(f"{page.base}/api/{path}") for path in ("events", "photos/r1/events")
            ]
            for stream in streams:
                assert await stream.content.readline()
        for stream in streams:
            assert b"event: photo" in await stream.read()


async def test_photos_survive_a_restart_of_the_page(tmp_path: Path) -> None:
    service = FakeService()
    async with site(tmp_path, service) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        await visitor.until(taken["id"], "delivered")
        cookies = {one.key: one.value for one in visitor.session.cookie_jar}
    async with site(tmp_path, service) as page, page.visitor() as visitor:
        assert [one["id"] for one in (await visitor.get("/api/photos", cookies=cookies))[1]["photos"]] == [
            "r1"
        ]
        assert (await visitor.get("/api/photos"))[1] == {"photos": []}


@pytest.mark.parametrize(
    ("code", "status"),
    [("refused.quota", 429), ("refused.queue_full", 503), ("refused.not_allowed", 403), ("never.heard", 400)],
)
async def test_a_refusal_of_the_service_keeps_its_sentence(tmp_path: Path, code: str, status: int) -> None:
    service = FakeService()
    service.refuse = Refusal(code, "Not today.")
    async with site(tmp_path, service) as page, page.visitor() as visitor:
        told, problem = await visitor.send(photo())
        assert (told, problem["code"], problem["detail"]) == (status, code, "Not today.")


async def test_what_cannot_be_kept_now_is_to_be_sent_again_later(tmp_path: Path) -> None:
    service = FakeService()
    service.not_now = 7.0
    async with site(tmp_path, service) as page, page.visitor() as visitor:
        form = aiohttp.FormData({"photo": io.BytesIO(photo())})
        async with visitor.session.post("/api/photos", data=form) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "7")


async def test_what_cannot_be_read_now_is_to_be_asked_for_later_and_streams_end(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    service = FakeService(pace=None)
    async with site(tmp_path, service) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        async with visitor.session.get("/api/events") as stream:
            while not (await stream.content.readline()).startswith(b"event: photos"):
                pass
            service.not_now = 7.0
            service.set(taken["id"], text="changed")
            async with asyncio.timeout(5):
                await stream.read()  # a browser comes back by itself, and hears what it missed
        async with visitor.session.get(f"/api/photos/{taken['id']}") as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "7")
    assert "could not be answered" not in caplog.text


async def test_an_error_inside_is_told_without_its_insides(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    service = FakeService()
    async with site(tmp_path, service) as page, page.visitor() as visitor:
        service.kept["r1"] = None  # type: ignore[assignment]
        status, problem = await visitor.get("/api/photos")
        assert (status, problem["code"]) == (500, "page.went_wrong")
        assert "NoneType" not in problem["detail"]
    assert "a request could not be answered" in caplog.text
