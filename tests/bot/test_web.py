"""The web port: what may be asked of it, and what it refuses without harm."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import aiohttp
import pytest

from bot import logs, web
from bot.messages import HttpRequest, HttpResponse, Route
from bot.metrics import Metrics

MOST = 1000


async def echo(request: HttpRequest) -> HttpResponse:
    if request.body == b"fail":
        raise ValueError("what somebody typed")
    return HttpResponse(201, request.body, {"X-Query": request.query, "Cache-Control": "max-age=1"})


async def ready() -> Mapping[str, bool]:
    return {"database": True, "slack": False}


@pytest.fixture
async def port() -> AsyncIterator[int]:
    routes = [Route("POST", "/echo", echo, most=MOST)]
    async with web.serving("127.0.0.1", 0, routes, Metrics(), ready) as port:
        yield port


@pytest.fixture
async def client(port: int) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        yield session


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("HEAD", "/healthz", 200),
        ("HEAD", "/metrics", 200),
        ("GET", "/readyz", 503),
        ("POST", "/healthz", 405),
        ("GET", "/echo", 405),
        ("GET", "/", 404),
        ("GET", "/../../etc/passwd", 404),
        ("GET", "/echo/%00", 404),
    ],
)
async def test_each_path_takes_what_it_serves_and_tells_nothing_else(
    client: aiohttp.ClientSession, method: str, path: str, status: int
) -> None:
    async with client.request(method, path) as answer:
        text = await answer.text()
        assert answer.status == status
        assert answer.headers["Server"] == "readout"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert ("Allow" in answer.headers) == (status == 405)
        assert "aiohttp" not in text


async def test_readiness_names_the_part_that_is_not(client: aiohttp.ClientSession) -> None:
    async with client.get("/readyz") as answer:
        assert json.loads(await answer.text()) == {
            "parts": {"database": True, "slack": False},
            "ready": False,
        }


async def test_a_path_of_an_adapters_own_sees_all_of_a_request_and_decides_on_headers(
    client: aiohttp.ClientSession,
) -> None:
    async with client.post("/echo?a=b", data=b"x" * MOST) as answer:
        assert (answer.status, await answer.read()) == (201, b"x" * MOST)
        assert answer.headers["X-Query"] == "a=b"
        assert answer.headers["Cache-Control"] == "max-age=1"


async def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_read(port: int) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n"
    assert b" 413 " in await raw(port, head)


async def test_a_body_of_ten_megabytes_without_a_length_is_refused_after_its_first_piece(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    writer.write(b"ffff\r\n" + b"x" * 0xFFFF + b"\r\n")  # and the other 9.9 MB never come
    assert b" 413 " in await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    await writer.wait_closed()


async def test_who_sends_a_body_too_slowly_is_let_go(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "BODY_PATIENCE", 0.1)
    head = b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc"
    assert b" 408 " in await raw(port, head)


@pytest.mark.parametrize("garbage", [b"\x16\x03\x01\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET\r\n\r\n"])
async def test_what_is_no_request_is_refused(port: int, garbage: bytes) -> None:
    assert b" 400 " in await raw(port, garbage)


async def test_an_error_is_told_by_a_reference_and_logged_without_words(
    client: aiohttp.ClientSession, tmp_path: Path
) -> None:
    with logs.kept(tmp_path / "readout.log"):
        async with client.post("/echo", data=b"fail") as answer:
            assert answer.status == 500
            told = await answer.text()
    entry = json.loads((tmp_path / "readout.log").read_text())
    assert entry["reference"] in told
    assert entry["exception"][0] == "ValueError"
    assert "what somebody typed" not in str(entry) + told


async def raw(port: int, request: bytes) -> bytes:
    """The first line that comes back."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    line = await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    await writer.wait_closed()
    return line
