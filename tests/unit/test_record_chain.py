"""Records stay what was ingested: both checks of the chain name what is not."""

import hashlib
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from macro_files import ROOT, read_macros, read_yaml

from scalehouse.ingest import record_chain
from scalehouse.ingest.column_aliases import TableAliases
from scalehouse.ingest.dialect import read_csv, render_csv
from scalehouse.ingest.errors import IngestError
from scalehouse.ingest.record_chain import Cells, RecordChain
from scalehouse.ingest.seeds import Seeds
from scalehouse.ingest.sources import SnapshotKey
from scalehouse.ingest.tables import SNAPSHOT_COLUMNS, TABLES

COLUMNS = ("model_name", "link", "parameters", "mood")
ALIASES = {name: TableAliases(Path("a"), {c: c for c in COLUMNS}, {}, ()) for name in TABLES}
FIRST = SnapshotKey("ai_models", "2024-01-01", "all")
SECOND = SnapshotKey("ai_models", "2025-01-01", "all")
VIEW = SnapshotKey("ai_models", "2025-01-01", "notable")
CHIPS = SnapshotKey("ml_hardware", "2025-01-01", "")
LISTING = SnapshotKey("hugging_face_models", "2025-01-01", "")
RECORDS = {
    FIRST: [["A", "", "1e9", ""], ['B, "b"', "x|y", "", ""], [" c\r\nd\n", "", "007", ""]],
    SECOND: [[f"M{n}", "é\u2028\ufeff", "1e20", ""] for n in range(1, 13)],
    VIEW: [["M1", "", "1e20", ""], ["M2", "'", "", ""]],
    CHIPS: [["H100", "", "", ""]],
    LISTING: [["b-7B", "NULL", "7000", ""]],
}
CHAIN, MODELS = "epoch_ai__record_chain", "epoch_ai__ai_model_records"


class Node(dict):
    """A node of dbt's graph, or a part of one: Jinja finds its items as attributes too."""

    resource_type = "seed"


GRAPH = SimpleNamespace(nodes={})
MACROS = read_macros(
    ["check_record_chains.sql", "materializations/seed_rows.sql"],
    execute=True,
    graph=GRAPH,
    adapter=SimpleNamespace(
        get_seed_file_path=lambda seed: str(seed["path"]),
        escape_sql_string=lambda text: text.replace("'", "''"),
    ),
)


def check_in_sql(nodes):
    """Run what dbt runs before it loads seeds."""
    GRAPH.nodes = {f"seed.scalehouse.{node['name']}": node for node in nodes}
    return duckdb.sql(MACROS.check_record_chains()).fetchall()


def nodes_of(root):
    """Describe the seeds below a folder, as their YAML would."""
    tables = {Path(table.seed_file).stem: table.name for table in TABLES.values()}
    for path in root.rglob("*.csv"):
        types = dict.fromkeys(read_csv(path).header, "varchar")
        meta = Node(chained_as=tables[path.stem]) if path.stem in tables else Node()
        yield Node(name=path.stem, path=path, config=Node(column_types=types, meta=meta))


def put(seeds, key, records):
    """Put a snapshot in, as an ingest does."""
    scope = [key.scope] if TABLES[key.table_name].has_scope else []
    rows = [[key.snapshot_date, *scope, str(n), *row] for n, row in enumerate(records, 1)]
    described = key._asdict() | {"n_records": str(len(rows))}
    seeds.put(key, rows, dict.fromkeys(SNAPSHOT_COLUMNS, "") | described)


def ingest(root, records, reason=""):
    """Ingest snapshots into the seeds of a folder, all at once."""
    seeds = Seeds(root, ALIASES)
    for key, rows in records.items():
        put(seeds, key, rows)
    reports = seeds.extend_chains(reason)
    seeds.write()
    return reports


@pytest.fixture
def root(tmp_path):
    ingest(tmp_path, RECORDS)
    return tmp_path


def file_of(root, name):
    return next(root.rglob(f"{name}.csv"))


def edit(root, name, change):
    """Let a function change the rows of a seed, as dictionaries, in place."""
    path = file_of(root, name)
    file = read_csv(path)
    rows = [dict(zip(file.header, record, strict=True)) for record in file.records]
    change(rows)
    path.write_bytes(render_csv([file.header, *(row.values() for row in rows)]).encode())


def refusals(root):
    """Return the errors of both checks, an ingest's and a build's."""
    with pytest.raises(duckdb.Error) as in_sql:
        check_in_sql(nodes_of(root))
    seeds = Seeds(root, ALIASES)
    for key, records in seeds.records.items():  # the simpler check of numbers has its own tests
        seeds.snapshots[key]["n_records"] = str(len(records))
    with pytest.raises(IngestError) as in_python:
        seeds.check_complete(set())
    return str(in_sql.value), str(in_python.value)


def at(key, number):
    """Pick one record."""
    wanted = (key.snapshot_date, key.scope, str(number))
    return lambda row: (row["snapshot_date"], row["scope"], row["record_number"]) == wanted


def link_of(rows, key):
    return next(row for row in rows if tuple(row[name] for name in key._fields) == tuple(key))


def sealed(link):
    text = "\x1f".join(link[column] for column in record_chain.COLUMNS[:-1])
    return hashlib.sha256(text.encode()).hexdigest()


def change_a_cell(root):
    def change(rows):
        next(filter(at(SECOND, 7), rows))["parameters"] = "1e21"

    edit(root, MODELS, change)


def change_many_cells(root):
    def change(rows):
        for row in rows:
            row["parameters"] = "5"

    edit(root, MODELS, change)


def drop_a_row(root):
    edit(root, MODELS, lambda rows: rows.remove(next(filter(at(SECOND, 7), rows))))


def drop_the_last_row(root):
    edit(root, MODELS, lambda rows: rows.remove(next(filter(at(SECOND, 12), rows))))


def add_a_row(root):
    def change(rows):
        last = next(filter(at(SECOND, 12), rows))
        rows.insert(rows.index(last) + 1, last | {"record_number": "13"})

    edit(root, MODELS, change)


def swap_two_rows(root):
    def change(rows):
        k = rows.index(next(filter(at(SECOND, 7), rows)))
        rows[k], rows[k + 1] = rows[k + 1], rows[k]

    edit(root, MODELS, change)


def swap_the_cells_of_two_rows(root):
    def change(rows):
        one, other = (next(filter(at(SECOND, n), rows)) for n in (7, 8))
        one["model_name"], other["model_name"] = other["model_name"], one["model_name"]

    edit(root, MODELS, change)


def shift_a_cell(root):
    def change(rows):
        row = next(filter(at(VIEW, 2), rows))
        row["model_name"], row["link"] = "", row["model_name"] + row["link"]

    edit(root, MODELS, change)


def checksum_of_the_changed_row(root):
    cells = read_csv(file_of(root, MODELS))
    records = [row for row in cells.records if row[:3] == ["2025-01-01", "all", "7"]]
    [row] = Cells(cells.header, records).row_hashes(["model_name", "link", "parameters"])
    return row[:8]


def change_a_cell_and_its_checksum(root):
    change_a_cell(root)
    new = checksum_of_the_changed_row(root)

    def change(rows):
        link = link_of(rows, SECOND)
        sums = link["row_checksums"]
        link["row_checksums"] = sums[: 6 * 8] + new + sums[7 * 8 :]

    edit(root, CHAIN, change)


def change_a_cell_and_its_link_as_a_whole(root):
    change_a_cell(root)

    def change(rows):
        link = link_of(rows, SECOND)
        cells = read_csv(file_of(root, MODELS))
        records = [row for row in cells.records if row[:2] == ["2025-01-01", "all"]]
        covered = link["covered_columns"].split("|")
        hashes = Cells(cells.header, records).row_hashes(covered)
        link["row_checksums"] = "".join(row[:8] for row in hashes)
        link["rows_sha256"] = hashlib.sha256("".join(hashes).encode()).hexdigest()
        link["sha256"] = sealed(link)

    edit(root, CHAIN, change)


def edit_a_link(root):
    edit(root, CHAIN, lambda rows: link_of(rows, SECOND).update(n_records="11"))


def remove_a_link(root):
    edit(root, CHAIN, lambda rows: rows.remove(link_of(rows, SECOND)))


def remove_a_snapshot(root):
    def change(rows):
        del rows[3:15]

    edit(root, MODELS, change)
    edit(
        root,
        "epoch_ai__snapshots",
        lambda rows: rows.remove(link_of(rows, SECOND)),
    )


def remove_a_snapshot_and_its_link(root):
    remove_a_snapshot(root)
    remove_a_link(root)


def remove_the_last_link(root):
    edit(root, CHAIN, lambda rows: rows.remove(link_of(rows, CHIPS)))


def fill_a_column(root):
    def change(rows):
        next(filter(at(SECOND, 7), rows))["mood"] = "blue"

    edit(root, MODELS, change)


AFTER_A_GAP = (
    "link 3 (ai_models 2025-01-01 notable) does not follow on link 1 (ai_models 2024-01-01 all)"
)
CASES = {
    change_a_cell: "ai_models 2025-01-01 all, record 7: not as ingested",
    change_many_cells: "ai_models 2024-01-01 all, records 1, 2, 3: not as ingested",
    drop_a_row: "ai_models 2025-01-01 all, record 7: missing",
    drop_the_last_row: "ai_models 2025-01-01 all, record 12: missing",
    add_a_row: "ai_models 2025-01-01 all, record 13: not of the file",
    swap_two_rows: "ai_models 2025-01-01 all, records 7, 8: out of order",
    swap_the_cells_of_two_rows: "ai_models 2025-01-01 all, records 7, 8: not as ingested",
    shift_a_cell: "ai_models 2025-01-01 notable, record 2: not as ingested",
    change_a_cell_and_its_checksum: "link 2 (ai_models 2025-01-01 all) was edited",
    change_a_cell_and_its_link_as_a_whole: (
        "link 3 (ai_models 2025-01-01 notable) does not follow on "
        "link 2 (ai_models 2025-01-01 all)"
    ),
    edit_a_link: "link 2 (ai_models 2025-01-01 all) was edited",
    remove_a_link: AFTER_A_GAP,
    remove_a_snapshot: "ai_models 2025-01-01 all, records 1, 2, 3, 4, 5 and 7 more: missing",
    remove_a_snapshot_and_its_link: AFTER_A_GAP,
    remove_the_last_link: "ml_hardware 2025-01-01 has no link",
    fill_a_column: "ai_models 2025-01-01 all has values that no link covers",
}


def test_untouched_seeds_pass(root):
    assert check_in_sql(nodes_of(root)) == []
    Seeds(root, ALIASES).check_complete(set())


@pytest.mark.parametrize(
    ("change", "problem"), [pytest.param(*case, id=case[0].__name__) for case in CASES.items()]
)
def test_a_change_is_named(root, change, problem):
    change(root)
    for error in refusals(root):
        assert problem in error
        assert "restore the seed" in error


def test_a_removed_snapshot_is_named_by_both_its_neighbours_or_its_records(root):
    remove_a_link(root)
    in_sql, _ = refusals(root)
    assert f"{CHAIN}: {AFTER_A_GAP}: a link was removed, moved or edited" in in_sql
    assert f"{MODELS}: ai_models 2025-01-01 all has no link of the chain" in in_sql


def test_ten_problems_are_named_and_the_others_counted(root):
    def change(rows):
        for row in rows:
            row["sha256"] = "0" * 64

    ingest(
        root,
        {
            SECOND._replace(snapshot_date=f"2026-01-{n}"): [["X", "", "", ""]]
            for n in range(10, 20)
        },
    )
    edit(root, CHAIN, change)
    in_sql, _ = refusals(root)
    assert in_sql.count("\n") == 10
    assert "\nand 17 more; restore the seeds" in in_sql


def test_a_column_that_is_filled_later_has_a_link_of_its_own(root):
    before = file_of(root, CHAIN).read_text()
    rows = [[*row[:3], "blue" if n == 2 else ""] for n, row in enumerate(RECORDS[SECOND])]
    assert ingest(root, {SECOND: rows}) == []
    assert file_of(root, CHAIN).read_text().startswith(before)
    link = RecordChain(root, rows_of(root, CHAIN)).links[-1]
    assert (link["link_number"], link["covered_columns"]) == ("5", "mood")
    assert check_in_sql(nodes_of(root)) == []

    def change(rows):
        next(filter(at(SECOND, 3), rows))["mood"] = "red"

    edit(root, MODELS, change)
    for error in refusals(root):
        assert "ai_models 2025-01-01 all, record 3: not as ingested" in error


def test_a_column_that_the_seed_loses_is_named(root):
    ingest(root, {CHIPS: [["H100", "", "", "calm"]]})
    path = file_of(root, "epoch_ai__ml_hardware")
    path.write_text(path.read_text().replace(",mood", "").replace(",calm", ""))
    with pytest.raises(duckdb.Error, match="ml_hardware 2025-01-01, record 1: not as ingested"):
        check_in_sql(nodes_of(root))


def test_a_correction_needs_a_reason_and_is_a_link_that_replaces(root):
    before = file_of(root, CHAIN).read_text()
    rows = [["M1", "", "9e9", ""]]
    with pytest.raises(IngestError) as error:
        ingest(root, {SECOND: rows})
    assert "ai_models 2025-01-01 all would not be what was ingested before" in str(error.value)
    assert "record 1: not as ingested; records 2, 3, 4, 5, 6 and 6 more: missing" in str(
        error.value
    )
    assert "add --correct 'the reason'" in str(error.value)
    [report] = ingest(root, {SECOND: rows}, "a row too many")
    assert "ai_models 2025-01-01 all: link 5 corrects it (record 1: not as" in report
    assert file_of(root, CHAIN).read_text().startswith(before)
    assert check_in_sql(nodes_of(root)) == []
    Seeds(root, ALIASES).check_complete(set())
    # and it is binding in its turn
    edit(root, MODELS, lambda rows: next(filter(at(SECOND, 1), rows)).update(parameters="1e20"))
    for text in refusals(root):
        assert "ai_models 2025-01-01 all, record 1: not as ingested" in text


def test_a_cell_with_the_separator_is_refused(tmp_path):
    with pytest.raises(IngestError, match=r"row 1, column 'link': .* U\+001F"):
        ingest(tmp_path, {FIRST: [["A", "b\x1fc", "", ""]]})


def test_a_chain_can_begin_anew(root):
    change_a_cell(root)
    seeds = Seeds(root, ALIASES)
    old = seeds.chains[TABLES["ai_models"].collection].head
    reports = seeds.restart_chains()
    seeds.write()
    assert f"epoch_ai: snapshots 4, links 4, ends in {seeds_head(root)[:12]}" in reports[0]
    assert reports[0].endswith(f"was {old[:12]}")
    assert check_in_sql(nodes_of(root)) == []


def rows_of(root, name):
    file = read_csv(file_of(root, name))
    return [dict(zip(file.header, record, strict=True)) for record in file.records]


def seeds_head(root):
    return rows_of(root, CHAIN)[-1]["sha256"]


def test_checksums_are_those_of_the_bytes_that_the_definition_names():
    """By hand: `printf '1\\037H100\\0371e9' | sha256sum`, and so on."""
    chain = RecordChain(Path("chain.csv"))
    cells = Cells(["record_number", "name", "flop"], [["1", "H100", "1e9"], ["2", "é", ""]])
    link = chain.append(SnapshotKey("ml_hardware", "2025-01-01", ""), ["name", "flop"], cells)
    assert link["row_checksums"] == "704f09854595edb1"
    assert (
        link["rows_sha256"]
        == "49541ec5051506b01f489b675e7191349085eca68877b0f0897bbec3bc5db9f9"
    )
    assert link["sha256"] == "6680ccd2c3d1edc6a4dc31969e9c2bace9161470b68ef5562ffc6c6fb9262c30"


def project_nodes():
    for file in ROOT.glob("seeds/published/*/_*__seeds.yml"):
        for seed in read_yaml(file)["seeds"]:
            config = Node(seed["config"], meta=Node(seed["config"].get("meta", {})))
            yield Node(seed, config=config, path=file.parent / f"{seed['name']}.csv")


def test_the_project_s_records_are_those_that_were_ingested():
    assert check_in_sql(project_nodes()) == []


def test_every_ingested_seed_is_chained_under_its_table_as_text():
    nodes = {node["name"]: node["config"] for node in project_nodes()}
    chained = {
        name: config.meta["chained_as"]
        for name, config in ((name, Node(c)) for name, c in nodes.items())
        for config in [SimpleNamespace(meta=config["meta"])]
        if "chained_as" in config.meta
    }
    assert chained == {Path(table.seed_file).stem: table.name for table in TABLES.values()}
    for name in chained:
        assert set(nodes[name]["column_types"].values()) == {"varchar"}
