"""Getting Pulumi's release, from a server of the test's own."""

import io
import tarfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from airgap.engine import cache, download


def _archive(names: list[str]) -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = 2
            archive.addfile(member, io.BytesIO(b"x\n"))
    return content.getvalue()


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    """What the server answers by path; a path that is missing is not found."""
    found: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path in found else 404)
            self.end_headers()
            self.wfile.write(found.get(self.path, b""))

        def log_request(self, code: object = "-", size: object = "-") -> None:
            """Tests say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(download, "ADDRESS", f"http://127.0.0.1:{server.server_port}/release")
    yield found
    server.shutdown()
    server.server_close()


def test_what_is_needed_is_unpacked_under_its_bare_name(answers: dict[str, bytes]) -> None:
    answers["/release"] = _archive(
        [
            "pulumi/pulumi",
            "pulumi/pulumi-language-python",
            "pulumi/pulumi-language-go",
            "../../pulumi-language-python-exec",
        ]
    )
    engine = download.release()
    assert engine == cache.downloaded()
    names = sorted(path.name for path in cache.downloaded().directory.iterdir())
    assert names == ["pulumi", "pulumi-language-python", "pulumi-language-python-exec"]
    assert engine.executable.stat().st_mode & 0o111


def test_a_release_that_is_there_is_not_fetched_again(answers: dict[str, bytes]) -> None:
    answers["/release"] = _archive(["pulumi/pulumi", "pulumi/pulumi-language-python"])
    assert download.release()
    answers.clear()
    assert download.release() == cache.downloaded()


@pytest.mark.parametrize("content", [b"", b"no archive", _archive(["pulumi/pulumi"]), _archive(["pulumi/pulumi"])[:60]])
def test_what_is_no_whole_release_leaves_nothing(answers: dict[str, bytes], content: bytes) -> None:
    answers["/release"] = content
    assert download.release() is None
    assert not list(cache.root().rglob("*pulumi*"))


def test_no_answer_is_no_error(answers: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    assert download.release() is None
    monkeypatch.setattr(download, "ADDRESS", "http://127.0.0.1:1/release")
    assert download.release() is None


def test_a_machine_without_a_release_has_none(answers: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    assert download.release() is None
