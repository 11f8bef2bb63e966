"""The promises of the contract, played over the REST API with the real service behind it."""

# ruff: noqa: SIM117 -- the service and those who visit it are two steps

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from adapters.web.adapter import WebAdapter
from tests.adapters.web.visit import Visitor, events, mask
from tests.services.running import jpeg
from tests.services.web import web_service
from tests.waiting import PATIENCE_SECONDS


@asynccontextmanager
async def visiting(page: WebAdapter, **headers: str) -> AsyncIterator[Visitor]:
    """Somebody with a browser of their own."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(page.link().rstrip("/"), cookie_jar=jar, headers=headers) as session:
        yield Visitor(session)


async def restored(visitor: Visitor, data: bytes, **headers: str) -> Any:
    """A photo that went all the way."""
    status, taken = await visitor.send(data, **headers)
    assert status == 202
    return await visitor.until(taken["id"], "delivered")


def size(data: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(data)).size


async def test_a_photo_comes_back_restored_and_in_colour_with_its_report(
    tmp_path: Path, database_url: str
) -> None:
    async with web_service(tmp_path, database_url) as page, visiting(page) as visitor:
        done = await restored(visitor, jpeg())
        assert {"restored", "colorized", "compare"} <= set(done["versions"])
        assert {"original", "before", "restored", "colorized"} <= set(done["previews"])
        assert any("colours are a plausible guess" in line for line in done["report"])
        assert {stage["stage"] for stage in done["stages"]} >= {"damage", "colorize"}
        for link in [*done["versions"].values(), *done["previews"].values()]:
            status, picture = await visitor.get(link)
            assert status == 200
            assert size(picture)


async def test_the_sentences_come_in_the_visitors_language(tmp_path: Path, database_url: str) -> None:
    async with web_service(tmp_path, database_url) as page:
        async with visiting(page, **{"Accept-Language": "de"}) as visitor:
            done = await restored(visitor, jpeg())
            assert any("Farben" in line for line in done["report"])
            _, problem = await visitor.send(b"rubbish")
            assert "kein Foto" in problem["detail"] or "Foto" in problem["detail"]


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 400, "photo.empty"),
        (b"%PDF-1.7 hello", 415, "photo.unsupported"),
        (jpeg(width=1200, height=1200), 413, "photo.too_large"),
    ],
)
async def test_rubbish_is_refused_at_once(
    tmp_path: Path, database_url: str, data: bytes, status: int, code: str
) -> None:
    async with web_service(tmp_path, database_url, works=False, HEIRLOOM_LIMITS_MEGAPIXELS="1") as page:
        async with visiting(page) as visitor:
            told, problem = await visitor.send(data)
            assert (told, problem["code"]) == (status, code)
            assert (await visitor.get("/api/photos"))[1] == {"photos": []}


async def test_a_photo_that_is_sent_again_is_done_once(tmp_path: Path, database_url: str) -> None:
    async with web_service(tmp_path, database_url) as page, visiting(page) as visitor:
        first = await restored(visitor, jpeg(), **{"Idempotency-Key": "once"})
        again = await visitor.send(jpeg(), **{"Idempotency-Key": "once"})
        assert (again[0], again[1]["id"]) == (202, first["id"])
        assert len((await visitor.get("/api/photos"))[1]["photos"]) == 1


async def test_two_at_once_come_back_to_those_who_sent_them(tmp_path: Path, database_url: str) -> None:
    async with web_service(tmp_path, database_url) as page, visiting(page) as one, visiting(page) as two:
        mine, theirs = await asyncio.gather(
            restored(one, jpeg(1)), restored(two, jpeg(2, width=80, height=80))
        )
        assert (mine["width"], theirs["width"]) == (96, 80)
        assert (await one.get(f"/api/photos/{theirs['id']}"))[0] == 404
        assert (await two.get(mine["versions"]["restored"]))[0] == 404


async def test_a_photo_can_be_turned_cropped_and_filled_by_hand(tmp_path: Path, database_url: str) -> None:
    async with web_service(tmp_path, database_url) as page, visiting(page) as visitor:
        done = await restored(visitor, jpeg())
        here = f"/api/photos/{done['id']}"
        crop = {"left": 0, "top": 0, "width": 0.5, "height": 1}
        assert (await visitor.post(f"{here}/adjust", {"rotate": 90, "crop": crop}))[0] == 202
        turned = await visitor.until(done["id"], "delivered")
        assert (turned["rotate"], turned["crop"]) == (90, crop)
        for link in (turned["versions"]["restored"], turned["previews"]["before"]):
            assert size((await visitor.get(link))[1]) == (64, 48)
        assert size((await visitor.get(turned["previews"]["original"]))[1]) == (96, 64)
        form = aiohttp.FormData({"mask": io.BytesIO(mask(width=96, height=64))})
        assert (await visitor.post(f"{here}/adjust", data=form))[0] == 202
        filled = await visitor.until(done["id"], "delivered")
        assert (filled["masked"], filled["rotate"], filled["crop"]) == (True, 90, crop)
        restored_, before = (
            (await visitor.get(filled["versions"]["restored"]))[1],
            (await visitor.get(turned["versions"]["restored"]))[1],
        )
        assert filled["versions"]["restored"] != turned["versions"]["restored"]
        assert size(restored_) == size(before)
        assert (await visitor.post(f"{here}/adjust", {"search": True}))[0] == 202
        searched = await visitor.until(done["id"], "delivered")
        assert (searched["masked"], searched["rotate"], searched["crop"]) == (False, 90, crop)


async def test_what_was_filled_in_is_shown_and_stays_while_it_is_turned_and_coloured(
    tmp_path: Path, database_url: str
) -> None:
    async with web_service(tmp_path, database_url) as page, visiting(page) as visitor:
        done = await restored(visitor, jpeg(width=128, height=96, scratch=True))
        found = await filled(visitor, done)
        assert found.shape == (96, 128)
        assert 0.005 < found.mean() < 0.2
        here = f"/api/photos/{done['id']}/adjust"
        for wish in ({"rotate": 90}, {"recipe": {**done["recipe"], "colorize": False}}):
            assert (await visitor.post(here, wish))[0] == 202
            done = await visitor.until(done["id"], "delivered")
            np.testing.assert_array_equal(await filled(visitor, done), found)
        painted = np.zeros((96, 128), np.uint8)
        painted[10:20, 30:90] = 255
        form = aiohttp.FormData({"mask": io.BytesIO(png(painted))})
        assert (await visitor.post(here, data=form))[0] == 202
        done = await visitor.until(done["id"], "delivered")
        np.testing.assert_array_equal(await filled(visitor, done), painted > 0)


async def filled(visitor: Visitor, done: Any) -> npt.NDArray[np.bool_]:
    """Where a photo was filled in, (H, W)."""
    status, picture = await visitor.get(done["previews"]["filled"])
    assert status == 200
    return np.asarray(Image.open(io.BytesIO(picture)).convert("1"))


def png(pixels: npt.NDArray[np.uint8]) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "png")
    return buffer.getvalue()


async def test_every_button_that_is_shown_can_be_pressed(tmp_path: Path, database_url: str) -> None:
    async with web_service(tmp_path, database_url) as page, visiting(page) as visitor:
        done = await restored(visitor, jpeg())
        here = f"/api/photos/{done['id']}/press"
        pressed = set()
        for name in ("stronger", "gentler", "more_vivid", "less_vivid", "rotate", "color_off", "color_on"):
            buttons = {
                each["action"].split(":")[0]: each["action"] for row in done["buttons"] for each in row
            }
            assert (await visitor.post(here, {"action": buttons[name]}))[0] == 202
            done = await visitor.until(done["id"], "delivered")
            pressed.add(done["revision"])
        assert len(pressed) == 7
        assert "colorized" in done["versions"]
        assert done["rotate"] == 90


async def test_a_recipe_that_makes_no_sense_is_refused_at_once(tmp_path: Path, database_url: str) -> None:
    async with web_service(tmp_path, database_url) as page, visiting(page) as visitor:
        status, problem = await visitor.send(jpeg(), recipe='{"clean": 7}')
        assert (status, problem["code"]) == (400, "recipe.invalid")
        done = await restored(visitor, jpeg(1))
        assert (await visitor.post(f"/api/photos/{done['id']}/adjust", {"recipe": {"magic": 1}}))[0] == 400


async def test_a_recipe_sent_along_is_the_one_that_is_used(tmp_path: Path, database_url: str) -> None:
    async with web_service(tmp_path, database_url) as page, visiting(page) as visitor:
        _, taken = await visitor.send(jpeg(), recipe='{"clean": 0.25, "colorize": false}')
        done = await visitor.until(taken["id"], "delivered")
        assert (done["recipe"]["clean"], done["recipe"]["colorize"]) == (0.25, False)
        assert "colorized" not in done["versions"]


async def test_what_waits_can_be_stopped_or_deleted_before_its_answer(
    tmp_path: Path, database_url: str
) -> None:
    async with web_service(tmp_path, database_url, works=False) as page, visiting(page) as visitor:
        _, first = await visitor.send(jpeg(1))
        _, second = await visitor.send(jpeg(2))
        assert (first["state"], second["state"]) == ("queued", "queued")
        _, stopped = await visitor.post(f"/api/photos/{first['id']}/cancel")
        assert stopped["state"] == "cancelled"
        assert await visitor.delete(f"/api/photos/{second['id']}") == 204
        assert [one["id"] for one in (await visitor.get("/api/photos"))[1]["photos"]] == [first["id"]]


async def test_forgetting_really_deletes(tmp_path: Path, database_url: str) -> None:
    async with web_service(tmp_path, database_url) as page, visiting(page) as visitor:
        done = await restored(visitor, jpeg())
        assert (await visitor.post("/api/forget"))[0] == 204
        assert (await visitor.get("/api/photos"))[1] == {"photos": []}
        assert (await visitor.get(done["versions"]["restored"]))[0] == 404


async def test_a_visitor_has_a_quota_of_their_own(tmp_path: Path, database_url: str) -> None:
    async with web_service(tmp_path, database_url, works=False, HEIRLOOM_LIMITS_UNFINISHED="2") as page:
        async with visiting(page) as eager, visiting(page) as other:
            for seed in range(2):
                assert (await eager.send(jpeg(seed)))[0] == 202
            status, problem = await eager.send(jpeg(3))
            assert (status, problem["code"]) == (429, "refused.unfinished")
            assert (await other.send(jpeg(4)))[0] == 202


async def test_photos_survive_a_restart_and_what_waited_is_done(tmp_path: Path, database_url: str) -> None:
    async with web_service(tmp_path, database_url, works=False) as page, visiting(page) as visitor:
        _, taken = await visitor.send(jpeg())
        cookies = {one.key: one.value for one in visitor.session.cookie_jar}
    async with web_service(tmp_path, database_url) as page:
        async with aiohttp.ClientSession(page.link().rstrip("/"), cookies=cookies) as session:
            done = await Visitor(session).until(taken["id"], "delivered")
    assert "restored" in done["versions"]


async def test_fifty_people_at_once_are_all_acknowledged(tmp_path: Path, database_url: str) -> None:
    async with web_service(tmp_path, database_url, works=False) as page:
        async with aiohttp.ClientSession(
            page.link().rstrip("/"), cookie_jar=aiohttp.DummyCookieJar()
        ) as session:
            told = await asyncio.gather(*(Visitor(session).send(jpeg(seed)) for seed in range(50)))
    assert {status for status, _ in told} == {202}
    assert len({photo["id"] for _, photo in told}) == 50


async def test_who_waits_is_told_how_many_are_before(tmp_path: Path, database_url: str) -> None:
    async with web_service(tmp_path, database_url, works=False) as page:
        async with visiting(page, **{"Accept-Language": "en"}) as one, visiting(page) as two:
            _, first = await one.send(jpeg(1))
            assert first["text"] == "Your photo is in the queue."
            await two.send(jpeg(2))
            _, third = await one.send(jpeg(3))
            assert "2 photos come first" in third["text"]


async def test_what_is_guesswork_is_named_among_the_sentences(tmp_path: Path, database_url: str) -> None:
    async with web_service(tmp_path, database_url) as page, visiting(page) as visitor:
        done = await restored(visitor, jpeg())
        assert "The colours are a plausible guess, not the true ones." in done["guesses"]
        assert set(done["guesses"]) <= set(done["report"])


async def test_the_place_in_the_queue_is_told_as_it_changes(tmp_path: Path, database_url: str) -> None:
    async with web_service(tmp_path, database_url, works=False) as page:
        async with visiting(page) as one, visiting(page, **{"Accept-Language": "en"}) as two:
            _, first = await one.send(jpeg(1))
            _, second = await two.send(jpeg(2))
            here = f"/api/photos/{second['id']}/events"
            async with two.session.get(here) as stream, asyncio.timeout(PATIENCE_SECONDS):
                told = events(stream)
                assert "1 photo comes first" in (await anext(told))[1]["text"]
                await one.post(f"/api/photos/{first['id']}/cancel")
                assert (await anext(told))[1]["text"] == "Your photo is in the queue."
