"""The page for everybody: by keyboard, by screen reader, without motion, in any light; and nothing jumps."""

# ruff: noqa: SIM117 -- the service and those who visit it are two steps

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.peers.browsing import LOOKS, SAMPLE, again_at, browser, done, escaped, new_context, opened, upload
from tests.postgres import database_url, postgres
from tests.services.running import jpeg
from tests.services.web import web_service

__all__ = ["browser", "database_url", "postgres"]

pytestmark = pytest.mark.peers

DIALOGS = ("sliders", "crop", "mask", "colors")


async def barriers(page: Page) -> list[str]:
    """What axe-core finds that keeps people out, with contrast as in WCAG 2.2 AA."""
    await page.evaluate("Promise.allSettled(document.getAnimations().map((each) => each.finished))")
    found = await Axe().run(page)
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("look", LOOKS)
async def test_nobody_is_kept_out(tmp_path: Path, database_url: str, browser: Browser, look: str) -> None:
    async with web_service(tmp_path, database_url) as adapter:
        context = await new_context(browser, reduced_motion="reduce", **LOOKS[look])
        page = await context.new_page()
        await page.goto(adapter.link())
        await page.wait_for_selector("body.ready")
        assert await barriers(page) == []
        photos = [upload(jpeg(width=200, height=150, scratch=True)), upload(b"a letter", "letter.jpg")]
        await page.set_input_files("#pick", photos)
        await done(page)
        await expect(page.locator(".entry[data-state=failed]")).to_have_count(1)
        assert await barriers(page) == []
        for key in DIALOGS:
            await page.locator(f"[data-key={key}]").click()
            await expect(page.locator("dialog")).to_have_count(1)
            assert await barriers(page) == []
            await escaped(page)
        for name in ("Fill the window", "Delete", "Settings"):
            await page.get_by_role("button", name=name).first.click()
            await expect(page.locator("dialog")).to_have_count(1)
            assert await barriers(page) == []
            await escaped(page)
        await context.close()


async def test_nobody_is_kept_out_of_the_door(tmp_path: Path, database_url: str, browser: Browser) -> None:
    secret = "open sesame, open sesame"
    async with web_service(tmp_path, database_url, works=False, HEIRLOOM_WEB_SECRET=secret) as adapter:
        page = await browser.new_page()
        await page.goto(f"{adapter.address()}?wrong")
        await expect(page.get_by_role("alert")).to_contain_text("not the secret")
        assert await barriers(page) == []
        await page.close()


async def test_the_keyboard_goes_through_the_page_in_the_order_in_which_it_is_read(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    focused = "document.activeElement.getAttribute('aria-label') ?? (document.activeElement.labels?.[0]"
    focused += " ?? document.activeElement).textContent.trim()"
    async with web_service(tmp_path, database_url) as adapter, opened(browser, adapter.link()) as page:
        await page.set_input_files("#pick", [upload(jpeg())])
        await done(page)
        # From the very beginning, wherever the browser would go on once the buttons have appeared.
        await page.evaluate("document.body.tabIndex = -1; document.body.focus()")
        await page.evaluate("document.body.removeAttribute('tabindex')")
        order = []
        for _ in range(30):
            await page.keyboard.press("Tab")
            order.append(await page.evaluate(focused))
            visible = await page.evaluate("document.activeElement.matches(':focus-visible')")
            assert visible, order
            if order[-1] == "Delete":
                break
        wanted = [
            "To the photo buttons", "Settings", "Choose photos", "Before and after: move the line", "Closer",
            "Fill the window", "In colour", "Gentler", "Stronger", "Without colour", "Paler", "More vivid",
            "Rotate", "Crop", "Mark damage", "Fine-tune", "Download: In colour", "Before and after",
            "Everything (zip)", "Delete",
        ]  # fmt: skip
        assert [name for name in order if name in wanted] == wanted


async def test_what_has_the_focus_keeps_it_while_the_photo_is_done_again(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url) as adapter, opened(browser, adapter.link()) as page:
        await page.set_input_files("#pick", [upload(jpeg())])
        await done(page)
        await page.get_by_role("button", name="Stronger").focus()
        await page.keyboard.press("Enter")
        await again_at(page, 1)
        await expect(page.locator(".answer:focus-within")).to_have_count(1)


async def lies(page: Page) -> Any:
    """Where the picture lies; the card of what is being sent gives its place to that of the photo."""
    while (box := await page.locator(".viewer").bounding_box()) is None:
        await page.wait_for_timeout(20)
    return box


def cumulative_layout_shift(shifts: list[dict[str, Any]]) -> float:
    """The worst burst: shifts less than a second apart, over five seconds at most (web.dev, Evolving CLS)."""
    worst = total = 0.0
    began = last = float("-inf")
    for shift in shifts:
        if shift["at"] - last > 1000 or shift["at"] - began > 5000:
            began, total = shift["at"], 0.0
        last, total = shift["at"], total + shift["value"]
        worst = max(worst, total)
    return worst


async def test_nothing_jumps_while_a_photo_is_sent_and_done(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    """Cumulative layout shift, as browsers measure it."""
    watch = """() => {
        window.shifts = [];
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
                shifts.push({
                    at: entry.startTime,
                    value: entry.value,
                    of: entry.sources.map(({node}) => node?.className ?? ''),
                });
        }).observe({type: 'layout-shift', buffered: true});
    }"""
    painted = """async () => {
        for (const image of document.querySelectorAll('.viewer img')) await image.decode();
        for (let count = 0; count < 2; count += 1) await new Promise((seen) => requestAnimationFrame(seen));
        return performance.now();
    }"""
    async with web_service(tmp_path, database_url) as adapter, opened(browser, adapter.link()) as page:
        await page.evaluate(watch)
        await page.set_input_files("#pick", SAMPLE)
        await expect(page.locator(".viewer .framed")).to_have_count(1)
        # The picture of a file takes its place when it is opened; the browser tells of that frames later.
        began = await page.evaluate(painted)
        first = await lies(page)
        await done(page)
        after = await page.locator(".viewer").bounding_box()
        assert after == pytest.approx(first, abs=0.5)  # the first picture's height may end between two pixels
        shifts = [shift for shift in await page.evaluate("shifts") if shift["at"] > began]
        # Below 0.1 is good; a busy machine paints in more steps, which overlap in one burst.
        assert cumulative_layout_shift(shifts) < 0.15, shifts


@pytest.mark.parametrize("calm", [True, False])
async def test_who_wants_no_motion_gets_none(
    tmp_path: Path, database_url: str, browser: Browser, calm: bool
) -> None:
    async with web_service(tmp_path, database_url, works=False) as adapter:
        async with opened(browser, adapter.link(), calm=calm) as page:
            moving = "document.getAnimations().filter((each) => each.playState === 'running').length"
            assert bool(await page.evaluate(moving)) is not calm
            await page.set_input_files("#pick", [upload(jpeg())])
            await expect(page.locator(".viewer.working")).to_have_count(1)
            assert bool(await page.evaluate(moving)) is not calm


async def test_in_forced_colours_buttons_are_seen(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url, works=False) as adapter:
        async with opened(browser, adapter.link(), forced_colors="active") as page:
            border = "getComputedStyle(document.querySelector('.pick.primary')).borderTopStyle"
            assert await page.evaluate(border) == "solid"
