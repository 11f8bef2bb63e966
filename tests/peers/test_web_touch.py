"""The page under fingers: real touch events in Chromium, by one hand and by two."""

# ruff: noqa: SIM117 -- the service and those who visit it are two steps

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, CDPSession, Page, expect

from tests.peers.browsing import LOOKS, again_at, browser, done, opened, state, upload
from tests.postgres import database_url, postgres
from tests.services.running import jpeg
from tests.services.web import web_service

__all__ = ["browser", "database_url", "postgres"]

pytestmark = pytest.mark.peers

STEPS = 6
Point = tuple[float, float]


class Hand:
    """Fingers on the screen, as the browser's own protocol moves them."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session

    async def _touch(self, kind: str, *points: Point, first: int = 0) -> None:
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points, first)]
        await self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    async def drag(self, begin: Point, end: Point) -> None:
        """One finger from here to there."""
        await self.pinch((begin, end))

    async def pinch(self, *ways: tuple[Point, Point], lift: bool = True) -> None:
        """Several fingers at once, each its way; put down one after the other."""
        begins = [begin for begin, _ in ways]
        for count in range(1, len(ways) + 1):
            await self._touch("touchStart", *begins[:count])
        for step in range(1, STEPS + 1):
            share = step / STEPS
            await self._touch(
                "touchMove", *((a + (c - a) * share, b + (d - b) * share) for (a, b), (c, d) in ways)
            )
        if lift:
            await self.lift()

    async def lift(self) -> None:
        """Lift all fingers."""
        await self._touch("touchEnd")

    async def lift_second(self, point: Point) -> None:
        """Lift the second finger, which is at this point."""
        await self._touch("touchEnd", point, first=1)

    async def move(self, *points: Point) -> None:
        """Fingers that lie on the screen go on."""
        await self._touch("touchMove", *points)

    async def tap_twice(self, point: Point) -> None:
        """Two taps that belong together, by the times that they tell: the browser may take longer."""
        began, (x, y) = time.time(), point
        finger = {"x": x, "y": y, "id": 0}
        told = [
            self._session.send(
                "Input.dispatchTouchEvent",
                {
                    "type": kind,
                    "touchPoints": [finger] if kind == "touchStart" else [],
                    "timestamp": began + 0.04 * number,
                },
            )
            for number, kind in enumerate(("touchStart", "touchEnd") * 2)
        ]
        await asyncio.gather(*told)  # a finger that lies there for long presses


@asynccontextmanager
async def held(browser: Browser, link: str, photo: bytes) -> AsyncIterator[tuple[Page, Hand]]:
    """A phone with a photo that is done."""
    async with opened(browser, link, **LOOKS["phone"]) as page:
        await page.set_input_files("#pick", [upload(photo)])
        await done(page)
        yield page, Hand(await page.context.new_cdp_session(page))


async def box(page: Page, selector: str) -> dict[str, float]:
    found = await page.locator(selector).first.bounding_box()
    assert found
    return {name: float(found[name]) for name in ("x", "y", "width", "height")}


def at(of: dict[str, float], across: float, down: float) -> Point:
    """A point of a box, by fractions."""
    return of["x"] + of["width"] * across, of["y"] + of["height"] * down


async def line(page: Page) -> int:
    """Where the line between before and after is, in percent."""
    await lies(page)
    value = await page.get_by_role("slider", name="Before and after").first.get_attribute("aria-valuenow")
    return int(value or -1)


async def lies(page: Page, selector: str = ".compare-stage img") -> dict[str, float]:
    """How many times larger a picture is shown, and moved by how much, once all touches have come to it."""
    script = """async ([selector]) => {
        const frame = () => new Promise((seen) => requestAnimationFrame(seen));
        for (let count = 0; count < 3; count += 1) await frame(); // moves are handed over once in a frame
        const {a, e, f} = new DOMMatrix(getComputedStyle(document.querySelector(selector)).transform);
        return {scale: a, x: e, y: f};
    }"""
    told: dict[str, float] = await page.evaluate(script, [selector])
    return told


async def test_a_finger_pulls_the_line_and_another_direction_scrolls_the_page(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url) as adapter:
        async with held(browser, adapter.link(), jpeg(width=240, height=240)) as (page, hand):
            stage = await box(page, ".compare-stage")
            await hand.drag(at(stage, 0.5, 0.5), at(stage, 0.8, 0.5))
            assert await line(page) == pytest.approx(80, abs=2)
            await hand.drag(at(stage, 0.3, 0.2), at(stage, 0.1, 0.22))  # anywhere on the picture will do
            assert await line(page) == pytest.approx(10, abs=2)
            before = await page.evaluate("scrollY")
            await hand.drag(at(stage, 0.5, 0.9), at(stage, 0.5, 0.3))
            await page.wait_for_function("(before) => scrollY > before + 50", arg=before)
            assert await line(page) == pytest.approx(10, abs=2)


async def test_two_fingers_zoom_and_one_of_them_then_moves_the_picture(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url) as adapter:
        async with held(browser, adapter.link(), jpeg(width=240, height=240)) as (page, hand):
            stage = await box(page, ".compare-stage")
            await hand.pinch(
                (at(stage, 0.45, 0.5), at(stage, 0.2, 0.5)),
                (at(stage, 0.55, 0.5), at(stage, 0.8, 0.5)),
                lift=False,
            )
            near = await lies(page)
            assert near["scale"] == pytest.approx(6, rel=0.2)
            assert await line(page) == 50
            await hand.lift_second(at(stage, 0.8, 0.5))
            for step in range(1, 4):
                await hand.move(at(stage, 0.2 + 0.05 * step, 0.5 + 0.05 * step))
            await hand.lift()
            moved = await lies(page)
            assert moved["scale"] == near["scale"]
            assert moved["x"] - near["x"] == pytest.approx(0.15 * stage["width"], abs=3)
            assert await line(page) == 50
            both = await page.evaluate(
                "[...document.querySelectorAll('.compare-stage img')].map((image) => image.style.transform)"
            )
            assert both[0] == both[1]
            await hand.drag(at(stage, 0.5, 0.5), at(stage, 0.7, 0.5))  # the grip pulls, near as well
            assert await line(page) == pytest.approx(70, abs=2)
            await hand.pinch(
                (at(stage, 0.1, 0.5), at(stage, 0.45, 0.5)), (at(stage, 0.9, 0.5), at(stage, 0.55, 0.5))
            )
            await expect(page.locator(".compare-stage.near")).to_have_count(0)
            assert await lies(page) == {"scale": 1, "x": 0, "y": 0}


async def test_two_taps_come_near_and_two_more_go_back(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url) as adapter:
        async with held(browser, adapter.link(), jpeg(width=240, height=240)) as (page, hand):
            stage = await box(page, ".compare-stage")
            await hand.tap_twice(at(stage, 0.25, 0.25))
            await expect(page.locator(".compare-stage.near")).to_have_count(1)
            await hand.tap_twice(at(stage, 0.75, 0.25))
            await expect(page.locator(".compare-stage.near")).to_have_count(0)


async def test_one_finger_paints_two_move_the_picture_and_leave_no_paint(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url) as adapter:
        async with held(browser, adapter.link(), jpeg(width=240, height=240)) as (page, hand):
            await page.get_by_role("button", name="Mark damage").click()
            fill = page.get_by_role("button", name="Fill in")
            area = await box(page, ".paint-area")
            await hand.pinch(
                (at(area, 0.45, 0.5), at(area, 0.3, 0.5)), (at(area, 0.55, 0.5), at(area, 0.7, 0.5))
            )
            assert (await lies(page, ".paint-sheet"))["scale"] == pytest.approx(4, rel=0.2)
            await expect(fill).to_be_disabled()
            await hand.drag(at(area, 0.2, 0.5), at(area, 0.8, 0.5))
            await expect(fill).to_be_enabled()
            await fill.click()
            await again_at(page, 1)
            told = await state(page)
            assert told["masked"]
            painted = await marks(page, told["previews"]["filled"])
            assert painted["width"] == pytest.approx(0.6 / 4, abs=0.06)  # as it lies under the finger
            assert painted["left"] == pytest.approx(0.5 - 0.3 / 4, abs=0.04)


async def marks(page: Page, link: str) -> Any:
    """The box round what was filled in, in fractions of the photo."""
    return await page.evaluate(
        """async (link) => {
            const image = new Image();
            image.src = link;
            await image.decode();
            const {naturalWidth: width, naturalHeight: height} = image;
            const pen = new OffscreenCanvas(width, height).getContext('2d');
            pen.drawImage(image, 0, 0);
            const {data} = pen.getImageData(0, 0, width, height);
            const across = [];
            for (let at = 0; at < width * height; at += 1) if (data[4 * at] > 127) across.push(at % width);
            const left = Math.min(...across);
            return {left: left / width, width: (Math.max(...across) - left + 1) / width};
        }""",
        link,
    )


async def test_a_finger_moves_the_edge_of_the_crop(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url) as adapter:
        async with held(browser, adapter.link(), jpeg(width=240, height=240)) as (page, hand):
            await page.get_by_role("button", name="Crop").click()
            frame = await box(page, ".crop-frame")
            await hand.drag(at(frame, 0, 0.5), at(frame, 0.25, 0.5))
            await page.get_by_role("button", name="Apply").click()
            await again_at(page, 1)
            crop = (await state(page))["crop"]
            assert (crop["left"], crop["width"]) == (
                pytest.approx(0.25, abs=0.02),
                pytest.approx(0.75, abs=0.02),
            )
