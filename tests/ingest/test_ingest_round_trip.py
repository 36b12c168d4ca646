"""Any text that can be published comes back from the seeds as it was."""

import csv
import io
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from scalehouse.ingest.crosscheck import check_count
from scalehouse.ingest.dialect import parse_csv, render_csv
from scalehouse.ingest.errors import IngestError

PATH = Path("published.csv")
ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
AWKWARD = st.text(st.sampled_from(',"\r\n ;\t\ufeff\u2028aé'), max_size=8)
CELLS = ANY_TEXT | AWKWARD


@st.composite
def tables(draw):
    width = draw(st.integers(2, 4))
    rest = draw(st.lists(CELLS, min_size=width - 1, max_size=width - 1, unique=True))
    header = ["Model", *(f"c{cell}" for cell in rest)]
    records = st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4)
    return [header, *draw(records)]


def written(rows, line_end, *, quote_all):
    if not quote_all:
        return "".join(render_csv([row])[:-1] + line_end for row in rows)
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows(rows)
    return buffer.getvalue()


@settings(max_examples=200, deadline=None)
@given(tables())
def test_what_is_written_is_read_back_cell_for_cell(rows):
    file = parse_csv(PATH, render_csv(rows).encode())
    assert [file.header, *file.records] == rows


@settings(max_examples=200, deadline=None)
@given(tables(), st.booleans(), st.booleans(), st.booleans())
def test_every_lawful_way_to_write_a_file_reads_the_same(rows, crlf, mark, quote_all):
    text = written(rows, "\r\n" if crlf else "\n", quote_all=quote_all)
    file = parse_csv(PATH, text.encode("utf-8-sig" if mark else "utf-8"))
    assert [file.header, *file.records] == rows


@settings(max_examples=60, deadline=None)
@given(tables(), st.booleans(), st.booleans())
def test_the_second_reader_counts_the_same(rows, crlf, quote_all):
    text = written(rows, "\r\n" if crlf else "\n", quote_all=quote_all)
    check_count(parse_csv(PATH, text.encode()))


def test_a_file_cut_anywhere_is_refused_or_lacks_no_more_than_its_end():
    rows = [["Model", "Date", "Link"], ["A", "2020", "x\ny"], ["é,", '"', "z"], ["B", "", "w"]]
    content = render_csv(rows).encode()
    for end in range(len(content)):
        try:
            file = parse_csv(PATH, content[:end])
        except IngestError:
            continue
        *whole, last = [file.header, *file.records]
        assert whole == rows[: len(whole)]
        assert last[:-1] == rows[len(whole)][:-1]
        assert rows[len(whole)][-1].startswith(last[-1])
