"""A file is fetched whole and within limits, or refused; a server on loopback misbehaves."""

import gzip
import io
import threading
import time
import urllib.request
import zipfile
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from scalehouse.ingest import command, download, sources
from scalehouse.ingest.errors import IngestError
from scalehouse.ingest.tables import TABLES

CSV = b"Model,Publication date\nA,2020-01-31\n"


class Handler(BaseHTTPRequestHandler):
    """Answer each path in its own bad way."""

    def do_GET(self):
        getattr(self, f"send_{self.path.strip('/')}")()

    def answer(self, body, *, kind="text/csv", announced=None, code=200, **headers):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        if announced != "none":
            self.send_header("Content-Length", str(announced or len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def send_good(self):
        self.answer(CSV)

    def send_unannounced(self):
        self.answer(CSV, announced="none")

    def send_moved(self):
        self.answer(b"", code=302, Location="/good")

    def send_to_file(self):
        self.answer(b"", code=302, Location="file:///etc/passwd")

    def send_to_ftp(self):
        self.answer(b"", code=302, Location="ftp://127.0.0.1/x")

    def send_round(self):
        self.answer(b"", code=302, Location="/round")

    def send_page(self):
        self.answer(b"<html>", kind="text/html; charset=utf-8")

    def send_missing(self):
        self.answer(b"", code=404)

    def send_broken(self):
        self.answer(b"", code=500)

    def send_cut(self):
        self.answer(CSV[:-10], announced=len(CSV))

    def send_huge(self):
        self.answer(b"x", announced=10**12)

    def send_endless(self):
        self.answer(CSV * 100, announced="none")

    def send_slow(self):
        self.answer(b"x", announced=100)
        for _ in range(20):
            time.sleep(0.1)
            self.wfile.write(b"x")
            self.wfile.flush()

    def send_silent(self):
        time.sleep(1.5)

    def send_letters(self):
        for letter in b"HTTP/1.0 200 OK\r\n":
            self.wfile.write(bytes([letter]))
            self.wfile.flush()
            time.sleep(0.1)

    def send_nowhere(self):
        self.answer(b"", code=302, Location="http://[half/")

    def send_bomb(self):
        body = gzip.compress(bytes(10_000_000))
        self.answer(body, **{"Content-Encoding": "gzip"})

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    """Address of a server that lives as long as this file's tests."""
    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.handle_error = lambda *_: None  # clients hang up on it: that is the test
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listener.server_port}"
    listener.shutdown()
    listener.server_close()


@pytest.mark.parametrize("path", ["good", "unannounced", "moved"])
def test_a_whole_file_is_fetched(server, path):
    assert download.download(f"{server}/{path}") == CSV


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("page", "the server sends a web page, not a file; look for the address of the CSV"),
        ("missing", "the server answers 404"),
        ("broken", "the server answers 500"),
        ("cut", "cut off: 26 of 36 bytes; try again"),
        ("huge", "larger than 1,000 bytes"),
        ("endless", "larger than 1,000 bytes"),
        ("slow", "not finished after 0.5 seconds"),
        ("silent", "not finished after 0.5 seconds; try again, or give it longer"),
        ("letters", "not finished after 0.5 seconds"),
        ("to_file", "Redirection to url 'file:///etc/passwd' is not allowed"),
        ("to_ftp", "is redirected to 'ftp://127.0.0.1/x', which is not as safe"),
        ("round", "the server answers 302"),
        ("nowhere", "is redirected to no address (Invalid IPv6 URL)"),
    ],
)
def test_a_server_that_misbehaves_is_refused_by_name(server, path, message):
    with pytest.raises(IngestError) as refusal:
        download.download(f"{server}/{path}", timeout_seconds=0.5, max_bytes=1000)
    assert str(refusal.value).startswith(f"{server}/{path}: ")
    assert message in str(refusal.value)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:,x", "x.csv"])
def test_only_web_addresses_are_fetched(url):
    with pytest.raises(IngestError, match="not a web address; begin it with https://"):
        download.download(url)


@pytest.mark.parametrize(
    "url",
    ["http://[half/", f"http://{'long' * 20}.example/", "http://a b/", "http://a/ä", "http://"],
)
def test_an_address_that_is_none_is_refused_by_name(url):
    with pytest.raises(IngestError) as refusal:
        download.download(url, timeout_seconds=5)
    assert str(refusal.value).startswith(f"{url}: ")
    assert "check the address" in str(refusal.value)


def test_a_redirect_never_leaves_encryption():
    request = urllib.request.Request("https://example.org/a.csv")
    with pytest.raises(IngestError, match=r"'http://example.org/b.csv', which is not as safe"):
        download._WebOnly().redirect_request(  # noqa: SLF001 - it takes a certificate to ask
            request, io.BytesIO(), 302, "Found", Message(), "http://example.org/b.csv"
        )


def test_a_packed_file_is_not_unpacked(server, project):
    assert len(download.download(f"{server}/bomb")) < 20_000
    outcome = project.run("ai-models", "--from-url", f"{server}/bomb", "--scope", "all")
    assert "this is a gzip archive, not CSV; download the CSV export" in outcome.error


@pytest.mark.parametrize("seconds", ["-1", "0", "nan", "inf", "1e300", "soon"])
def test_a_time_that_is_none_is_refused(project, capsys, seconds):
    with pytest.raises(SystemExit, match="2"):
        project.run("ai-models", "--from-url", "--scope", "all", f"--timeout={seconds}")
    said = capsys.readouterr().err
    assert f"Invalid value for '--timeout': '{seconds}' is no time: give" in said


def test_without_a_network_the_file_can_be_fetched_by_hand():
    # port 9 of loopback: nobody listens there
    with pytest.raises(IngestError, match=r"can't be reached .* or download the file and name"):
        download.download("http://127.0.0.1:9/all_ai_models.csv", timeout_seconds=5)


def test_a_fetched_file_is_ingested_under_its_day_and_address(server, project):
    outcome = project.run("ai-models", "--from-url", f"{server}/good", "--scope", "all")
    assert outcome.code == 0, outcome.error
    today = time.strftime("%Y-%m-%d", time.gmtime())
    assert f"ai_models {today} all: 1 records" in outcome.report


def test_a_fetch_that_fails_leaves_the_seeds(server, project):
    before = project.checksums()
    outcome = project.run("ai-models", "--from-url", f"{server}/missing", "--scope", "all")
    assert outcome.code == 2
    assert outcome.error.startswith(f"error: {server}/missing: the server answers 404")
    assert project.checksums() == before


ADDRESSES = {  # scope, of the file that a command without an address downloads
    "all": "https://epoch.ai/data/all_ai_models.csv",
    "notable": "https://epoch.ai/data/notable_ai_models.csv",
    "large_scale": "https://epoch.ai/data/large_scale_ai_models.csv",
    "frontier": "https://epoch.ai/data/frontier_ai_models.csv",
    "": "https://epoch.ai/data/ai_models.zip",
}


@pytest.mark.parametrize("scope", ADDRESSES)
def test_each_view_is_downloaded_from_its_own_address(project, monkeypatch, scope):
    fetched = []

    def answer(address, **_):
        fetched.append(address)
        text = f"Model,Publication date\n{address.rsplit('/')[-1]},2020-01-31\n"
        if scope:
            return text.encode()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as zipped:
            zipped.writestr("frontier_ai_models.csv", text)
        return packed.getvalue()

    monkeypatch.setattr(command, "download", answer)
    options = ["--scope", scope] if scope else []
    outcome = project.run("ai-models", "--from-url", *options)
    assert outcome.code == 0, outcome.error
    assert fetched == [ADDRESSES[scope]]
    rows = project.records.read_text(encoding="utf-8").split("\n")
    new = [row.split(",")[1:4] for row in rows if row and "2020-01-31" in row]
    assert new == [[scope or "frontier", "1", ADDRESSES[scope].rsplit("/")[-1]]]


def test_the_listing_of_hugging_face_is_downloaded_from_where_it_lies():
    assert sources.download_address(TABLES["hugging_face_models"], "") == (
        "https://raw.githubusercontent.com/AlexsJones/llmfit/main/llmfit-core/data/"
        "hf_models.json"
    )
