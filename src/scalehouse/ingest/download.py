"""Fetch a published file: within a time and a size, whole, and not another kind of page."""

import http.client
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import Future
from threading import Thread
from typing import IO, Any

from scalehouse.ingest.errors import IngestError

TIMEOUT_SECONDS = 60
MAX_BYTES = 100_000_000  # the largest published file has 6 MB
_CHUNK = 1 << 16
_SCHEMES = ("http", "https")
_BY_HAND = "check the address and the network, or download the file and name it instead"


class _WebOnly(urllib.request.HTTPRedirectHandler):
    """Follow redirects from web to web only, and never from https to http."""

    def http_error_302(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
    ) -> Any:
        try:
            return super().http_error_302(req, fp, code, msg, headers)
        except ValueError as error:
            fp.close()
            what = f"is redirected to no address ({error})"
            raise IngestError(req.full_url, what, _BY_HAND) from None

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302

    def redirect_request(  # noqa: PLR0913, PLR0917 - the signature is urllib's
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        scheme = urllib.parse.urlsplit(newurl).scheme
        if scheme not in _SCHEMES or (req.type == "https" and scheme != "https"):
            fp.close()
            what = f"is redirected to {newurl!r}, which is not as safe a web address"
            raise IngestError(req.full_url, what, _BY_HAND)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def download(
    url: str, *, timeout_seconds: float = TIMEOUT_SECONDS, max_bytes: int = MAX_BYTES
) -> bytes:
    """Download a complete file, or say why that failed; a part is never kept.

    The time is for all of it: a name that is not resolved, redirects, headers that come
    letter by letter. No time limit of a socket covers these, so a thread fetches.
    """
    fetched: Future[bytes] = Future()

    def fetch() -> None:
        try:
            fetched.set_result(_fetch(url, timeout_seconds, max_bytes))
        except Exception as error:  # noqa: BLE001 - raised where it is waited for
            fetched.set_exception(error)

    Thread(target=fetch, daemon=True).start()  # what hangs ends with the process
    try:
        return fetched.result(timeout_seconds)
    except TimeoutError:
        what = f"not finished after {timeout_seconds:g} seconds"
        raise IngestError(url, what, "try again, or give it longer with --timeout") from None


def _fetch(url: str, timeout_seconds: float, max_bytes: int) -> bytes:
    try:
        scheme = urllib.parse.urlsplit(url).scheme
    except ValueError as error:
        raise IngestError(url, f"no address ({error})", "check the address") from None
    if scheme not in _SCHEMES:
        raise IngestError(url, "not a web address", "begin it with https://")
    # one opener of our own: no handler for file, ftp or data
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _WebOnly(),
    ):
        opener.add_handler(handler)
    request = urllib.request.Request(url, headers={"User-Agent": "scalehouse"})  # noqa: S310 - checked above
    try:
        # longer than anybody waits for it, so that one message covers both
        with opener.open(request, timeout=2 * timeout_seconds) as response:
            return _read(url, response, max_bytes)
    except urllib.error.HTTPError as error:
        error.close()
        what = f"the server answers {error.code} {error.reason}"
        raise IngestError(url, what, _BY_HAND) from None
    except urllib.error.URLError as error:
        what = f"can't be reached ({error.reason})"
        raise IngestError(url, what, _BY_HAND) from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        what = f"can't be fetched ({error or type(error).__name__})"
        raise IngestError(url, what, _BY_HAND) from None


def _read(url: str, response: http.client.HTTPResponse, max_bytes: int) -> bytes:
    kind = response.headers.get_content_type()
    if kind == "text/html":
        what = "the server sends a web page, not a file"
        raise IngestError(url, what, "look for the address of the CSV export itself")
    announced = response.headers.get("Content-Length", "")
    too_large = f"larger than {max_bytes:,} bytes"
    if announced.isdigit() and int(announced) > max_bytes:
        raise IngestError(url, too_large, "check the address; nothing published is so large")
    chunks: list[bytes] = []
    n_bytes = 0
    while chunk := response.read1(_CHUNK):
        chunks.append(chunk)
        n_bytes += len(chunk)
        if n_bytes > max_bytes:
            remedy = "check the address; nothing published is so large"
            raise IngestError(url, too_large, remedy)
    if announced.isdigit() and n_bytes != int(announced):
        what = f"cut off: {n_bytes:,} of {int(announced):,} bytes"
        raise IngestError(url, what, "try again")
    return b"".join(chunks)
