"""Former addresses of pages, which lead to the present ones with all their parameters."""

from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

from scalehouse import renamed

PAGES = Path(__file__).resolve().parents[1] / "app_pages"


def routes(pages: Path = PAGES) -> list[Route]:
    """Return a redirect for each former page that is gone and whose successor is there."""
    present = {page.stem for page in pages.glob("*.py")}
    return [
        Route(f"/{name}", partial(_redirect, entry.new_name))
        for name, entry in renamed.of_kind("page").items()
        if name not in present and entry.new_name in present
    ]


def _redirect(name: str, request: Request) -> RedirectResponse:
    # relative, so that it holds below any base path; a browser keeps what follows `#`
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{name}{query}")
