"""The promises of the page's files, sentences and description."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from adapters.contract import IncomingPhoto
from adapters.web import routes
from adapters.web.language import NAMES, accepted
from adapters.web.pages import Files
from bot.messages import languages
from tests.adapters.web.visit import photo, site
from tests.doubles.fake_service import FakeService

PAGE = Path(str(resources.files("adapters.web") / "page"))
SCRIPTS = sorted(PAGE.glob("script/*.js"))
DESCRIPTION: dict[str, Any] = json.loads(
    (resources.files("adapters.web") / "openapi.json").read_text("utf-8")
)


def said_codes() -> set[str]:
    """Every sentence that scripts and pages ask for."""
    scripts = "".join(file.read_text("utf-8") for file in SCRIPTS)
    pages = "".join(file.read_text("utf-8") for file in PAGE.glob("*.html"))
    asked = set(re.findall(r"\bt\('([a-z_.]+)'", scripts))
    for either in re.findall(r"\bt\([^'()]*\? '([a-z_.]+)' : '([a-z_.]+)'", scripts):
        asked |= set(either)
    return asked | set(re.findall(r"\{\{([a-z_.]+)\}\}", pages)) - {"language", "static", "promise", "wrong"}


@pytest.mark.parametrize("language", languages())
def test_every_sentence_of_the_page_is_there_in_every_language(language: str) -> None:
    words = FakeService().words("page", language)
    assert len(said_codes()) > 50
    assert said_codes() <= set(words)
    assert all(words.values())


def test_every_language_is_offered_by_its_own_name() -> None:
    assert sorted(NAMES) == list(languages())


def test_there_is_no_sentence_in_the_scripts() -> None:
    for file in SCRIPTS:
        code = re.sub(r"//[^\n]*|/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL)
        for quoted in re.findall(r"'([^'\n]*)'", code):
            assert not re.search(r"[A-Z][a-z]+ [a-z]+ [a-z]+|[a-z]{3,} [a-z]{3,}[.!?]", quoted), (
                file.name,
                quoted,
            )


def test_nothing_comes_from_another_host_and_nothing_is_inline() -> None:
    for file in PAGE.rglob("*"):
        if file.is_file():
            text = file.read_text("utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
            text = text.replace("'http://www.w3.org/2000/svg'", "")
            assert not re.search(r"https?://|//cdn", text), file.name
            assert not re.search(r"\bstyle=|\bon\w+=\"|<style|innerHTML|\beval\(", text), file.name


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_a_script_imports_only_what_another_exports(file: Path) -> None:
    for names, source in re.findall(
        r"import (?:\{([^}]*)\}|\* as \w+) from '\./([\w.]+)'", file.read_text("utf-8")
    ):
        exported = (PAGE / "script" / source).read_text("utf-8")
        for name in filter(None, (each.strip() for each in names.split(","))):
            assert re.search(rf"export (async )?(function|class|const) {name}\b", exported), (source, name)


async def test_the_page_greets_in_the_browsers_language(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        for header, code, word in (
            ("de-AT,de;q=0.9,en;q=0.8", "de", "Fotos auswählen"),
            ("tlh, ru;q=0.5", "ru", "Выбрать фотографии"),
            ("tlh", "en", "Choose photos"),
            ("", "en", "Choose photos"),
        ):
            _, html = await visitor.get("/", headers={"Accept-Language": header})
            assert f'<html lang="{code}">' in html.decode()
            assert word in html.decode()
            assert b"{{" not in html


async def test_a_chosen_language_stays(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor(**{"Accept-Language": "de"}) as visitor:
        assert (await visitor.get("/api/page"))[1]["language"] == "de"
        assert (await visitor.post("/api/language", {"language": "pt"}))[0] == 204
        assert (await visitor.get("/api/page"))[1]["language"] == "pt"
        await visitor.send(photo())
        heard = page.service.heard[-1]
        assert isinstance(heard, IncomingPhoto)
        assert heard.origin.locale == "pt"
        for wrong in ("tlh", "", None, "pt-BR"):
            assert (await visitor.post("/api/language", {"language": wrong}))[0] == 400


def test_the_most_wanted_language_comes_first() -> None:
    assert accepted("en;q=0.3, fr, de;q=0.9, xx;q=0, yy;q=z") == ["fr", "de", "en"]
    assert accepted("") == []


async def test_files_are_kept_by_the_browser_for_as_long_as_they_are_the_same(tmp_path: Path) -> None:
    version = Files().version
    async with site(tmp_path) as page, page.visitor() as visitor:
        async with visitor.session.get(f"/static/{version}/script/main.js") as answer:
            assert answer.content_type == "text/javascript"
            assert "immutable" in answer.headers["Cache-Control"]
            tag = answer.headers["ETag"]
        async with visitor.session.get("/static/000000000000/script/main.js") as answer:
            assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-cache")
        status, body = await visitor.get(f"/static/{version}/script/main.js", headers={"If-None-Match": tag})
        assert (status, body) == (304, b"")
        for path in ("index.html", "../adapter.py", "script/none.js", "%2e%2e/adapter.py", "script"):
            assert (await visitor.get(f"/static/{version}/{path}"))[0] == 404


async def test_the_whole_page_is_small(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        _, html = await visitor.get("/")
        total = 0
        for path in {
            *re.findall(r"/static/[\w./-]+", html.decode()),
            *(f"/static/{Files().version}/script/{file.name}" for file in SCRIPTS),
        }:
            async with visitor.session.get(path, headers={"Accept-Encoding": "gzip"}) as answer:
                total += int(answer.headers["Content-Length"])
        assert 10_000 < total < 60_000


def test_the_description_tells_of_every_route_and_of_no_other() -> None:
    served = {
        (re.sub(r":[^}]*\}", "}", re.sub(r"\{1,\d+\}", "", route.path)), route.method.lower())
        for route in routes.api()
    }
    described = {
        (path, method)
        for path, item in DESCRIPTION["paths"].items()
        for method in item
        if method != "parameters"
    }
    assert served == described
    assert DESCRIPTION["openapi"].startswith("3.1")


def schema(name: str) -> Draft202012Validator:
    """What the description says of one kind of answer."""
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", **DESCRIPTION})


def test_the_description_is_valid_openapi() -> None:
    OpenAPIV31SpecValidator(DESCRIPTION).validate()


async def test_what_is_answered_looks_as_described(tmp_path: Path) -> None:
    described = DESCRIPTION["components"]["schemas"]["Photo"]
    async with site(tmp_path) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        done = await visitor.until(taken["id"], "delivered")
        page.service.fail(taken["id"], "photo.truncated", "The file ends too early.")
        _, failed = await visitor.get(f"/api/photos/{taken['id']}")
        for said in (taken, done, failed):
            schema("Photo").validate(said)
            assert set(said) == set(described["required"]) == set(described["properties"])
        schema("Photos").validate((await visitor.get("/api/photos"))[1])
        schema("Page").validate((await visitor.get("/api/page"))[1])
        for path in ("/api/photos/none", "/api/nowhere"):
            schema("Problem").validate((await visitor.get(path))[1])
        assert (await visitor.get("/api/openapi.json"))[1] == DESCRIPTION


async def test_watchers_are_told_how_it_is(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        assert (await visitor.get("/healthz"))[0] == 200
        assert await visitor.get("/readyz") == (
            200,
            {"ready": True, "parts": {"database": True, "networks": True}},
        )
        page.service.pace = None
        assert (await visitor.get("/readyz"))[0] == 503
        assert (await visitor.get("/metrics"))[1].startswith(b"heirloom_photos_total")


async def test_the_strengths_are_told_for_drawing_their_sliders(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        parameters = (await visitor.get("/api/page"))[1]["parameters"]
        assert parameters[0] == {
            "name": "repair", "text": "Repair of scratches", "kind": "number", "minimum": 0, "maximum": 1.0,
            "default": 0.5, "stage": "clean",
        }  # fmt: skip
        assert [one["kind"] for one in parameters].count("switch") == 1


async def test_what_is_kept_is_said_before_a_photo_is_sent(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        _, said = await visitor.get("/api/privacy")
        assert "24 hours" in said["text"]
        assert said["text"] in (await visitor.get("/"))[1].decode()
