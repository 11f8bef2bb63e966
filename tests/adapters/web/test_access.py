"""The promises of the door: who may come in, from where, and what every answer carries."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import aiohttp
import pytest

from adapters.contract import Unusable
from adapters.web.access import Access
from adapters.web.listening import USUAL_PORT
from adapters.web.settings import WebSettings
from tests.adapters.web.visit import SECRET, TOKEN, photo, site


@pytest.mark.parametrize("host", ["", "0.0.0.0", "::", "192.168.1.5", "photos.example"])  # noqa: S104
def test_where_others_can_reach_it_a_secret_is_needed(tmp_path: Path, host: str) -> None:
    with pytest.raises(Unusable, match=r"web\.secret_needed") as refused:
        Access(WebSettings(host=host), tmp_path)
    assert refused.value.parameters["key"] == "web.secret"
    Access(WebSettings(host=host, secret=SECRET), tmp_path)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.7", "::1", "localhost"])
def test_on_loopback_no_secret_is_needed(tmp_path: Path, host: str) -> None:
    assert Access(WebSettings(host=host), tmp_path).visitor(None, None) is not None


def test_a_secret_that_can_be_guessed_is_refused(tmp_path: Path) -> None:
    for settings in (WebSettings(secret="sesame"), WebSettings(api_token="sesame")):
        with pytest.raises(Unusable, match=r"web\.secret_short"):
            Access(settings, tmp_path)


def test_a_secret_made_here_stays_the_same_and_is_nobody_elses_to_read(tmp_path: Path) -> None:
    settings = WebSettings(host="0.0.0.0", secret="auto")  # noqa: S104
    first, second = Access(settings, tmp_path), Access(settings, tmp_path)
    assert first.secret == second.secret
    assert len(first.secret) >= 32
    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_start_that_was_cut_off_while_making_the_secret_does_no_harm(tmp_path: Path) -> None:
    os.close(os.open(tmp_path / "secret", os.O_CREAT, 0o600))
    assert Access(WebSettings(secret="auto"), tmp_path).secret


def test_nobody_makes_a_cookie_up(tmp_path: Path) -> None:
    access = Access(WebSettings(secret=SECRET), tmp_path)
    cookie = access.newcomer().cookie
    assert cookie is not None
    assert access.visitor(cookie, None) is not None
    number, signature = cookie.split(".")
    for forged in (
        "",
        number,
        f"{number}.",
        f"{number}.{signature[:-1]}x",
        f"{'b' if number[0] == 'a' else 'a'}{number[1:]}.{signature}",
        "é.é",
    ):
        assert access.visitor(forged, None) is None


def test_a_new_secret_sends_everybody_through_the_door_again(tmp_path: Path) -> None:
    cookie = Access(WebSettings(secret=SECRET), tmp_path).newcomer().cookie
    assert Access(WebSettings(secret=SECRET + "!"), tmp_path).visitor(cookie, None) is None


def test_a_chats_id_does_not_give_the_cookie_away(tmp_path: Path) -> None:
    visitor = Access(WebSettings(), tmp_path).newcomer()
    assert visitor.cookie is not None
    assert visitor.chat not in visitor.cookie
    assert visitor.cookie.split(".")[0] not in visitor.chat


async def test_the_cookie_is_kept_from_scripts_and_from_other_sites(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        async with visitor.session.get("/") as answer:
            cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Secure" not in cookie
        async with visitor.session.get("/") as answer:
            assert "Set-Cookie" not in answer.headers


async def test_behind_tls_the_cookie_goes_over_nothing_else(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor(**{"X-Forwarded-Proto": "https"}) as visitor:  # noqa: SIM117
        async with visitor.session.get("/") as answer:
            assert "Secure" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[", ""])
async def test_a_name_that_is_not_ours_is_refused_against_rebinding(tmp_path: Path, host: str) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        for path in ("/", "/api/photos", "/static/000000000000/icon.svg"):
            status, problem = await visitor.get(path, headers={"Host": host})
            assert status in (400, 421), problem


@pytest.mark.parametrize("host", ["localhost", "localhost:9999", "127.0.0.1:1", "[::1]:8080", "old.example"])
async def test_our_own_names_are_answered(tmp_path: Path, host: str) -> None:
    async with site(tmp_path, public_url="https://old.example") as page, page.visitor() as visitor:
        assert (await visitor.get("/api/photos", headers={"Host": host}))[0] == 200
    assert page.said == ["The page is open at: https://old.example/"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_what_a_strangers_page_sends_is_refused(tmp_path: Path, headers: dict[str, str]) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        status, problem = await visitor.send(photo(), **headers)
        assert (status, problem["code"]) == (403, "page.problem.stranger")
        assert page.service.heard == []
        status, _ = await visitor.send(photo(), **{"Origin": page.base, "Sec-Fetch-Site": "same-origin"})
        assert status == 202


async def test_with_a_secret_only_the_door_is_open(tmp_path: Path) -> None:
    async with site(tmp_path, secret=SECRET) as page, page.visitor() as visitor:
        for path in ("/api/photos", "/api/events", "/api/page", "/api/openapi.json", "/metrics"):
            assert (await visitor.get(path))[0] == 401
        assert (await visitor.send(photo()))[0] == 401
        status, door = await visitor.get("/")
        assert status == 401
        assert b'action="/enter"' in door
        assert b"/script/" not in door
        assert (await visitor.get("/healthz"))[0] == 200
        assert page.service.heard == []


async def test_the_link_lets_in_and_leaves_no_secret_in_the_address(tmp_path: Path) -> None:
    async with site(tmp_path, secret=SECRET) as page, page.visitor() as visitor:
        link = page.said[0].rpartition(" ")[2]
        assert "/enter?secret=" in link
        async with visitor.session.get(link) as answer:
            assert (answer.status, str(answer.url)) == (200, f"{page.base}/")
        assert (await visitor.send(photo()))[0] == 202
        async with visitor.session.get(link) as answer:  # opened again, it keeps the photos
            assert answer.status == 200
        assert len((await visitor.get("/api/photos"))[1]["photos"]) == 1


async def test_the_form_lets_in_who_knows_the_secret(tmp_path: Path) -> None:
    async with site(tmp_path, secret=SECRET) as page, page.visitor() as visitor:
        async with visitor.session.post("/enter", data={"secret": "open barley"}) as answer:
            assert answer.status == 401
            assert "not the secret" in await answer.text()
        async with visitor.session.post("/enter", data={"secret": f" {SECRET} "}) as answer:
            assert answer.status == 200
        assert (await visitor.get("/api/photos"))[0] == 200


async def test_programs_come_in_with_their_token_alone(tmp_path: Path) -> None:
    async with site(tmp_path, secret=SECRET, api_token=TOKEN) as page:
        async with page.visitor(Authorization=f"Bearer {TOKEN}") as program:
            assert (await program.send(photo()))[0] == 202
            async with program.session.get("/api/photos") as answer:
                assert "Set-Cookie" not in answer.headers
        async with page.visitor(Authorization=f"bearer {TOKEN}") as program:
            assert len((await program.get("/api/photos"))[1]["photos"]) == 1
        for wrong in (f"Bearer {SECRET}", "Bearer", "Bearer é", f"Basic {TOKEN}"):
            async with page.visitor(Authorization=wrong) as stranger:
                assert (await stranger.get("/api/photos"))[0] == 401


async def test_without_a_token_set_no_token_is_right(tmp_path: Path) -> None:
    async with site(tmp_path) as page:
        for wrong in ("Bearer ", "Bearer", "Bearer None"):
            async with page.visitor(Authorization=wrong) as stranger:
                assert (await stranger.get("/api/photos"))[0] == 401


async def test_every_answer_forbids_what_the_page_does_not_need(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        for path in ("/", "/api/photos", "/nowhere", "/static/000000000000/icon.svg"):
            async with visitor.session.get(path) as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy
                assert "frame-ancestors 'none'" in policy
                assert "unsafe" not in policy
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Referrer-Policy"] == "same-origin"
                assert "aiohttp" not in answer.headers["Server"]


async def test_a_picture_opened_alone_may_do_nothing(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        done = await visitor.until(taken["id"], "delivered")
        async with visitor.session.get(done["original"]) as answer:
            assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


async def test_without_a_secret_it_does_not_listen_where_others_can_reach_it(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"web\.secret_needed"):
        async with site(tmp_path, host="0.0.0.0"):  # noqa: S104
            pass
    async with site(tmp_path, host="0.0.0.0", secret=SECRET) as page, page.visitor() as visitor:  # noqa: S104
        assert (await visitor.get("/", headers={"Host": "192.168.1.5:8080"}))[0] == 401


async def test_a_port_that_was_named_and_is_taken_ends_the_page_and_a_free_one_is_offered(
    tmp_path: Path,
) -> None:
    async with site(tmp_path) as page:
        with pytest.raises(Unusable, match=r"web\.port") as refused:
            async with site(tmp_path, port=page.adapter.port):
                pass
        said = refused.value.parameters
        assert said["port"] == page.adapter.port
        async with site(tmp_path, port=said["free"]) as other:
            assert other.adapter.port == said["free"]


async def test_where_no_port_was_named_the_next_free_one_is_taken_and_said(tmp_path: Path) -> None:
    async with site(tmp_path, port=None) as first, site(tmp_path, port=None) as second:
        assert USUAL_PORT <= first.adapter.port < second.adapter.port
        taken, page = second.said
        assert str(USUAL_PORT) in taken
        assert page.endswith(f":{second.adapter.port}/")


async def test_behind_a_proxy_the_page_does_not_go_to_another_port(tmp_path: Path) -> None:
    async with site(tmp_path, port=None) as page:
        assert page.adapter.port
        with pytest.raises(Unusable, match=r"web\.port") as refused:
            async with site(tmp_path, port=None, public_url="https://photos.example.org"):
                pass
    assert refused.value.parameters["port"] == USUAL_PORT


async def test_an_address_that_is_not_this_computers_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"web\.address") as refused:
        async with site(tmp_path, host="192.0.2.1", secret=SECRET):
            pass
    assert refused.value.parameters["host"] == "192.0.2.1"


async def test_a_browser_that_sends_no_cookies_is_a_newcomer_each_time(tmp_path: Path) -> None:
    async with site(tmp_path) as page, aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        chats = set()
        for _ in range(3):
            async with session.get(f"{page.base}/") as answer:
                chats.add(answer.headers["Set-Cookie"])
        assert len(chats) == 3
