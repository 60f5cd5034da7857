"""The built front end over HTTP: compressed as the client takes it, kept as long as it holds."""

from __future__ import annotations

import base64
import gzip
import hashlib
import os
import random
from pathlib import Path

import httpx
import pytest

from kefu.gateway.files import accepted
from tests.gateway.conftest import RunningGateway, Start

SCRIPT = "// a script \n" + "".join(random.Random(7).choices("abcdef\n", k=4000))
# What the build writes with brotli; nothing here can read it, so these bytes stand for it.
BROTLI = b"\x1b\x00 as the build wrote it"
ASSET = "/static/assets/a-1.js"


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    for name in ("chat", "assets"):
        (folder / name).mkdir(parents=True)
    for name in ("chat/index.html", "assets/a-1.js", "widget.js"):
        (folder / name).write_text(SCRIPT)
        (folder / f"{name}.br").write_bytes(BROTLI)
        (folder / f"{name}.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (folder / "assets" / "plain.js").write_text(SCRIPT)
    return folder


@pytest.fixture
def gateway(start: Start, dist: Path) -> RunningGateway:
    return start(static_dir=dist)


def get(gateway: RunningGateway, path: str, takes: str | None, **headers: str) -> httpx.Response:
    """As it came, not decompressed by the client."""
    gateway.http.headers.pop("accept-encoding", None)
    if takes is not None:
        headers["Accept-Encoding"] = takes
    with gateway.http.stream("GET", path, headers=headers) as answer:
        content = b"".join(answer.iter_raw())
    return httpx.Response(
        answer.status_code,
        headers=[pair for pair in answer.headers.multi_items() if pair[0] != "content-encoding"]
        + [("x-coding", answer.headers.get("content-encoding", "identity"))],
        content=content,
    )


@pytest.mark.parametrize(
    ("takes", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("br;q=0, *", "gzip"),
        ("gzip;q=nonsense", "identity"),
        ("identity", "identity"),
        ("", "identity"),
        (None, "identity"),
    ],
)
@pytest.mark.parametrize("path", [ASSET, "/chat", "/widget.js"])
def test_it_comes_as_small_as_the_client_takes_it(
    gateway: RunningGateway, path: str, takes: str | None, coding: str
) -> None:
    answer = get(gateway, path, takes)
    content = {"br": BROTLI, "identity": SCRIPT.encode()}.get(coding, answer.content)
    assert answer.headers["x-coding"] == coding
    assert answer.content == content
    if coding == "gzip":
        assert gzip.decompress(answer.content).decode() == SCRIPT
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert answer.headers["vary"] == "Accept-Encoding"
    kind = "text/html" if path == "/chat" else "text/javascript"
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_only_hashed_names_are_kept_for_ever(gateway: RunningGateway) -> None:
    for path in ("/chat", "/widget.js", "/static/widget.js", "/static/chat/index.html"):
        assert get(gateway, path, "br").headers["cache-control"] == "no-cache"
    assert get(gateway, ASSET, "br").headers["cache-control"].endswith("immutable")


@pytest.mark.parametrize("path", [ASSET, "/chat", "/widget.js"])
def test_each_coding_has_a_tag_of_its_own_and_who_has_it_gets_nothing(
    gateway: RunningGateway, path: str
) -> None:
    tags = {takes: get(gateway, path, takes).headers["etag"] for takes in ("br", "gzip", "")}
    assert len(set(tags.values())) == 3
    for takes, tag in tags.items():
        again = get(gateway, path, takes, **{"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["vary"] == "Accept-Encoding"
    changed = get(gateway, path, "br", **{"If-None-Match": tags["gzip"]})
    assert (changed.status_code, changed.content) == (200, BROTLI)


def test_the_style_within_the_chat_is_allowed_by_its_hash_and_no_other(
    gateway: RunningGateway, dist: Path
) -> None:
    page = dist / "chat" / "index.html"
    for style in ("i{top:0}", "i{top:1px}\n"):  # built again while the gateway runs
        page.write_text(f"<html><style>{style}</style><p>a</p></html>")
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        rules = get(gateway, "/chat", None).headers["content-security-policy"].split("; ")
        assert f"style-src 'self' 'sha256-{digest}'" in rules
    assert "style-src 'self'" in get(gateway, "/", None).headers["content-security-policy"]
    assert "sha256" not in get(gateway, "/desk", None).headers["content-security-policy"]


def test_parts_are_of_what_is_sent(gateway: RunningGateway) -> None:
    part = get(gateway, ASSET, "br", Range="bytes=2-5")
    assert (part.status_code, part.content) == (206, BROTLI[2:6])
    assert part.headers["content-range"] == f"bytes 2-5/{len(BROTLI)}"
    assert part.headers["x-coding"] == "br"
    assert get(gateway, ASSET, None, Range="bytes=0-1").content == SCRIPT[:2].encode()
    assert get(gateway, ASSET, None, Range="bytes=99999-").status_code == 416


def test_a_head_tells_the_same_without_the_content(gateway: RunningGateway) -> None:
    answer = gateway.http.head(ASSET, headers={"Accept-Encoding": "br"})
    assert answer.headers["content-encoding"] == "br"
    assert int(answer.headers["content-length"]) == len(BROTLI)
    assert answer.content == b""


def test_what_was_not_compressed_comes_as_it_is(gateway: RunningGateway) -> None:
    answer = get(gateway, "/static/assets/plain.js", "br, gzip")
    assert (answer.headers["x-coding"], answer.text) == ("identity", SCRIPT)


def test_what_was_compressed_before_the_file_changed_is_not_sent(
    gateway: RunningGateway, dist: Path
) -> None:
    script = dist / "assets" / "a-1.js"
    os.utime(script, (script.stat().st_atime, script.stat().st_mtime + 60))
    assert get(gateway, ASSET, "br").text == SCRIPT


@pytest.mark.parametrize(
    "path",
    [
        f"{ASSET}.br",
        f"{ASSET}.gz",
        "/static/secret.txt",
        "/static/../secret.txt",
        "/static/..%2fsecret.txt",
        "/static/assets/..%2f..%2f..%2fsecret.txt",
        "/static/assets",
        "/static/a%00.js",
    ],
)
def test_nothing_else_has_an_address(gateway: RunningGateway, dist: Path, path: str) -> None:
    (dist.parent / "secret.txt").write_text("secret")
    (dist.parent / "secret.txt.br").write_text("secret")
    assert get(gateway, path, "br, gzip").status_code == 404


def test_a_header_of_many_codings_is_read() -> None:
    assert accepted("," * 10_000 + "br") == {"br"}
    assert accepted("brotli, gzipped, x-gzip") == set()
