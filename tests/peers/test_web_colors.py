"""Colours that a person gives to places on the page, and the other suggestion."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.async_api import Browser, Page, expect

from tests.peers.browsing import again_at, browser, done, opened, state, upload
from tests.postgres import database_url, postgres
from tests.services.running import jpeg
from tests.services.web import web_service

__all__ = ["browser", "database_url", "postgres"]

pytestmark = pytest.mark.peers


async def spot(page: Page, across: float, down: float) -> tuple[float, float]:
    area = await page.locator(".paint-area").bounding_box()
    assert area
    return area["x"] + across * area["width"], area["y"] + down * area["height"]


async def colorized(page: Page) -> Image.Image:
    """The coloured version as the page gets it."""
    link = (await state(page))["versions"]["colorized"]
    answer = await page.request.get(link if link.startswith("http") else page.url.rstrip("/") + link)
    return Image.open(io.BytesIO(await answer.body())).convert("RGB")


async def test_a_colour_is_given_to_a_place_kept_moved_and_taken_away(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url) as adapter, opened(browser, adapter.link()) as page:
        await page.set_input_files("#pick", [upload(jpeg(width=320, height=240))])
        await done(page)
        await page.get_by_role("button", name="Rotate", exact=True).click()
        await again_at(page, 1)

        await page.get_by_role("button", name="Choose colours").click()
        apply = page.get_by_role("button", name="Colour it")
        await expect(apply).to_be_disabled()
        await page.get_by_role("button", name="Red", exact=True).click()
        await page.mouse.click(*await spot(page, 0.25, 0.5))
        await page.locator("dialog input[type=color]").fill("#2040c0")
        await page.mouse.click(*await spot(page, 0.75, 0.75))
        await apply.click()
        await again_at(page, 2)
        hints = (await state(page))["recipe"]["hints"]
        assert [hint["color"] for hint in hints] == ["#a63434", "#2040c0"]
        # Turned by a quarter clockwise, what lies a quarter from the left lay three quarters down.
        assert [(hint["x"], hint["y"]) for hint in hints] == [
            pytest.approx((0.5, 0.75), abs=0.01),
            pytest.approx((0.75, 0.25), abs=0.01),
        ]
        picture = await colorized(page)
        red = pixel(picture, 0.25, 0.5)
        blue = pixel(picture, 0.75, 0.75)
        assert red[0] > red[2]
        assert blue[2] > blue[0]

        await page.get_by_role("button", name="Choose colours").click()
        await page.mouse.click(*await spot(page, 0.25, 0.5))  # the dot that lies there goes
        await page.get_by_role("button", name="Colour it").click()
        await again_at(page, 3)
        assert [hint["color"] for hint in (await state(page))["recipe"]["hints"]] == ["#2040c0"]


async def test_a_colour_is_given_by_keys_alone(tmp_path: Path, database_url: str, browser: Browser) -> None:
    async with web_service(tmp_path, database_url) as adapter, opened(browser, adapter.link()) as page:
        await page.set_input_files("#pick", [upload(jpeg())])
        await done(page)
        await page.get_by_role("button", name="Choose colours").focus()
        await page.keyboard.press("Enter")
        await expect(page.locator(".paint-area")).to_be_focused()
        await page.keyboard.press("Space")
        await page.get_by_role("button", name="Colour it").focus()
        await page.keyboard.press("Enter")
        await again_at(page, 1)
        (hint,) = (await state(page))["recipe"]["hints"]
        assert (hint["x"], hint["y"]) == pytest.approx((0.5, 0.5), abs=0.01)


async def test_other_colours_are_a_button_that_can_be_taken_back(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url) as adapter, opened(browser, adapter.link()) as page:
        await page.set_input_files("#pick", [upload(jpeg())])
        await done(page)
        for revision, wanted in ((1, True), (2, False)):
            await page.get_by_role("button", name="Other colours").click()
            await again_at(page, revision)
            assert (await state(page))["recipe"]["alternative"] is wanted


def pixel(picture: Image.Image, across: float, down: float) -> Any:
    return picture.getpixel((int(across * picture.width), int(down * picture.height)))
