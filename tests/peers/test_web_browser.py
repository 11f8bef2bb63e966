"""The page in a real browser (Debian's chromium, headless) over the real service, as a person uses it."""

# ruff: noqa: SIM117 -- the service and those who visit it are two steps

from __future__ import annotations

import asyncio
import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.async_api import Browser, Page, Route, expect

from tests.peers.browsing import (
    LOOKS,
    SAMPLE,
    again_at,
    browser,
    done,
    drag,
    escaped,
    new_context,
    opened,
    saved,
    state,
    upload,
)
from tests.postgres import database_url, postgres
from tests.services.running import jpeg
from tests.services.web import web_service

__all__ = ["browser", "database_url", "postgres"]

pytestmark = pytest.mark.peers


async def test_a_person_restores_a_photo_and_takes_it_home(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url) as adapter:
        async with opened(browser, adapter.link(), calm=False) as page:
            await expect(page.get_by_role("heading", level=2)).to_be_visible()
            await page.set_input_files("#pick", SAMPLE)
            await done(page)
            await expect(page.locator(".hero")).to_be_hidden()
            await expect(page.locator(".report li").first).to_be_visible()
            slider = page.get_by_role("slider", name="Before and after")
            await expect(slider).to_have_attribute("aria-valuenow", "50")
            await slider.focus()
            await page.keyboard.press("End")
            await expect(slider).to_have_attribute("aria-valuenow", "100")
            await page.keyboard.press("+")
            await expect(page.locator(".compare-stage.near")).to_have_count(1)
            await page.get_by_text("Restored", exact=True).click()
            async with page.expect_download() as waiting:
                await page.get_by_role("link", name="Download: Restored").click()
            restored = await saved(await waiting.value)
            assert Image.open(io.BytesIO(restored)).size == (820, 820)
            async with page.expect_download() as waiting:
                await page.get_by_role("link", name="Everything").click()
            with zipfile.ZipFile(io.BytesIO(await saved(await waiting.value))) as archive:
                assert len(archive.namelist()) == 3


async def test_photos_are_dropped_and_pasted_several_at_once(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url) as adapter, opened(browser, adapter.link()) as page:
        await page.evaluate(
            """(photos) => {
                const files = photos.map((bytes, number) =>
                    new File([new Uint8Array(bytes)], `${number}.jpg`, {type: 'image/jpeg'}));
                const held = new DataTransfer();
                files.slice(1).forEach((file) => held.items.add(file));
                for (const kind of ['dragenter', 'dragover', 'drop'])
                    dispatchEvent(new DragEvent(kind, {dataTransfer: held, cancelable: true}));
                const pasted = new DataTransfer();
                pasted.items.add(files[0]);
                dispatchEvent(new ClipboardEvent('paste', {clipboardData: pasted}));
            }""",
            [list(jpeg(seed)) for seed in range(4)],
        )
        await done(page, 4)
        await expect(page.locator(".drop-veil.shown")).to_have_count(0)
        async with page.expect_download() as waiting:
            await page.locator("#download-all").click()
        with zipfile.ZipFile(io.BytesIO(await saved(await waiting.value))) as archive:
            assert len(archive.namelist()) == 12


async def test_what_is_no_photo_gets_its_sentence_and_the_others_go_on(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url, HEIRLOOM_LIMITS_MEGABYTES="0.5") as adapter:
        context = await new_context(browser)
        page = await context.new_page()
        await page.goto(adapter.link())
        await page.wait_for_selector("body.ready")
        files = [upload(b"a letter"), upload(jpeg()), upload(b"\xff\xd8\xff" + bytes(600_000))]
        await page.set_input_files("#pick", files)
        await done(page)
        failed = page.locator(".entry[data-state=failed]")
        await expect(failed).to_have_count(2)
        await expect(failed.first).to_contain_text("not a photograph")
        await expect(failed.last).to_contain_text("0.5 MB")
        await failed.first.get_by_role("button", name="Close").click()
        await expect(failed).to_have_count(1)
        await context.close()


async def test_who_waits_sees_the_place_in_the_queue_and_can_stop(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url, works=False) as adapter:
        async with opened(browser, adapter.link()) as page, opened(browser, adapter.link()) as other:
            await page.set_input_files("#pick", [upload(jpeg(1))])
            await expect(page.locator(".work")).to_contain_text("Your photo is in the queue.")
            await other.set_input_files("#pick", [upload(jpeg(2))])
            await expect(other.locator(".work")).to_contain_text("1 photo comes first")
            await expect(other.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "0")
            await page.get_by_role("button", name="Stop").click()
            await expect(page.locator(".entry")).to_have_attribute("data-state", "cancelled")
            await expect(other.locator(".work")).not_to_contain_text("comes first")


async def test_a_photo_that_is_told_of_before_its_sending_is_answered_is_shown_once(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    answered = asyncio.Event()

    async def late(route: Route) -> None:
        if route.request.method != "POST":
            await route.continue_()
            return
        answer = await route.fetch()
        await answered.wait()
        await route.fulfill(response=answer)

    async with web_service(tmp_path, database_url, works=False) as adapter:
        async with opened(browser, adapter.link()) as page:
            await page.route("**/api/photos", late)
            await page.set_input_files("#pick", [upload(jpeg(1))])
            other = await page.context.new_page()
            await other.goto(adapter.link())
            await expect(other.locator(".work")).to_contain_text("Your photo is in the queue.")
            await other.set_input_files("#pick", [upload(jpeg(2))])
            await expect(other.locator(".entry[data-state=queued]")).to_have_count(2)
            # The stream has told this window as well: still there is one card, of the sending.
            await expect(page.locator(".work")).to_contain_text("Sending")
            answered.set()
            await expect(page.locator(".entry[data-state=queued]")).to_have_count(2)
            await expect(page.locator(".entry")).to_have_count(2)


async def test_a_photo_that_is_sent_before_the_stream_s_first_state_comes_stays(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    sent, again = asyncio.Event(), asyncio.Event()

    async def earlier(route: Route) -> None:
        if sent.is_set():
            again.set()
            await route.continue_()
            return
        await sent.wait()  # the state as it was read when the stream was opened
        said = 'event: photos\ndata: {"photos": []}\n\n'
        await route.fulfill(content_type="text/event-stream", body=said)

    async with web_service(tmp_path, database_url, works=False) as adapter:
        context = await new_context(browser, reduced_motion="reduce")
        page = await context.new_page()
        await page.route("**/api/events", earlier)
        await page.goto(adapter.link())
        await page.wait_for_selector("body.ready")
        await page.set_input_files("#pick", [upload(jpeg())])
        await expect(page.locator(".entry[data-state=queued]")).to_have_count(1)
        sent.set()
        await again.wait()
        await expect(page.locator(".entry[data-state=queued]")).to_have_count(1)
        await context.close()


async def test_a_page_that_could_not_be_begun_at_first_sends_each_photo_once(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    refused, listed = asyncio.Event(), asyncio.Event()

    async def once(route: Route) -> None:
        if refused.is_set():
            await route.continue_()
            listed.set()
            return
        refused.set()
        await route.abort()

    async with web_service(tmp_path, database_url, works=False) as adapter:
        context = await new_context(browser, reduced_motion="reduce")
        page = await context.new_page()
        await page.route("**/api/photos", once)
        await page.goto(adapter.link())
        await listed.wait()
        await page.wait_for_selector("body.ready")
        await page.set_input_files("#pick", [upload(jpeg())])
        await expect(page.locator(".entry[data-state=queued]")).to_have_count(1)
        await expect(page.locator(".entry")).to_have_count(1)
        await context.close()


async def test_more_photos_than_may_wait_are_sent_as_others_are_done(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url, HEIRLOOM_LIMITS_UNFINISHED="1") as adapter:
        context = await new_context(browser, reduced_motion="reduce")
        page = await context.new_page()
        await page.goto(adapter.link())
        await page.wait_for_selector("body.ready")
        await page.set_input_files("#pick", [upload(jpeg(seed), f"{seed}.jpg") for seed in range(4)])
        await expect(page.locator(".entry")).to_have_count(4)
        await done(page, 4)
        await expect(page.locator(".problem")).to_have_count(0)
        await context.close()


async def test_a_files_name_is_only_ever_words(tmp_path: Path, database_url: str, browser: Browser) -> None:
    async with web_service(tmp_path, database_url, works=False) as adapter:
        context = await new_context(browser)
        page = await context.new_page()
        await page.goto(adapter.link())
        await page.wait_for_selector("body.ready")
        name = "<img src=x onerror=document.title='taken'>.jpg"
        await page.set_input_files("#pick", [upload(b"a letter", name)])
        await expect(page.locator(".entry[data-state=failed]")).to_contain_text(name)
        assert await page.title() == "Heirloom"
        assert await page.locator(".sent-words img").count() == 0
        await context.close()


async def test_everything_can_be_adjusted_by_hand(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url) as adapter, opened(browser, adapter.link()) as page:
        await page.set_input_files("#pick", [upload(jpeg(width=320, height=240))])
        await done(page)

        await page.get_by_role("button", name="Rotate", exact=True).click()
        await again_at(page, 1)
        assert (await state(page))["rotate"] == 90

        await page.get_by_role("button", name="Fine-tune").click()
        about = await page.evaluate("async () => (await fetch('/api/page')).json()")
        assert await page.locator("dialog .field label").all_inner_texts() == [
            parameter["text"] for parameter in about["parameters"]
        ]
        slider = page.get_by_label("Search for damage")
        await slider.focus()
        await page.keyboard.press("Home")
        await page.get_by_role("button", name="Apply").click()
        await again_at(page, 2)
        recipe = (await state(page))["recipe"]
        assert recipe["repair"] == 0

        await page.get_by_role("button", name="Crop").click()
        frame = page.locator(".crop-frame")
        await expect(frame).to_be_focused()
        box = await frame.bounding_box()
        assert box
        await drag(page, (box["x"] + box["width"], box["y"] + box["height"]), (-box["width"] / 2, 0))
        await page.get_by_role("button", name="Apply").click()
        await again_at(page, 3)
        crop = (await state(page))["crop"]
        # Turned by a quarter, what was taken away on the right lies at the top of the upright photograph.
        assert crop["left"] == pytest.approx(0, abs=0.01)
        assert crop["width"] == pytest.approx(1, abs=0.01)
        assert crop["top"] == pytest.approx(0.5, abs=0.02)

        await page.get_by_role("button", name="Mark damage").click()
        area = await page.locator(".paint-area").bounding_box()
        assert area
        await drag(
            page, (area["x"] + area["width"] / 3, area["y"] + area["height"] / 2), (area["width"] / 3, 0)
        )
        await page.get_by_role("button", name="Fill in").click()
        await again_at(page, 4)
        told = await state(page)
        assert (told["masked"], told["rotate"]) == (True, 90)
        assert told["condition"]["findings"]
        damage = next(one for one in told["condition"]["findings"] if one["code"] == "damage")
        assert 0.005 < damage["figures"]["share"] < 0.2

        await page.get_by_role("button", name="Mark damage").click()
        await page.get_by_role("button", name="Search again").click()
        await again_at(page, 5)
        assert (await state(page))["masked"] is False


async def test_the_brush_works_without_a_mouse(tmp_path: Path, database_url: str, browser: Browser) -> None:
    async with web_service(tmp_path, database_url) as adapter, opened(browser, adapter.link()) as page:
        await page.set_input_files("#pick", [upload(jpeg())])
        await done(page)
        await page.get_by_role("button", name="Mark damage").focus()
        await page.keyboard.press("Enter")
        await expect(page.locator(".paint-area")).to_be_focused()
        for key in ("ArrowLeft", "Space", "ArrowRight", "ArrowRight", "ArrowDown", "Space"):
            await page.keyboard.press(key)
        await expect(page.get_by_role("button", name="Fill in")).to_be_enabled()
        await page.keyboard.press("Control+z")
        await expect(page.get_by_role("button", name="Fill in")).to_be_disabled()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("button", name="Mark damage")).to_be_focused()


async def test_photos_survive_a_reload_and_a_restart_of_the_server(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url) as adapter:
        link, port = adapter.link(), adapter.port
        context = await new_context(browser, reduced_motion="reduce")
        page = await context.new_page()
        await page.goto(link)
        await page.wait_for_selector("body.ready")
        await page.set_input_files("#pick", [upload(jpeg(1))])
        await done(page)
        await page.reload()
        await done(page)
    await expect(page.locator("#connection")).to_be_visible()
    async with web_service(tmp_path, database_url, HEIRLOOM_WEB_PORT=str(port)):
        await expect(page.locator("#connection")).to_be_hidden()
        await done(page)
        await page.set_input_files("#pick", [upload(jpeg(2))])
        await done(page, 2)
        await context.close()


async def test_what_one_deletes_and_forgets_is_gone_and_others_never_saw_it(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url) as adapter:
        async with opened(browser, adapter.link()) as page, opened(browser, adapter.link()) as other:
            await page.set_input_files("#pick", [upload(jpeg(seed)) for seed in range(2)])
            await done(page, 2)
            await expect(other.locator(".entry")).to_have_count(0)
            await page.get_by_role("button", name="Delete").first.click()
            await page.locator("dialog").get_by_role("button", name="Keep").click()
            await expect(page.locator(".entry")).to_have_count(2)
            await page.get_by_role("button", name="Delete").first.click()
            await page.locator("dialog").get_by_role("button", name="Delete").click()
            await expect(page.locator(".entry")).to_have_count(1)
            await page.get_by_role("button", name="Settings").click()
            await expect(page.locator("dialog .note")).to_contain_text("24 hours")
            await page.locator("dialog").get_by_role("button", name="Forget everything").click()
            await page.locator("dialog.question").get_by_role("button", name="Forget everything").click()
            await expect(page.locator(".entry")).to_have_count(0)
            await expect(page.locator(".hero")).to_be_visible()
            await page.reload()
            await expect(page.locator(".entry")).to_have_count(0)


async def test_two_tabs_of_one_browser_show_the_same(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url) as adapter, opened(browser, adapter.link()) as page:
        second = await page.context.new_page()
        await second.goto(adapter.link())
        await second.wait_for_selector("body.ready")
        await page.set_input_files("#pick", [upload(jpeg())])
        await done(second)


async def test_the_secret_is_asked_for_once(tmp_path: Path, database_url: str, browser: Browser) -> None:
    secret = "open sesame, open sesame"
    async with web_service(tmp_path, database_url, HEIRLOOM_WEB_SECRET=secret) as adapter:
        context = await new_context(browser)
        page = await context.new_page()
        base = adapter.link().partition("enter")[0]
        await page.goto(base)
        await page.get_by_label("Secret word").fill("open barley")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alert")).to_contain_text("not the secret")
        await page.get_by_label("Secret word").fill(secret)
        await page.keyboard.press("Enter")
        await page.wait_for_selector("body.ready")
        assert secret not in page.url
        await page.goto(base)
        await page.wait_for_selector("body.ready")
        await context.close()


async def test_every_control_and_picture_has_a_name_for_those_who_hear_the_page(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    nameless = """() => [...document.querySelectorAll('button, a, input, select, [role=slider], img')]
        .filter((one) => one.offsetParent !== null || one.tagName !== 'IMG')
        .filter((one) => one.tagName === 'IMG' ? !one.hasAttribute('alt')
            : !(one.textContent.trim() || one.getAttribute('aria-label') || one.labels?.length))
        .map((one) => one.outerHTML)"""
    async with web_service(tmp_path, database_url) as adapter, opened(browser, adapter.link()) as page:
        assert await page.evaluate(nameless) == []
        await page.set_input_files("#pick", [upload(jpeg())])
        await done(page)
        await expect(page.locator("#announcer")).to_contain_text("Photo 1 is done")
        for key in ("sliders", "crop", "mask", "colors"):
            await page.locator(f"[data-key={key}]").click()
            await expect(page.locator("dialog")).to_have_count(1)
            assert await page.evaluate(nameless) == []
            await escaped(page)
            await expect(page.locator(f"[data-key={key}]")).to_be_focused()


async def test_the_page_is_read_in_the_browsers_language_and_in_the_chosen_one(
    tmp_path: Path, database_url: str, browser: Browser
) -> None:
    async with web_service(tmp_path, database_url) as adapter:
        async with opened(browser, adapter.link(), locale="ru-RU") as page:
            await expect(page.locator(".pick.primary")).to_contain_text("Выбрать фотографии")
            await page.set_input_files("#pick", [upload(jpeg())])
            await done(page)
            await page.get_by_role("button", name="Настройки").click()
            await page.locator("dialog select").select_option("fr")
            await expect(page.locator(".pick.primary")).to_contain_text("Choisir des photos")
            await done(page)
            await expect(page.locator(".report")).to_contain_text("couleurs")


@pytest.mark.parametrize("language", ["de", "ru", "fr"])
async def test_on_a_phone_nothing_is_wider_than_the_screen(
    tmp_path: Path, database_url: str, browser: Browser, language: str
) -> None:
    async with web_service(tmp_path, database_url) as adapter:
        looks = LOOKS["phone"] | {"viewport": {"width": 360, "height": 740}}
        async with opened(browser, adapter.link(), locale=language, **looks) as page:
            widest = "document.documentElement.scrollWidth"
            assert await page.evaluate(widest) <= 360
            await expect(page.locator(".pick.camera")).to_be_visible()
            assert await page.locator("#camera").get_attribute("capture") == "environment"
            await page.set_input_files("#camera", [upload(jpeg(width=240, height=320))])
            await done(page)
            assert await page.evaluate(widest) <= 360
            for key in ("sliders", "crop", "mask", "colors"):
                await page.locator(f"[data-key={key}]").click()
                await expect(page.locator("dialog")).to_have_count(1)
                assert await page.evaluate(widest) <= 360
                foot = page.locator("dialog .primary")
                await expect(foot).to_be_in_viewport(ratio=1)
                await escaped(page)


async def shoot(page: Page, file: Path) -> None:
    """Write what is seen, in 256 colours: small enough to keep."""
    with Image.open(io.BytesIO(await page.screenshot())) as seen:
        seen.convert("RGB").quantize(256).save(file, optimize=True)


@pytest.mark.parametrize("look", LOOKS)
async def test_it_looks_as_in_the_screenshots(
    tmp_path: Path, database_url: str, browser: Browser, look: str
) -> None:
    """Light and dark differ. With HEIRLOOM_SCREENSHOTS naming a folder, the pictures are written there, made
    with the shipped networks."""
    folder, wanted = tmp_path, os.environ.get("HEIRLOOM_SCREENSHOTS")
    more: dict[str, Any] = {}
    if wanted:
        folder = Path(wanted)
        more["HEIRLOOM_ENGINE_MODELS"] = os.environ.get("HEIRLOOM_ENGINE_MODELS", "{}")
    async with web_service(tmp_path, database_url, **more) as adapter:
        async with opened(browser, adapter.link(), **LOOKS[look]) as page:
            await shoot(page, folder / f"{look}-empty.png")
            if look != "phone":  # tall enough for the whole answer
                await page.set_viewport_size({"width": 1200, "height": 1440})
            await page.set_input_files("#pick", SAMPLE)
            await done(page)
            await page.wait_for_function("[...document.images].every((image) => image.complete)")
            await page.locator(".entry").evaluate("(one) => one.scrollIntoView({block: 'start'})")
            await shoot(page, folder / f"{look}.png")
    picture = Image.open(folder / f"{look}.png").convert("L")
    corner = picture.getpixel((2, picture.height // 2))
    assert isinstance(corner, int | float)
    assert (corner < 60) == (look == "dark")
