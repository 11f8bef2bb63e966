"""What strangers try at the web chat, and that it comes to nothing."""

from __future__ import annotations

import asyncio
import io
import re
import zlib
from pathlib import Path

import aiohttp
import pytest

from adapters.web.access import Access
from adapters.web.rates import Rate, Rates
from adapters.web.settings import WebSettings
from tests.adapters.web.visit import SECRET, photo, site
from tests.waiting import PATIENCE_SECONDS

PUBLIC = "https://photos.example.org"


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_rate_lets_a_burst_through_and_then_so_many_a_second() -> None:
    clock = Clock()
    rate = Rate(3, 0.5, clock)
    assert [rate.take("one") for _ in range(3)] == [0, 0, 0]
    assert rate.take("one") == rate.left("one") == 2.0
    assert rate.take("other") == 0
    clock.now += 2
    assert rate.take("one") == 0
    assert rate.take("one") == 2.0
    clock.now += 3600
    assert [rate.take("one") for _ in range(4)] == [0, 0, 0, 2.0]


def test_many_names_do_not_fill_the_memory_and_who_asks_most_is_not_forgotten() -> None:
    rate = Rate(2, 0.001, Clock())
    rate.take("greedy")
    rate.take("greedy")
    for number in range(10_000):
        rate.left(str(number))
    assert rate.take("greedy") > 0


async def test_a_visitor_who_asks_too_often_is_told_when_to_come_back(tmp_path: Path) -> None:
    rates = Rates(visitor=Rate(2, 0.25))
    async with site(tmp_path, rates=rates) as page, page.visitor() as eager, page.visitor() as other:
        for _ in range(2):
            assert (await eager.send(photo()))[0] == 202
        form = aiohttp.FormData({"photo": io.BytesIO(photo())})
        async with eager.session.post("/api/photos", data=form) as answer:
            assert answer.status == 429
            assert 1 <= int(answer.headers["Retry-After"]) <= 4
            assert (await answer.json())["code"] == "page.problem.too_often"
        assert len(page.service.heard) == 2
        assert (await eager.get("/api/photos"))[0] == 200
        assert (await other.send(photo()))[0] == 202


async def test_new_cookies_are_no_way_around_it(tmp_path: Path) -> None:
    rates = Rates(address=Rate(3, 0.01))
    async with site(tmp_path, rates=rates) as page, aiohttp.ClientSession(page.base) as session:
        told = []
        for _ in range(5):
            session.cookie_jar.clear()
            async with session.post("/api/language", json={"language": "de"}) as answer:
                told.append(answer.status)
        assert told == [204, 204, 204, 429, 429]


async def test_secrets_cannot_be_guessed_by_trying_many_at_once(tmp_path: Path) -> None:
    rates = Rates(door=Rate(4, 0.01))
    async with site(tmp_path, secret=SECRET, rates=rates) as page, page.visitor() as guesser:

        async def guess(number: int) -> int:
            said = {"secret": f"open barley number {number}"}
            async with guesser.session.post("/enter", data=said, allow_redirects=False) as answer:
                return answer.status

        told = await asyncio.gather(*(guess(number) for number in range(12)))
        assert sorted(told) == [303] * 4 + [429] * 8
        async with guesser.session.get(f"/enter?secret={SECRET}", allow_redirects=False) as answer:
            assert answer.status == 429  # not even the right one tells that it is right


async def test_behind_a_proxy_those_whom_it_serves_are_told_apart(tmp_path: Path) -> None:
    async with (
        site(tmp_path, secret=SECRET, public_url=PUBLIC, rates=Rates(door=Rate(1, 0.01))) as page,
        page.visitor() as visitor,
    ):

        async def knock(secret: str, address: str) -> int:
            here = f"/enter?secret={secret}"
            headers = {"X-Forwarded-For": f"10.9.9.9, {address}"}
            async with visitor.session.get(here, headers=headers, allow_redirects=False) as answer:
                return answer.status

        assert await knock("open barley", "203.0.113.5") == 303
        assert await knock(SECRET, "203.0.113.5") == 429
        assert await knock(SECRET, "203.0.113.6") == 303
        assert await knock(SECRET, "nonsense") == 303


async def test_without_a_proxy_nobody_chooses_the_address_that_is_counted(tmp_path: Path) -> None:
    rates = Rates(door=Rate(1, 0.01))
    async with site(tmp_path, secret=SECRET, rates=rates) as page, page.visitor() as visitor:
        told = []
        for number in range(3):
            headers = {"X-Forwarded-For": f"203.0.113.{number}"}
            async with visitor.session.get(
                "/enter?secret=wrong", headers=headers, allow_redirects=False
            ) as answer:
                told.append(answer.status)
        assert told == [303, 429, 429]


def test_a_proxy_that_names_itself_in_host_lets_its_own_page_through(tmp_path: Path) -> None:
    access = Access(WebSettings(public_url=PUBLIC, secret=SECRET), tmp_path)
    here = {"Host": "127.0.0.1:8080"}
    assert access.comes_from_here({**here, "Origin": PUBLIC})
    assert not access.comes_from_here({**here, "Origin": f"{PUBLIC}.evil.example"})
    assert not access.comes_from_here({**here, "Origin": "https://evil.example"})
    assert not Access(WebSettings(), tmp_path).comes_from_here({**here, "Origin": "null"})


@pytest.mark.parametrize(
    "path",
    [
        "/api/photos/../../etc/passwd",
        "/api/photos/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/api/photos/{id}/versions/..%2f..%2foriginal",
        "/api/photos/{id}/versions/restored%00",
        "/api/photos/{id}/previews/../../../original",
        "/static/000000000000//etc/passwd",
        "/static/000000000000/script/../../../web/adapter.py",
        "/static/../adapters/web/adapter.py",
        "//etc/passwd",
    ],
)
async def test_no_path_leads_out(tmp_path: Path, path: str) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        await visitor.until(taken["id"], "delivered")
        status, body = await raw(page.adapter.port, path.replace("{id}", taken["id"]))
        assert status in (400, 404)
        assert b"root:" not in body
        assert b"import" not in body


async def raw(port: int, path: str, *headers: str) -> tuple[int, bytes]:
    """Ask for a path exactly as it stands, as no browser would."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Connection: close", *headers, "", ""]
    writer.write("\r\n".join(lines).encode("latin-1"))
    await writer.drain()
    async with asyncio.timeout(PATIENCE_SECONDS):
        answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return int(answer.split()[1]), answer


@pytest.mark.parametrize(
    "header",
    [
        "Cookie: heirloom_language=de\r\n Set-Cookie: stranger",
        "Accept-Language: stranger-\x00",
        "Cookie: heirloom=" + "stranger" * 600,
        "Last-Event-ID: stranger \xff\xfe",
        "If-None-Match: " + '"stranger",' * 700,
        "Idempotency-Key: stranger \x7f",
        "stranger",
    ],
)
async def test_strange_headers_do_no_harm_and_are_not_logged(
    tmp_path: Path, header: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        status, answer = await raw(page.adapter.port, "/api/photos", header)
        assert status in (200, 400)
        assert b"\r\nSet-Cookie: stranger" not in answer
        assert (await visitor.get("/api/photos"))[0] == 200
    assert "stranger" not in caplog.text


async def test_nothing_may_be_asked_from_another_origin(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        async with visitor.session.options("/api/photos", headers=asked) as answer:
            assert answer.status == 405
            assert not [name for name in answer.headers if name.startswith("Access-Control")]
        async with visitor.session.get("/api/photos", headers={"Origin": "https://evil.example"}) as answer:
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
            assert not [name for name in answer.headers if name.startswith("Access-Control")]


async def test_a_get_request_changes_nothing(tmp_path: Path) -> None:
    async with site(tmp_path) as page, page.visitor() as visitor:
        _, taken = await visitor.send(photo())
        heard = len(page.service.heard)
        here = f"/api/photos/{taken['id']}"
        for path in ("/api/forget", f"{here}/cancel", f"{here}/adjust", f"{here}/press", "/api/language"):
            assert (await visitor.get(path))[0] == 405
        for path in ("/", "/api/privacy", "/api/page", "/api/photos", here):
            assert (await visitor.get(path))[0] == 200
        assert len(page.service.heard) == heard


async def test_the_secret_is_in_no_page_no_header_and_no_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    async with site(tmp_path, secret=SECRET) as page, page.visitor() as visitor:
        link = page.said[0].rpartition(" ")[2]
        async with visitor.session.get(link, allow_redirects=False) as answer:
            assert answer.status == 303
            assert SECRET not in repr(answer.headers)
        for path in ("/", "/api/page", "/api/openapi.json"):
            _, body = await visitor.get(path)
            assert SECRET not in str(body)
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("asyncio")]
    assert not [line for line in ours if SECRET in line]


async def test_a_packed_body_is_counted_as_it_is_unpacked(tmp_path: Path) -> None:
    boundary = b'--x\r\nContent-Disposition: form-data; name="photo"; filename="x"\r\n\r\n'
    packed = zlib.compress(boundary + bytes(50_000_000) + b"\r\n--x--\r\n", 9)
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Content-Encoding": "deflate"}
    async with site(tmp_path) as page, page.visitor() as visitor:
        status, problem = await visitor.post("/api/photos", data=packed, headers=headers)
        assert status in (400, 413), problem
        assert page.service.heard == []


async def test_a_door_that_is_asked_by_a_page_of_a_stranger_stays_shut(tmp_path: Path) -> None:
    async with site(tmp_path, secret=SECRET) as page, page.visitor() as visitor:
        headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
        async with visitor.session.post("/enter", data={"secret": SECRET}, headers=headers) as answer:
            assert answer.status == 403
            assert "Set-Cookie" not in answer.headers


async def test_ids_of_cookies_do_not_repeat(tmp_path: Path) -> None:
    access = Access(WebSettings(), tmp_path)
    visitors = {access.newcomer().chat for _ in range(1000)}
    assert len(visitors) == 1000
    assert all(re.fullmatch(r"[0-9a-f]{32}", chat) for chat in visitors)
