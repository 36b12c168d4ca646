"""Bulk records come over http as they do from disk, by the packaged extension."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import duckdb
import pytest

from scalehouse.engines import extensions

ITEMS = "select unnest(['7', '8']) as item_id, 'a, \"b\"' as weight_kg"


class Storage(BaseHTTPRequestHandler):
    """Serves files of a folder, whole or a range of bytes, as object storage does."""

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.wfile.write(self.answer())

    def answer(self):
        """Send the head of an answer, and return its body."""
        content = (self.server.folder / self.path.lstrip("/")).read_bytes()
        self.server.asked.append(self.path)
        first, last = 0, len(content) - 1
        if asked := re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")):
            first, last = int(asked[1]), min(int(asked[2] or last), last)
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        else:
            self.send_response(200)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(last + 1 - first))
        self.end_headers()
        return content[first : last + 1]

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def storage(tmp_path):
    """A server on loopback with the same records as Parquet and as CSV."""
    folder = tmp_path / "storage"
    folder.mkdir()
    items = duckdb.sql(ITEMS)
    items.write_parquet(str(folder / "items.parquet"))
    items.write_csv(str(folder / "items.csv"))
    with ThreadingHTTPServer(("127.0.0.1", 0), Storage) as server:
        server.folder, server.asked = folder, []
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def read(project, storage):
    """Let dbt build a model that reads one of the files in the seed's place."""
    (project.root / "models" / "read.sql").write_text(
        "select * from {{ published_records(ref('items')) }}"
    )

    def run(name):
        address = f"http://127.0.0.1:{storage.server_port}/{name}"
        return project.dbt("run", "-s", "read", "--vars", f"{{bulk: {{items: '{address}'}}}}")

    return run


@pytest.mark.parametrize("name", ["items.parquet", "items.csv"])
def test_a_file_is_read_over_http(read, storage, project, name):
    pytest.importorskip("duckdb_extension_httpfs", reason="requirements-engines.lock")
    done = read(name)
    assert done.returncode == 0, done.stdout
    assert set(storage.asked) == {f"/{name}"}
    with duckdb.connect(project.home / "next" / "scalehouse.duckdb") as built:
        rows = built.table("read").order("item_id").fetchall()
    assert rows == duckdb.sql(ITEMS).order("item_id").fetchall()


def test_without_the_extension_dbt_says_what_to_install(read, storage, monkeypatch):
    monkeypatch.setattr(extensions, "find_spec", lambda _: None)
    done = read("items.parquet")
    assert done.returncode != 0
    assert "duckdb-extension-httpfs is missing: install requirements-engines.lock" in (
        " ".join(done.stdout.split())
    )
    assert storage.asked == []
