"""Whoever may add a feed may try to reach what he shouldn't, and what is reached may try to do harm."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import gzip
import pickle
import ssl
import tracemalloc
import zlib
from ipaddress import ip_address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.permits import permit
from bot.sources.addresses import Allowed, is_open
from bot.sources.fetching import Fetcher, Unretrievable
from bot.sources.resolving import Resolver
from tests.bot.sources.rogue import HASTY, Asked, Names, answer, fetcher, redirect, refusal, serving

PUBLIC = "93.184.215.14"


def why(url: str, *permits: str) -> str:
    """The kind of refusal of an address as it is written; "" where it is let through."""
    try:
        Allowed(permits).address(url)
    except Unretrievable as error:
        return error.kind if error.lasting else "not for ever"
    return ""


# --- which addresses ---


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.example/feed",
        "file:///etc/passwd",
        "gopher://news.example/",
        "data:text/html,hello",
        "javascript:alert(1)",
        "//news.example/feed",
        "news.example/feed",
        "",
        "http://",
        "http:///feed",
    ],
)
def test_only_http_and_https_are_opened(url):
    assert why(url) == "address"


@pytest.mark.parametrize(
    "url", ["http://news.example/", "https://news.example/feed?a=b", "HTTP://News.Example:80"]
)
def test_an_address_of_the_open_web_is_let_through(url):
    assert why(url) == ""


@pytest.mark.parametrize("port", [22, 25, 6379, 8080, 8443, 0, 65536])
def test_only_ports_80_and_443_are_opened(port):
    assert why(f"http://news.example:{port}/") == "address"
    assert why(f"http://{PUBLIC}:{port}/") == "address"


@pytest.mark.parametrize(
    "url", ["http://me:secret@news.example/", "http://me@news.example/", "http://:@news.example/"]
)
def test_an_address_with_credentials_is_refused(url):
    assert why(url) == "address"


@pytest.mark.parametrize(
    "ip",
    [
        "10.0.0.1",
        "172.16.3.4",
        "192.168.1.1",
        "127.0.0.1",
        "127.8.9.10",
        "169.254.1.1",
        "169.254.169.254",
        "168.63.129.16",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "192.0.2.1",
        "198.51.100.7",
        "203.0.113.9",
        "198.18.0.1",
        "192.88.99.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "0.0.0.0",  # noqa: S104
        "0.1.2.3",
        "::",
        "::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "100::1",
        "2001:db8::1",
        "3fff::1",
        "2001::1",
        "5f00::1",
        "64:ff9b:1::1",
    ],
)
async def test_private_loopback_link_local_metadata_and_reserved_addresses_are_refused(ip):
    assert not is_open(ip_address(ip))
    assert why(f"http://{f'[{ip}]' if ':' in ip else ip}/") == "address"
    async with fetcher("192.0.2.77", look_up=Names(news_example=(ip,))) as getting:
        refused = await refusal(getting, "http://news.example/feed")
    assert refused.kind == "address"
    assert not refused.lasting


@pytest.mark.parametrize("ip", [PUBLIC, "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:2800:21f:cb07::1"])
def test_public_addresses_are_open(ip):
    assert is_open(ip_address(ip))


@pytest.mark.parametrize(
    "ip",
    [
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:0:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::1",
        "2002:c0a8:101::",
        "2606:2800:0:0:0:5efe:10.0.0.1",
        "2606:2800:0:0:200:5efe:127.0.0.1",
    ],
)
def test_a_private_address_inside_an_ipv6_address_is_refused(ip):
    assert not is_open(ip_address(ip))
    assert why(f"http://[{ip}]/") == "address"


def test_a_public_address_behind_nat64_is_open():
    assert is_open(ip_address(f"64:ff9b::{PUBLIC}"))


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "017700000001",
        "127.1",
        "127.0.1",
        "10.1",
        "0",
        "127.0.0.1.",
        "127.0.0.01",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
        "127%2e0.0.1",
        "[::1%25lo]",
        "[::1%lo]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:7f00:1]",
        "169.254.169.254.",
    ],
)
def test_every_spelling_of_a_closed_address_is_refused(host):
    assert why(f"http://{host}/") == "address"


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST",
        "localhost.",
        "api.localhost",
        "printer.local",
        "metadata.google.internal",
        "metadata",
        "wiki.intranet",
        "router.home.arpa",
        "nas.lan",
        "mail.corp",
        "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
        "ｌｏｃａｌｈｏｓｔ",
        "localhost。",
    ],
)
def test_a_name_that_only_means_something_inside_a_network_is_refused(host):
    assert why(f"http://{host}/") == "address"


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example\\@127.0.0.1/",
        "http://127.0.0.1\uff0f@news.example/",
        "http://127.0.0.1#.news.example/",
        "http://news\u200b.example/",
        "http://news.example/\u202efdp.exe",
        "http://loc\talhost/",
        "http://news.example/a\r\nHost: x",
        "http://news example/",
        "http://xn--/",
        "http://a..b.example/",
        "http://.news.example/",
        "http://-news.example/",
        f"http://{'a' * 64}.example/",
        f"http://news.example/{'a' * 3000}",
        "http://[::1/",
        "http://news.example:80:80/",
        "http://news.example%00.evil.example/",
    ],
)
def test_an_address_that_reads_differently_to_different_readers_is_refused(url):
    assert why(url) == "address"


def test_what_follows_a_number_sign_is_no_part_of_the_host():
    assert str(Allowed().address("http://news.example#@127.0.0.1/")) == "http://news.example/"


def test_a_name_in_another_script_is_told_in_the_spelling_that_cannot_deceive():
    """The first letter is Cyrillic: browsers show such a name in Punycode too."""
    assert Allowed().address("http://аpple.com/").raw_host == "xn--pple-43d.com"


def test_a_dot_at_the_end_makes_no_other_host():
    assert str(Allowed().address("http://News.Example./feed#part")) == "http://news.example/feed"


@given(st.text(max_size=60))
def test_no_text_at_all_makes_the_judge_stumble(text):
    for url in (text, f"http://{text}", f"http://{text}/", f"http://news.example/{text}"):
        with contextlib.suppress(Unretrievable):
            address = Allowed().address(url)
            assert address.scheme in {"http", "https"}
            assert address.port in {80, 443}
            assert str(address).isascii()


# --- what the operator permits ---


def test_what_the_operator_permits_is_the_only_exception():
    permits = ("10.0.0.0/8", "intranet.example", "127.0.0.1:9000", "fd00::/8", "[::1]:9001", "wiki")
    for url in (
        "http://10.1.2.3/",
        "http://10.1.2.3:8080/",
        "http://intranet.example:8443/",
        "http://127.0.0.1:9000/",
        "http://[fd00::7]/",
        "http://[::1]:9001/",
        "http://wiki/",
        "http://WIKI./",
    ):
        assert why(url, *permits) == "", url
        assert why(url) == "address", url
    for url in (
        "http://127.0.0.1/",
        "http://127.0.0.1:9001/",
        "http://11.0.0.1:8080/",
        "http://[::1]/",
        "http://192.168.0.1/",
        "http://a.wiki.local/",
        "ftp://10.1.2.3/",
        "http://me:secret@10.1.2.3/",
    ):
        assert why(url, *permits) == "address", url


@pytest.mark.parametrize(
    "entry", ["", "10.0.0.0/40", "a b", "127.0.0.1:0", "127.0.0.1:70000", "x:y", "http://a/", "[a]"]
)
def test_a_permit_that_is_none_is_refused(entry):
    with pytest.raises(ValueError, match="neither a host nor a network"):
        permit(entry)


async def test_a_port_that_is_permitted_for_a_network_is_not_opened_for_others():
    names = Names(news_example=(PUBLIC,))
    async with fetcher("127.0.0.0/8:9000", look_up=names) as getting:
        assert (await refusal(getting, "http://news.example:9000/")).kind == "address"


# --- on the way there ---


@pytest.mark.parametrize(
    "to",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://0x7f.1/",
        "file:///etc/passwd",
        "//localhost/",
        "http://me:secret@127.0.0.1/",
        "http://news.example:22/",
        "http://inside.example/",
    ],
)
async def test_each_hop_of_a_redirect_is_judged(to):
    names = Names(inside_example=("10.0.0.1",))
    async with serving() as server, fetcher(f"127.0.0.1:{server.port}", look_up=names) as getting:
        server.pages = {"/feed": redirect("/next"), "/next": redirect(to)}
        refused = await refusal(getting, server.url("/feed"))
        assert (refused.kind, refused.lasting) == ("address", False)
        assert server.paths() == ["/feed", "/next"]


async def test_robots_txt_leads_nowhere_that_is_closed():
    async with serving() as inside, serving() as server:
        server.robots = redirect(inside.url("/secret"))
        server.pages = {"/feed": answer(200, b"feed")}
        async with fetcher(f"127.0.0.1:{server.port}") as getting:
            assert (await refusal(getting, server.url("/feed"))).kind == "address"
        assert not inside.asked
        assert server.paths() == []


async def test_dns_that_changes_between_check_and_use_leads_nowhere_else():
    """The first answer is permitted and judged; the connection goes there, without a second look-up."""
    async with serving() as inside, serving("127.0.0.2") as server:
        server.pages = {"/": answer(200, b"outside", connection="close")}
        names = Names(news_example=("127.0.0.2", "127.0.0.1"))
        async with fetcher("127.0.0.2", look_up=names) as getting:
            url = f"http://news.example:{server.port}/"
            assert (await getting.get(url)).data == b"outside"
        assert names.asked == ["news.example"]
        assert not inside.asked


async def test_dns_that_turns_inward_later_is_refused_then(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.sources.resolving.KEPT", -1.0)
    async with serving("127.0.0.2") as server:
        server.pages = {"/": answer(200, b"outside", connection="close")}
        server.robots = answer(404, connection="close")
        names = Names(news_example=("127.0.0.2", "127.0.0.2", "10.0.0.1"))
        async with fetcher("127.0.0.2", look_up=names) as getting:
            url = f"http://news.example:{server.port}/"
            assert (await getting.get(url)).data == b"outside"
            assert (await refusal(getting, url)).kind == "address"


async def test_a_name_with_one_closed_address_among_open_ones_is_refused():
    async with fetcher("192.0.2.77", look_up=Names(news_example=(f"{PUBLIC} 10.0.0.1",))) as getting:
        assert (await refusal(getting, "http://news.example/")).kind == "address"


def test_what_goes_round_the_look_up_is_judged_when_the_socket_is_made():
    import socket

    resolver = Resolver(Allowed(), Names())
    with pytest.raises(Unretrievable):
        resolver.socket_for((socket.AF_INET, socket.SOCK_STREAM, 0, "", ("10.0.0.1", 80)))
    with pytest.raises(Unretrievable):
        resolver.socket_for((socket.AF_INET, socket.SOCK_STREAM, 0, "", (PUBLIC, 22)))
    resolver.socket_for((socket.AF_INET, socket.SOCK_STREAM, 0, "", (PUBLIC, 80))).close()


async def test_the_systems_dns_is_judged_too():
    """Its hosts file names this machine."""
    import socket

    async with serving() as server:
        server.pages = {"/": answer(200, b"here")}
        async with fetcher("192.0.2.77") as getting:
            assert (await refusal(getting, server.url("/", "localhost"))).kind == "address"
        async with fetcher("localhost") as getting:
            assert (await getting.get(server.url("/", "localhost"))).data == b"here"
        resolver = Resolver(Allowed())
        with pytest.raises(Unretrievable):
            await resolver.resolve("localhost", 80)
        with pytest.raises(OSError, match="label"):
            await resolver.resolve("a..b", 80)
        assert socket.gethostbyname("localhost").startswith("127.")


async def test_what_dns_said_is_used_for_a_minute_and_not_kept_of_more_names_than_need_be(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("bot.sources.resolving.MOST_NAMES", 3)
    names = Names(**{f"news{number}_example": (PUBLIC,) for number in range(5)})
    resolver = Resolver(Allowed(), names)
    for number in (0, 0, 1, 2, 0, 3, 4, 0, 1):
        (found,) = await resolver.resolve(f"news{number}.example", 443)
        assert (found["host"], found["port"]) == (PUBLIC, 443)
    assert names.asked == [f"news{number}.example" for number in (0, 1, 2, 3, 4, 1)]
    assert len(resolver._known) == 3


async def test_a_name_without_an_address_leads_nowhere():
    async def none(_: str) -> tuple[str, ...]:
        return ()

    with pytest.raises(OSError, match="no address"):
        await Resolver(Allowed(), none).resolve("news.example", 80)


async def test_dns_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.sources.resolving.LONGEST_LOOK_UP", 0.05)

    async def never(_: str) -> tuple[str, ...]:
        await asyncio.sleep(30)
        raise AssertionError

    async with fetcher(look_up=never) as getting:
        assert (await refusal(getting, "http://news.example/")).kind == "slow"


async def test_the_environments_proxies_are_not_used(monkeypatch: pytest.MonkeyPatch):
    async with serving() as proxy, serving() as server:
        monkeypatch.setenv("http_proxy", proxy.url(""))
        monkeypatch.setenv("HTTP_PROXY", proxy.url(""))
        server.pages = {"/": answer(200, b"straight")}
        async with fetcher() as getting:
            assert (await getting.get(server.url("/"))).data == b"straight"
        assert not proxy.asked


async def test_a_certificate_that_is_not_valid_is_refused(tmp_path: Path):
    async with serving(ssl=own_certificate(tmp_path)) as server, fetcher() as getting:
        refused = await refusal(getting, f"https://127.0.0.1:{server.port}/")
    assert refused.kind == "failing"
    assert "certificate" in refused.problem


def own_certificate(folder: Path) -> ssl.SSLContext:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


async def test_nothing_is_told_of_where_we_come_from_and_no_cookie_is_kept():
    async with serving() as server, fetcher() as getting:
        server.pages = {
            "/": answer(302, location="/next", set_cookie="id=7; path=/"),
            "/next": answer(200, b"x", set_cookie="id=8; path=/"),
        }
        await getting.get(server.url("/"))
        await getting.get(server.url("/next"))
        for asked in server.asked:
            assert not {"cookie", "referer", "authorization"} & set(asked.headers)


# --- what comes back ---


def bomb(size: int, window: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(size)) + packer.flush()


@pytest.mark.parametrize(("encoding", "window"), [("gzip", 31), ("deflate", 15), ("deflate", -15)])
async def test_a_decompression_bomb_goes_off_at_the_limit(encoding, window):
    data = bomb(100, window)
    assert len(data) < 200_000
    async with serving() as server, fetcher() as getting:
        server.pages = {"/": answer(200, data, content_encoding=encoding)}
        tracemalloc.start()
        try:
            assert (await refusal(getting, server.url("/"))).kind == "too-large"
            assert tracemalloc.get_traced_memory()[1] < 15_000_000
        finally:
            tracemalloc.stop()


async def test_a_bomb_in_a_gzip_file_goes_off_at_the_limit():
    async with serving() as server, fetcher() as getting:
        server.pages = {"/map.xml.gz": answer(200, bomb(100, 31), content_type="application/gzip")}
        assert (await refusal(getting, server.url("/map.xml.gz"))).kind == "too-large"


async def test_a_bomb_of_many_small_parts_is_refused():
    async with serving() as server, fetcher() as getting:
        server.pages = {"/": answer(200, gzip.compress(b"") * 5000, content_encoding="gzip")}
        assert (await refusal(getting, server.url("/"))).kind == "garbled"


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "exe"])
async def test_what_is_packed_otherwise_than_asked_for_is_refused(encoding):
    async with serving() as server, fetcher() as getting:
        server.pages = {"/": answer(200, b"\x1b\x03\x00", content_encoding=encoding)}
        assert (await refusal(getting, server.url("/"))).kind == "garbled"
        assert {one.headers["accept-encoding"] for one in server.asked} == {"gzip, deflate"}


@pytest.mark.parametrize(
    "data",
    [gzip.compress(b"news" * 1000)[:-10], gzip.compress(b"news") + b"\x1f\x8b\x00", b"news"],
    ids=["cut", "half a member behind", "none"],
)
async def test_broken_gzip_is_garbled(data):
    async with serving() as server, fetcher() as getting:
        server.pages = {"/": answer(200, data, content_encoding="gzip")}
        assert (await refusal(getting, server.url("/"))).kind == "garbled"


async def test_a_body_that_says_it_is_too_large_is_not_read():
    async with serving() as server, fetcher() as getting:
        server.pages = {"/": answer(200, b"", content_length="5000001")}
        assert (await refusal(getting, server.url("/"))).kind == "too-large"


async def test_an_endless_body_is_cut_off_at_the_limit():
    sent = 0

    async def endless(_: Asked, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"10000\r\n" + bytes(65536) + b"\r\n")
            sent += 65536
            await writer.drain()

    async with serving() as server, fetcher() as getting:
        server.pages = {"/": endless}
        assert (await refusal(getting, server.url("/"))).kind == "too-large"
        assert sent < 20_000_000


async def test_endless_headers_are_cut_off():
    async def endless(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            writer.write(b"X-More: " + b"a" * 1000 + b"\r\n")
            await writer.drain()

    async with serving() as server, fetcher() as getting:
        server.pages = {"/": endless, "/long": b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n"}
        assert (await refusal(getting, server.url("/"))).kind == "garbled"
        assert (await refusal(getting, server.url("/long"))).kind == "garbled"


async def test_headers_that_never_end_run_out_of_time():
    async def dripping(_: Asked, writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            await writer.drain()
            await asyncio.sleep(0.05)

    async with serving() as server, fetcher(patience=HASTY) as getting:
        server.pages = {"/": dripping}
        assert (await refusal(getting, server.url("/"))).kind == "slow"


async def test_a_host_that_says_nothing_runs_out_of_time():
    async def silent(_: Asked, __: asyncio.StreamWriter) -> None:
        await asyncio.sleep(3)

    async with serving() as server, fetcher(patience=HASTY) as getting:
        server.pages = {"/": silent}
        assert (await refusal(getting, server.url("/"))).kind == "slow"


async def test_a_body_that_drips_is_given_up():
    async def dripping(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with serving() as server, fetcher(patience=HASTY) as getting:
        server.pages = {"/": dripping}
        refused = await refusal(getting, server.url("/"))
        assert refused.kind == "slow"
        assert "too slowly" in refused.problem


async def test_redirects_that_each_take_their_time_share_one_patience():
    async def slow(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.25)
        writer.write(redirect(asked.path + "x"))

    async with serving() as server, fetcher(patience=HASTY) as getting:
        server.pages = {f"/{'x' * count}": slow for count in range(9)}
        assert (await refusal(getting, server.url("/"))).kind == "slow"


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"\x00\x01\x02\x03\r\n\r\n",
        b"<html>no headers at all</html>\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nBad\x00Header: 1\r\n\r\n",
        b"HTTP/1.1 206 Partial\r\nContent-Length: 1\r\n\r\na",
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
        b"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 301 Moved\r\nLocation: \xff\xfe\r\nContent-Length: 0\r\n\r\n",
    ],
)
async def test_an_answer_that_is_broken_is_garbled(data):
    async def broken(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(data)

    async with serving() as server, fetcher() as getting:
        server.pages = {"/": broken}
        assert (await refusal(getting, server.url("/"))).kind == "garbled"


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 500 <b>\x1b[31mFire\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Go\r\nLocation: http://<script>\x1b]0;x\x07/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Go\r\nLocation: javascript:alert(1)\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 <script>\r\n<b>\x07: x\r\n\r\n",
        b"HTTP/1.1 429 x\r\nRetry-After: <b>@everyone\r\nContent-Length: 0\r\n\r\n",
    ],
)
async def test_the_text_of_an_error_holds_nothing_the_server_wrote(data):
    async def hostile(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(data)

    async with serving() as server, fetcher() as getting:
        server.pages = {"/": hostile}
        refused = await refusal(getting, server.url("/"))
    assert str(refused).isprintable()
    assert not any(word in str(refused) for word in ("<", "[31m", "script", "everyone", "Fire"))


async def test_headers_that_are_kept_cannot_carry_anything_into_the_next_request():
    async with serving() as server, fetcher() as getting:
        server.pages = {"/": answer(200, b"x", etag='"' + "a" * 2000 + '"', last_modified="\u00e9\u00e9")}
        got = await getting.get(server.url("/"), etag='"a"\r\nX-Injected: 1', modified="\x00")
        assert (got.etag, got.modified) == ("", "")
        assert not any("x-injected" in asked.headers for asked in server.asked)


def test_an_error_travels_between_processes_whole():
    error = Unretrievable("busy", "Not now.", "Later.", retry_after=7.0)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (again.kind, str(again), again.retry_after, again.lasting) == (
        "busy",
        "Not now. Later.",
        7.0,
        False,
    )


async def test_closing_leaves_no_task_and_no_connection_behind():
    started = asyncio.Event()

    async def endless(_: Asked, __: asyncio.StreamWriter) -> None:
        started.set()
        await asyncio.sleep(30)

    async with serving() as server:
        server.pages = {"/": endless}
        getting: Fetcher = fetcher()
        async with getting:
            waiting = [asyncio.create_task(refusal(getting, server.url("/"))) for _ in range(3)]
            await started.wait()
        errors = await asyncio.wait_for(asyncio.gather(*waiting), 2)
        assert {error.kind for error in errors} == {"failing"}
    left = [task for task in asyncio.all_tasks() if "serve" not in repr(task.get_coro())]
    assert left == [asyncio.current_task()]
