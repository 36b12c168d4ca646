"""What tests share: a published warehouse to read, and the parsed project."""

import gc
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
import warnings
from importlib.machinery import ModuleSpec
from pathlib import Path, PurePosixPath

import duckdb
import pytest
from xdist.scheduler import LoadScopeScheduling

from scalehouse import warehouse
from scalehouse.locks import locked

ROOT = Path(__file__).resolve().parents[1]
# Modules that a build has no use for, each standing for one that ends whoever imports it.
REFUSED_IMPORTS = ROOT / "tests" / "refused_imports"
# What models are told of the var `n_resamples`.
RESAMPLES = {"n_resamples", "n_permutations"}
# Where else words from outside reach a page.
WORDS = (
    ("fct_unmatched_terms", "published_term"),
    ("fct_record_revisions", "new_text"),
    ("rpt_claim_scoreboard", "claim"),
    ("fct_claim_checks", "claim"),
    ("fct_enhancements", "enhancement"),
    ("fct_compute_equivalent_gains", "enhanced_label"),
    ("fct_compute_equivalent_gains", "status_reason"),
    ("fct_performance_laws", "benchmark"),
)

# A project with one node of each kind.
ONE_OF_EACH = {
    "dbt_project.yml": "{name: one_of_each, profile: scalehouse}",
    "seeds/a_seed.csv": "a\n1\n",
    "models/a_model.sql": "select 1 as a",
    "models/described.yml": (
        "models: [{name: a_model, columns: [{name: a, data_tests: [not_null]}]}]\n"
        "unit_tests: [{name: gives, model: a_model, given: [], expect: {rows: [{a: 1}]}}]\n"
    ),
}

if "PYTEST_XDIST_WORKER" in os.environ:
    # PySpark takes a process whose main module has no origin for a doctest, and ends it
    sys.modules["__main__"].__spec__ = ModuleSpec("__main__", None)

# Tests that share a server or a browser stay in one process of a parallel run.
SHARING = {"browser", "publish"}
# What takes longest begins first, so that no process works on alone in the end. The first
# three need no warehouse, while the other process builds it.
LONGEST = (
    *("engines/test_lake.py", "faults/test_campaigns.py", "publish"),
    *("engines/test_engines_agree.py", "unit/test_models_on_made_up_rows.py", "browser"),
    *("unit/test_bulk_records.py", "revisions/test_new_snapshot.py"),
    *("revisions/test_a_changed_specification.py", "unit/test_builds_repeat.py"),
)


class ByPlace(LoadScopeScheduling):
    """Gives the tests of a file, or of a folder that shares something, to one process.

    They run in their order there; xdist's own groups are none with pytest 9.
    """

    def _split_scope(self, nodeid):
        return _place(PurePosixPath(nodeid.partition("::")[0]))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Distribute tests by place, whatever `--dist` says."""
    return ByPlace(config, log)


def _place(path):
    """The file of a test, or the folder that shares something: `publish`."""
    folder, file = path.parts[-2:]
    return folder if folder in SHARING else f"{folder}/{file}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Order tests for parallel runs: one process builds, the other does not wait for it."""
    gone = [place for place in LONGEST if not (ROOT / "tests" / place).exists()]
    if gone:
        message = f"LONGEST in tests/conftest.py names what is not there: {gone}"
        raise pytest.UsageError(message)
    first = next((item.path for item in items if _waits(item)), None)
    ranks = {place: rank for rank, place in enumerate(LONGEST)}

    def rank(item):
        if item.path == first:
            return -1
        return ranks.get(_place(item.path), len(ranks) + _waits(item))

    items.sort(key=rank)


def _waits(item):
    """Whether a test asks for the warehouse, and so for a whole build."""
    return "warehouse_home" in item.fixturenames


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """Fill a folder once for all processes of a run, and return it."""
    is_parallel = "PYTEST_XDIST_WORKER" in os.environ
    root = tmp_path_factory.getbasetemp()
    root = root.parent if is_parallel else root

    def filled(name, fill):
        folder, done = root / name, root / f"{name}.done"
        folder.mkdir(exist_ok=True)
        with locked(folder, wait=True):
            if not done.exists():
                fill(folder)
                done.touch()
        return folder

    return filled


@pytest.fixture(scope="session")
def dbt(tmp_path_factory):
    """Run dbt's command in a folder, in a fork.

    Importing dbt takes longer than a run, and so does the code that it generates for the first
    project it parses: both are done once in each process, before it forks. `parsed` names what
    dbt keeps of a project that it has parsed, and need not parse again: of the one in the
    folder, or of one that differs in its seeds alone. `n_resamples` is the var that it was
    parsed with.
    """
    main = importlib.import_module("dbt.cli.main")
    _parse_here(main.dbtRunner(), tmp_path_factory.mktemp("one_of_each"))
    cli = main.cli

    def run(folder, *arguments, parsed=None, n_resamples=None, **environment):
        def known():
            return {"manifest": _manifest(parsed, folder, n_resamples)} if parsed else {}

        with tempfile.TemporaryFile("w+") as said:
            pid = os.fork()
            if pid == 0:
                _become_dbt(cli, folder, arguments, known, environment, said)
            _, status = os.waitpid(pid, 0)
            said.seek(0)
            output = said.read()
        return subprocess.CompletedProcess(arguments, os.waitstatus_to_exitcode(status), output)

    return run


def _parse_here(runner, folder):
    """Parse a project in this process, twice: the second time by what the first one kept."""
    for name, text in ONE_OF_EACH.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    # the static parser starts threads, which forks would wait for
    command = ["--quiet", "--log-level-file", "none", "--no-static-parser", "parse"]
    command += ["--profiles-dir", str(ROOT), "--project-dir", str(folder)]
    command += ["--target-path", str(folder / "target")]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(2):
            done = runner.invoke(command)
            assert done.success, done.exception


def _become_dbt(cli, folder, arguments, known, environment, said):
    """Run dbt's command and end with its code, whatever becomes of it."""
    code = 1
    try:
        os.dup2(said.fileno(), 1)
        sys.stdout = sys.stderr = said
        # what the tests left in memory is no garbage to look for
        gc.freeze()
        # the developer's own warehouse is not for these builds
        os.environ.pop("SCALEHOUSE_WAREHOUSE", None)
        os.environ.update({name: str(value) for name, value in environment.items()})
        os.chdir(folder)
        warnings.resetwarnings()
        warnings.simplefilter("ignore")
        cli(list(map(str, arguments)), obj=known())
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001 - shown with what the command printed
        traceback.print_exc(file=said)
    finally:
        said.flush()
        os._exit(code)


def _manifest(parsed, folder, n_resamples):
    """Read what dbt kept of a project, as dbt does, for the seeds of another folder."""
    of_dbt = importlib.import_module("dbt.contracts.graph.manifest")
    manifest = of_dbt.Manifest.from_msgpack(parsed.read_bytes())
    for node in manifest.nodes.values():
        if node.resource_type == "seed":
            node.root_path = str(folder)
        if n_resamples:
            node.config.meta |= dict.fromkeys(RESAMPLES & node.config.meta.keys(), n_resamples)
    manifest.build_flat_graph()
    return manifest


@pytest.fixture(scope="session")
def project_root():
    """Folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def refused_imports():
    """Folder of the modules that a build may not import."""
    return REFUSED_IMPORTS


@pytest.fixture(scope="session")
def share_fits(once):
    """Keep what fits return in a home for all builds of a run."""
    fits = once("fits", lambda _: None)
    return lambda home: (home / "fits").symlink_to(fits)


@pytest.fixture(scope="session")
def build(share_fits):
    """Run `dbt build` on a checkout, into a home, with all it leaves behind there."""

    def run(home, *arguments, root=ROOT):
        share_fits(home)
        dbt = Path(sys.executable).with_name("dbt")
        done = subprocess.run(
            [
                *(dbt, "build", *arguments),
                *("--target-path", home / "target", "--log-path", home / "logs"),
            ],
            cwd=root,
            env=os.environ
            | {"SCALEHOUSE_WAREHOUSE": str(home), "PYTHONPATH": str(REFUSED_IMPORTS)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-5000:] + done.stderr

    return run


@pytest.fixture(scope="session")
def parsed(once, dbt):
    """A folder whose `target` holds the project as dbt's parser sees it; no warehouse.

    It is parsed for the warehouse beside it, whose build need not parse it again.
    """

    def parse(folder):
        done = dbt(
            ROOT,
            *("parse", "--target-path", folder / "target", "--log-path", folder / "logs"),
            SCALEHOUSE_WAREHOUSE=folder.with_name("warehouse"),
        )
        assert done.returncode == 0, done.stdout

    return once("parsed", parse)


@pytest.fixture(scope="session")
def run_parsed(dbt, parsed):
    """Run `dbt build` or `test` on the project as it is parsed already, into a home.

    `root` is a copy with other seeds, if any.
    """

    def run(command, home, *arguments, root=ROOT, n_resamples=None):
        done = dbt(
            root,
            *(command, *arguments),
            *("--target-path", home / "target", "--log-path", home / "logs"),
            parsed=parsed / "target" / "partial_parse.msgpack",
            n_resamples=n_resamples,
            SCALEHOUSE_WAREHOUSE=home,
        )
        assert done.returncode == 0, done.stdout[-5000:]

    return run


@pytest.fixture(scope="session")
def warehouse_home(request, once):
    """Home of a warehouse that `dbt build` published from the embedded records.

    Built once a run, in folders of its own. While developing,
    SCALEHOUSE_TEST_WAREHOUSE names a home that is built already. Read it only:
    a test that writes makes a copy first.
    """
    if built := os.environ.get("SCALEHOUSE_TEST_WAREHOUSE"):
        return Path(built)

    def build_parsed(home):
        parsed = request.getfixturevalue("parsed")
        (home / "target").mkdir(exist_ok=True)
        shutil.copy(parsed / "target" / "partial_parse.msgpack", home / "target")
        request.getfixturevalue("build")(home)

    return once("warehouse", build_parsed)


@pytest.fixture
def published(warehouse_home, monkeypatch):
    """Home of the warehouse, where commands find it by themselves."""
    monkeypatch.setenv("SCALEHOUSE_WAREHOUSE", str(warehouse_home))
    return warehouse_home


@pytest.fixture(scope="session")
def hostile():
    """Statements that put into the records what a browser or a spreadsheet would act on."""
    return (
        """
        update fct_training_runs set
            ai_model_name = '<script>window.harmed = 1</script>[b](javascript:harm) '
                || chr(8238) || '=cmd()' || ai_model_name,
            link = 'javascript:window.harmed=1'
        """,
        """
        update bridge_ai_models__organizations set
            organization_name = '=cmd|''/C calc''!A0 <img src=x onerror=window.harmed=1> '
                || repeat('long ', 40) || organization_name
        """,
        "update fct_compute_records set ai_model_name = '=cmd() <script>harm</script>'",
        *(
            f"update {table} set {column} = {column} || "  # noqa: S608 - names of ours
            "'=cmd() [b](javascript:harm) ' || chr(8238) || '<script>window.harmed = 1</script>"
            "<img src=x onerror=window.harmed=1>'"
            for table, column in WORDS
        ),
        *(
            f"update {table} set source_url = 'javascript:window.harmed=1'"  # noqa: S608
            for table in ("rpt_claim_scoreboard", "fct_claim_checks", "fct_enhancements")
        ),
    )


@pytest.fixture(scope="session")
def publish_copy(warehouse_home):
    """Publish a copy of the warehouse, with changes, into another home."""

    def publish(home, build_id, *statements):
        build = home / "builds" / build_id / warehouse.DATABASE
        build.parent.mkdir(parents=True)
        shutil.copyfile(warehouse.published_path(warehouse_home), build)
        with duckdb.connect(build) as database:
            database.execute("update build_manifest set build_id = $1", [build_id])
            for statement in statements:
                database.execute(statement)
        draft = home / "link"
        draft.symlink_to(build)
        draft.replace(home / warehouse.DATABASE)  # at once, as publishing does

    return publish
