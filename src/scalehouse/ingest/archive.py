"""Read the publisher's zip of views in memory: small, flat, plain, each view once."""

import io
import re
import stat
import zipfile
import zlib
from dataclasses import replace
from pathlib import PurePosixPath

from scalehouse.ingest.dialect import Place
from scalehouse.ingest.errors import IngestError
from scalehouse.ingest.sources import Source
from scalehouse.ingest.tables import SCOPES, VIEW_FILES

SIGNATURE = b"PK\x03\x04"
MAX_MEMBERS = 50  # the publisher's has five
MAX_BYTES = 100_000_000  # unpacked, in all; the publisher's has 12 MB
MAX_RATIO = 100  # unpacked to packed; tables of text reach 10
_DOWNLOAD_AGAIN = "download it again"
_UNPACK_BY_HAND = "unpack the CSV files by hand, look at them and ingest each by its --scope"
_ARCHIVES = re.compile(r"[.](zip|gz|tgz|bz2|xz|zst|7z|rar|tar|xlsx|ods)$", re.IGNORECASE)
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1


def is_archive(content: bytes) -> bool:
    """Whether bytes begin as a zip archive does."""
    return content.startswith(SIGNATURE)


def unpack(source: Source, content: bytes) -> tuple[list[Source], str]:
    """Give a source for each view in a zip, the whole database first, and a report.

    Nothing is written to disk. What is no view stays packed and is reported, but for a README.
    """
    place = source.place
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _check_members(place, members)
            packed = _views(place, members)
            texts = {
                scope: _read(place, archive, packed[scope])
                for scope in SCOPES
                if scope in packed
            }
    except zipfile.BadZipFile as error:
        raise IngestError(
            place, f"not a whole zip archive ({error})", _DOWNLOAD_AGAIN
        ) from None
    views = [
        replace(source, place=_named(place, packed[scope]), scope=scope, content=text)
        for scope, text in texts.items()
    ]
    return views, _describe(place, members, packed)


def _check_members(place: Place, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        what = f"a zip of {len(members)} files, more than {MAX_MEMBERS}"
        raise IngestError(place, what, _UNPACK_BY_HAND)
    for member in members:
        what = _danger(member)
        if what:
            raise IngestError(_named(place, member), what, _UNPACK_BY_HAND)
    n_bytes = sum(member.file_size for member in members)
    if n_bytes > MAX_BYTES:
        largest = max(members, key=lambda member: member.file_size)
        what = f"unpacked it has {n_bytes:,} bytes, more than {MAX_BYTES:,}"
        raise IngestError(_named(place, largest), what, _UNPACK_BY_HAND)


def _danger(member: zipfile.ZipInfo) -> str:
    """Say what makes a file of a zip none that a publisher of tables would pack."""
    name = member.orig_filename
    packed_in = f"{member.file_size:,} bytes packed into {member.compress_size:,}"
    dangers = (
        (re.match(r"[/\\]|[A-Za-z]:", name), "an absolute path"),
        (".." in re.split(r"[/\\]", name), "a path that leads out of the zip"),
        ("\\" in name or not name.isprintable(), "a path with unusual characters"),
        (
            stat.S_IFMT(member.external_attr >> 16) not in {0, stat.S_IFREG},
            "a link or a device, not a file",
        ),
        (member.flag_bits & _ENCRYPTED, "encrypted"),
        (
            member.compress_type not in _METHODS,
            f"packed by method {member.compress_type}, neither stored nor deflated",
        ),
        (_ARCHIVES.search(name), "an archive inside the zip"),
        (
            member.file_size > MAX_RATIO * max(member.compress_size, 1),
            f"{packed_in}, as only a zip bomb is",
        ),
    )
    return next((what for is_found, what in dangers if is_found), "")


def _views(place: Place, members: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Find each view by its file's name, in whichever folder of the zip it lies."""
    found: dict[str, zipfile.ZipInfo] = {}
    for member in members:
        scope = VIEW_FILES.get(PurePosixPath(member.filename).name)
        if scope is None:
            continue
        if scope in found:
            what = f"the view {scope} is in the zip twice, as {_shown(found[scope])} too"
            raise IngestError(_named(place, member), what, _UNPACK_BY_HAND)
        found[scope] = member
    if not found:
        what = f"a zip with none of the publisher's views: {', '.join(VIEW_FILES)}"
        raise IngestError(
            place, what, "name the zip of AI models, or a CSV file by its --scope"
        )
    return found


def _read(place: Place, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    where = _named(place, member)
    try:
        with archive.open(member) as packed:
            content = packed.read(member.file_size + 1)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, zlib.error) as error:
        what = f"can't be unpacked ({error})"
        raise IngestError(where, what, _DOWNLOAD_AGAIN) from None
    if is_archive(content):
        raise IngestError(where, "an archive inside the zip", _UNPACK_BY_HAND)
    return content


def _describe(
    place: Place, members: list[zipfile.ZipInfo], packed: dict[str, zipfile.ZipInfo]
) -> str:
    lines = [f"{place}: a zip with {len(packed)} views: {', '.join(packed)}"]
    views = {member.filename for member in packed.values()}
    others = [
        _shown(member)
        for member in members
        if member.filename not in views
        and not PurePosixPath(member.filename).name.lower().startswith("readme")
    ]
    if others:
        lines.append(f"  {len(others)} OTHER files, left in the zip: {', '.join(others)}")
    lacking = [name for name, scope in VIEW_FILES.items() if scope not in packed]
    if lacking:
        lines.append(f"  not in the zip: {', '.join(lacking)}")
    return "\n".join(lines)


def _shown(member: zipfile.ZipInfo) -> str:
    name = member.orig_filename
    return name if name.isprintable() else repr(name)


def _named(place: Place, member: zipfile.ZipInfo) -> str:
    return f"{place}, {_shown(member)}"
