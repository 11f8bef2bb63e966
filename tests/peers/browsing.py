"""Chromium before the page: how the tests of the web chat open it, send photos and wait."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Download, Page, async_playwright, expect

from tests.waiting import PATIENCE_SECONDS

PATIENCE_MS = 1000 * PATIENCE_SECONDS
SAMPLE = Path(__file__).parents[2] / "docs" / "sample" / "damaged.jpg"
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1200, "height": 820}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1200, "height": 820}, "color_scheme": "dark"},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "is_mobile": True,
    },
}


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Chromium; without it the test fails, for a page that nobody opened is not tested."""
    path = shutil.which("chromium")
    assert path, "chromium is needed: apt-get install chromium"
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as play:
        started = await play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        await started.close()


async def new_context(browser: Browser, **looks: Any) -> BrowserContext:
    """A browser of its own, with patience."""
    context = await browser.new_context(**looks)
    context.set_default_timeout(PATIENCE_MS)
    return context


@asynccontextmanager
async def opened(browser: Browser, link: str, *, calm: bool = True, **looks: Any) -> AsyncIterator[Page]:
    """The page in a browser of its own; ends with an error if anything was wrong in its console or it asked
    another host."""
    context = await new_context(browser, reduced_motion="reduce" if calm else "no-preference", **looks)
    page, wrong = await context.new_page(), list[str]()
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request", lambda asked: None if asked.url.startswith((link, "blob:")) else wrong.append(asked.url)
    )
    await page.goto(link)
    await page.wait_for_selector("body.ready")
    yield page
    await context.close()
    assert wrong == []


def upload(data: bytes, name: str = "grandma.jpg") -> Any:
    return {"name": name, "mimeType": "image/jpeg", "buffer": data}


async def done(page: Page, count: int = 1) -> None:
    """Wait until so many photos are done and none is being worked on."""
    await expect(page.locator(".entry[data-state=delivered] .compare")).to_have_count(count)


async def saved(download: Download) -> bytes:
    return await asyncio.to_thread(Path(await download.path()).read_bytes)


async def state(page: Page) -> Any:
    """What the server says of the first photo."""
    photos = await page.evaluate("async () => (await (await fetch('/api/photos')).json()).photos")
    return photos[0]


async def again_at(page: Page, revision: int) -> None:
    """Wait until the page shows that the photo was done again so many times."""
    await expect(page.locator("dialog")).to_have_count(0)
    await expect(
        page.locator(f".entry[data-state=delivered][data-revision='{revision}'] .compare")
    ).to_have_count(1)
    await expect(page.locator(".tile:disabled")).to_have_count(0)


async def escaped(page: Page) -> None:
    """Close the dialog with its key, and wait until it is gone."""
    await page.keyboard.press("Escape")
    await expect(page.locator("dialog")).to_have_count(0)


async def drag(page: Page, begin: tuple[float, float], by: tuple[float, float]) -> None:
    await page.mouse.move(*begin)
    await page.mouse.down()
    await page.mouse.move(begin[0] + by[0], begin[1] + by[1], steps=8)
    await page.mouse.up()
