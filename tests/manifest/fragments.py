"""Tiny literal projects: for each convention one that follows it, and ones that don't."""

from project import Project

COLUMN = {
    "description": "A column.",
    "data_type": "varchar",
    "config": {},
    "constraints": [{"type": "not_null"}],
}
NODE = {
    "description": "Things. One row per thing.",
    "raw_code": "select 1",
    "config": {
        "contract": {"enforced": True},
        "column_types": {},
        "meta": {"key": ["thing_id"]},
    },
    "constraints": [],
    "header": [],
    "rows": [],
}
ROOMS = {"stg": "staging", "int": "subjects"}


def node(kind, name, path, parents=(), columns=None, **changes):
    columns = {
        column: COLUMN | change for column, change in (columns or {"thing_id": {}}).items()
    }
    return NODE | {
        "name": name,
        "unique_id": name,
        "resource_type": kind,
        "original_file_path": path,
        "depends_on": {"nodes": list(parents)},
        "columns": columns,
        **changes,
    }


def model(name, path=None, **changes):
    """Give a model in the folder that its name asks for, unless another is told."""
    prefix, _, rest = name.partition("_")
    folder = f"models/{ROOMS.get(prefix, 'subjects')}/{rest.split('__')[0]}"
    return node("model", name, path or f"{folder}/{name}.sql", **changes)


def fit(name, **changes):
    return model(name, f"python_models/{name}.py", **changes)


def seed(name, folder="rules/things", **changes):
    return node("seed", name, f"seeds/{folder}/{name}.csv", **changes)


def number(name, unit=None, data_type="double"):
    return {name: {"data_type": data_type, "config": {"meta": {"unit": unit} if unit else {}}}}


def known_ai_models(seed, text):
    name = "every_ai_model_that_a_seed_names_is_known"
    return node("test", name, f"tests/data/{name}.sql", parents=[seed], raw_code=text)


def generic_test(name, attached_node, **arguments):
    metadata = {"name": name, "kwargs": arguments}
    return node(
        "test",
        f"{name}_{arguments}",
        "models/things.yml",
        attached_node=attached_node,
        test_metadata=metadata,
    )


def unit_test(read, rows):
    return {"name": "a_part_is_no_name", "given": [{"input": read, "rows": rows}]}


def data_test(name, raw_code="-- Two of a kind would count twice.\nselect 1", parents=()):
    return node("test", name, f"tests/data/{name}.sql", parents, raw_code=raw_code)


def analysis(raw_code):
    return node("analysis", "which_things", "analyses/which_things.sql", raw_code=raw_code)


def macro(sql, arguments=(), description="A thing."):
    return {
        "name": "thing",
        "macro_sql": sql,
        "arguments": [
            {"name": name, "type": "string", "description": "A thing."} for name in arguments
        ],
        "description": description,
        "package_name": "scalehouse",
        "original_file_path": "macros/things/thing.sql",
    }


def measure(name="n_things", unit="count", description="Things.", **changes):
    return {
        "name": name,
        "description": description,
        "config": {"meta": {"unit": unit} if unit else {}},
        "non_additive_dimension": {"name": "snapshot_date", "window_choice": "max"},
        **changes,
    }


def semantic_model(*measures, dimension="A kind."):
    return {
        "name": "things",
        "description": "Things.",
        "entities": [],
        "dimensions": [{"name": "kind", "description": dimension}],
        "measures": measures,
    }


def project(*nodes, macros=(), unit_tests=(), semantic_models=(), metrics=()):
    return Project(
        {
            "semantic_models": dict(enumerate(semantic_models)),
            "metrics": dict(enumerate(metrics)),
            "nodes": {each["unique_id"]: each for each in nodes},
            "macros": dict(enumerate(macros)),
            "unit_tests": dict(enumerate(unit_tests)),
        }
    )


def chain(n_models):
    """Give models that read each other, one after the other."""
    names = [f"int_things__{number}" for number in range(n_models)]
    return [
        model(name, parents=names[max(number - 1, 0) : number])
        for number, name in enumerate(names)
    ]


RECORDS = seed("epoch_ai__records", "published/epoch_ai")
STAGED = model("stg_epoch_ai__records", parents=["epoch_ai__records"])
EDGES = seed("edges")
CORE = node(
    "model",
    "int_ai_models__runs",
    "models/core/int_ai_models__runs.sql",
    ["stg_epoch_ai__records"],
)
GROWTH = model("fct_growth_trends", "models/subjects/growth/fct_growth_trends.sql")
ROBUSTNESS = "models/subjects/robustness/fct_noise.sql"
WITH_KEY = {"contract": {"enforced": False}, "column_types": {}, "meta": {"key": ["thing_id"]}}
WITHOUT_KEY = {"contract": {"enforced": True}, "column_types": {}}
CITED = {"header": ["edge", "source_url"]}
FINITE = "every_number_of_a_mart_is_finite"

# convention: (a project that follows it, projects that don't)
FRAGMENTS = {
    "names_say_layer_and_subject": (
        project(
            *(STAGED, RECORDS, EDGES, model("int_eras__labels"), model("dim_things")),
            model("int_hardware__chips", "models/core/int_hardware__chips.sql"),
            model("fit_eras__gaps", "python_models/fit_eras__gaps.py"),
        ),
        [
            project(model("int_eras__labels", "models/subjects/sizes/int_eras__labels.sql")),
            project(model("labels", "models/subjects/eras/labels.sql")),
            project(model("stg_eras__labels", "models/core/stg_eras__labels.sql")),
            project(model("fct_growth", "python_models/fct_growth.py")),
            project(seed("records", "published/epoch_ai")),
            project(seed("things__edges")),
        ],
    ),
    "models_are_in_the_group_of_their_room": (
        project(
            model(
                "fct_growth",
                "models/subjects/growth/fct_growth.sql",
                config={"group": "growth"},
            ),
            model("dim_things", "models/core/dim_things.sql", config={"group": "core"}),
            fit("fit_growth__lines", config={"group": "growth"}),
        ),
        [
            project(
                model("dim_things", "models/core/dim_things.sql", config={"group": "eras"})
            ),
            project(model("fct_growth", "models/subjects/growth/fct_growth.sql")),
            project(fit("fit_growth__lines", config={"group": "python_models"})),
        ],
    ),
    "everything_is_described": (
        project(STAGED, macros=[macro("{% macro thing() %}{% endmacro %}")]),
        [
            project(model("dim_things", description=" ")),
            project(model("dim_things", columns={"thing_id": {"description": ""}})),
            project(NODE | model("dim_things") | {"columns": {}}),
            project(macros=[macro("{% macro thing() %}{% endmacro %}", description="")]),
        ],
    ),
    "macro_arguments_are_described": (
        project(macros=[macro("{% macro thing(a, b=none) -%}", ["a", "b"])]),
        [
            project(macros=[macro("{%- macro thing(a, b) -%}", ["a"])]),
            project(macros=[macro("{% macro thing(a, b) -%}", ["b", "a"])]),
            project(macros=[macro("{% macro thing(a) %}") | {"arguments": [{"name": "a"}]}]),
        ],
    ),
    "descriptions_state_the_grain": (
        project(
            model("dim_things"),
            model("dim_two", description="Twos of A et al. 2022: all.\nOne\nrow per two; yes."),
            model("dim_one", description="Rules. One row in all."),
        ),
        [
            project(model("dim_things", description="Things of all kinds.")),
            project(model("dim_things", description="Things. All kinds. One row per thing.")),
        ],
    ),
    "every_table_has_a_checked_key": (
        project(
            model("dim_one"),
            model("int_things__two", config=WITH_KEY),
            seed("three", config=WITH_KEY),
            model("int_things__four", config=WITHOUT_KEY),
            generic_test("unique_combination", "int_things__four", columns=["a", "b"]),
        ),
        [
            project(model("dim_one", config=WITHOUT_KEY)),
            project(seed("three", config=WITHOUT_KEY)),
            project(
                seed("three", config=WITHOUT_KEY),
                generic_test("unique_combination", "other", columns=["a"]),
            ),
        ],
    ),
    "every_mart_can_be_asked_as_of_a_snapshot": (
        project(
            model("fct_one", columns={"snapshot_date": {}}),
            model("fct_pair", columns={"old_snapshot_date": {}, "new_snapshot_date": {}}),
            model("dim_ai_models"),
            model("int_any__one"),
        ),
        [
            project(model("fct_one")),
            project(model("fct_pair", columns={"old_snapshot_date": {}})),
        ],
    ),
    "every_number_of_a_mart_has_a_unit": (
        project(
            model("dim_one", columns=number("area", "mm2") | number("access_rank")),
            model("int_any__one", columns=number("area")),
        ),
        [
            project(model("dim_one", columns=number("area"))),
            project(model("dim_one", columns=number("n_things", data_type="integer"))),
        ],
    ),
    "unit_and_name_agree": (
        project(
            model("dim_one", columns=number("cost_per_flop_usd_2023_ci_low", "usd_2023")),
            model("dim_two", columns=number("growth_factor_per_year_hc3_ci_high", "factor")),
            model("dim_six", columns=number("n_obs", "count") | number("n_bytes", "bytes")),
            model("dim_ten", columns=number("fp32_flop_per_s_per_usd", "flop_per_s_per_usd")),
            model("dim_old", columns=number("share_of_record", "share")),
            model(
                "dim_new", columns=number("batch_size", "unstated") | number("log10_w", "oom")
            ),
        ),
        [
            project(model("dim_one", columns=number("training_cost_usd_2020", "usd_2023"))),
            project(model("dim_one", columns=number("training_cost", "usd_2023"))),
            project(model("dim_one", columns=number("doubling_months_ci_low", "years"))),
            project(model("dim_one", columns=number("chip_hours", "hours"))),
            project(model("dim_one", columns=number("n_things", "share"))),
            project(model("dim_one", columns=number("usd_per_1000_tokens", "usd"))),
        ],
    ),
    "metrics_are_described_and_say_their_unit": (
        project(
            semantic_models=[semantic_model(measure())],
            metrics=[measure("n_things", None, type="simple"), measure("n_all", type="ratio")],
        ),
        [
            project(semantic_models=[semantic_model(measure(unit=None))]),
            project(semantic_models=[semantic_model(measure(unit="w"))]),
            project(semantic_models=[semantic_model(measure(description=None))]),
            project(semantic_models=[semantic_model(measure(), dimension=None)]),
            project(metrics=[measure("thing_share", None, type="ratio")]),
        ],
    ),
    "metrics_keep_snapshots_apart": (
        project(semantic_models=[semantic_model(measure())]),
        [
            project(semantic_models=[semantic_model(measure(non_additive_dimension=None))]),
            project(
                semantic_models=[
                    semantic_model(measure(non_additive_dimension={"name": "published_date"}))
                ]
            ),
        ],
    ),
    "flags_are_named_as_flags": (
        project(model("dim_one", columns={"is_large": {"data_type": "boolean"}, "size": {}})),
        [
            project(model("dim_one", columns={"large": {"data_type": "boolean"}})),
            project(model("dim_one", columns={"is_large": {"data_type": "integer"}})),
        ],
    ),
    "only_staging_reads_published_seeds": (
        project(
            *(RECORDS, STAGED, EDGES, model("dim_one", parents=["edges"])),
            *(
                seed("quality__results", "quality"),
                model("fct_all", parents=["quality__results"]),
            ),
        ),
        [
            project(RECORDS, model("int_any__one", parents=["epoch_ai__records"])),
            project(RECORDS, model("dim_one", parents=["epoch_ai__records"])),
        ],
    ),
    "staging_reads_one_seed_and_joins_nothing": (
        project(RECORDS, STAGED | {"raw_code": "select {{ rows | join(', ') }} from a"}),
        [
            project(RECORDS, EDGES, model("stg_a__b", parents=["epoch_ai__records", "edges"])),
            project(RECORDS, STAGED | {"raw_code": "select * from a inner join b using (c)"}),
            project(model("stg_a__b", parents=[])),
        ],
    ),
    "no_table_is_too_deep": (
        project(RECORDS, *chain(12)),
        [
            project(*chain(13)),
            project(*chain(9), model("fct_growth_trends", parents=["int_things__8"])),
        ],
    ),
    "models_are_few": (
        project(*(model(f"int_things__{number}") for number in range(230))),
        [project(*(model(f"int_things__{number}") for number in range(231)))],
    ),
    "no_intermediate_is_a_pipe": (
        project(
            STAGED,
            EDGES,
            model("int_things__joined", parents=["stg_epoch_ai__records", "edges"]),
            model(
                "int_things__long",
                parents=["edges"],
                config={"meta": {"reason": "the rules of a hundred pairs"}},
            ),
            model("fct_things", parents=["int_things__joined", "int_things__long"]),
        ),
        [
            project(
                STAGED,
                model("int_things__renamed", parents=["stg_epoch_ai__records"]),
                model("fct_things", parents=["int_things__renamed"]),
            )
        ],
    ),
    "data_flow_one_way": (
        project(
            STAGED,
            CORE,
            model("int_things__sampled", parents=["int_ai_models__runs"]),
            fit("fit_things__lines", parents=["int_things__sampled"]),
            model("fct_things", parents=["fit_things__lines", "int_things__sampled"]),
        ),
        [
            # after a fit
            project(
                fit("fit_things__lines"),
                model("int_things__converted", parents=["fit_things__lines"]),
            ),
            # a sample of a finding
            project(model("fct_things"), fit("fit_things__lines", parents=["fct_things"])),
            # core of a subject
            project(
                model("fct_things"),
                node(
                    "model",
                    "int_ai_models__runs",
                    "models/core/int_ai_models__runs.sql",
                    ["fct_things"],
                ),
            ),
        ],
    ),
    "subjects_read_marts_of_declared_others": (
        project(GROWTH, model("fct_noise", ROBUSTNESS, parents=["fct_growth_trends"])),
        [
            # undeclared
            project(
                model("fct_noise", ROBUSTNESS),
                model("fct_curves", "models/subjects/growth/x.sql", parents=["fct_noise"]),
            ),
            # a fit of another subject
            project(
                fit("fit_growth__trends"),
                model("fct_noise", ROBUSTNESS, parents=["fit_growth__trends"]),
            ),
        ],
    ),
    "subjects_go_in_no_circle": (
        project(GROWTH, model("fct_noise", ROBUSTNESS, parents=["fct_growth_trends"])),
        [
            project(
                GROWTH,
                model("fct_noise", ROBUSTNESS, parents=["fct_growth_trends"]),
                model("fct_curves", "models/subjects/growth/x.sql", parents=["fct_noise"]),
            )
        ],
    ),
    "fits_of_reported_values_know_no_price": (
        project(
            seed("electricity_prices"),
            model("int_costs__estimated_training_costs", parents=["electricity_prices"]),
            fit("fit_growth__estimated_costs", parents=["int_costs__estimated_training_costs"]),
            fit("fit_growth__trends"),
        ),
        [
            project(
                seed("electricity_prices"),
                model("int_costs__estimated_training_costs", parents=["electricity_prices"]),
                fit("fit_growth__trends", parents=["int_costs__estimated_training_costs"]),
            )
        ],
    ),
    "marts_keep_a_contract": (
        project(model("dim_one"), model("int_any__one", config=WITH_KEY)),
        [
            project(model("dim_one", columns={"thing_id": {"constraints": []}})),
            project(model("dim_one", config=WITH_KEY)),
        ],
    ),
    "files_are_short": (
        project(
            model("dim_one", raw_code="select 1\n" * 130),
            model("fct_estimates", raw_code="select 1\n" * 131),
            analysis("select 1\n" * 150),
        ),
        [
            project(model("dim_one", raw_code="select 1\n" * 131)),
            project(analysis("select 1\n" * 151)),
            project(
                model("fit_a__b", "python_models/f.py", raw_code="1\n" * 61, language="python")
            ),
        ],
    ),
    "half_of_the_models_fit_on_a_screen": (
        project(
            model("dim_one", raw_code="select 1\n" * 120),
            model("dim_two", raw_code="select 1\n" * 12),
            model("fit_a__b", "python_models/f.py", raw_code="1\n" * 60, language="python"),
        ),
        [
            project(
                model("dim_one", raw_code="select 1\n" * 120),
                model("dim_two", raw_code="select 1\n" * 13),
            )
        ],
    ),
    "imports_are_a_list": (
        project(
            model("dim_one", raw_code="with\n\na as (select * from {{ ref('b') }}),\n"),
            model(
                "dim_two",
                raw_code="a as (\n    select * from {{ ref('b') }}\n    where c\n),\n",
            ),
            model(
                "dim_three",
                raw_code="a as (\n\n    select * from {{ ref('b') }}\n    union all\n",
            ),
        ),
        [
            project(model("dim_one", raw_code=f"with\n\na as (\n\n    {read}\n\n),\n"))
            for read in (
                "select * from {{ ref('b') }}",
                "select * from {{ ref('b') }}\n    where c",
            )
        ],
    ),
    "steps_are_named_by_their_rows": (
        project(model("dim_one", raw_code="joined_models as (\n\n    select 1\n\n)\n")),
        [project(model("dim_one", raw_code="with\n\njoined as (\n\n    select 1\n\n)\n"))],
    ),
    "lines_are_short": (
        project(model("dim_one", raw_code="-" * 88)),
        [
            project(model("dim_one", raw_code="select 1\n" + "-" * 89)),
            project(macros=[macro("{% macro thing() %}\n" + "-" * 89)]),
            project(data_test("a_b_c_d", "-" * 89)),
        ],
    ),
    "seeds_declare_every_column": (
        project(
            seed(
                "edges",
                header=["a"],
                config={"column_types": {"a": "double"}},
                columns={"a": {}},
            )
        ),
        [
            project(seed("edges", header=["a"], columns={"a": {}})),
            project(
                seed(
                    "edges",
                    header=["a"],
                    config={"column_types": {"a": "x"}},
                    columns={"b": {}},
                )
            ),
        ],
    ),
    "every_word_of_a_rule_is_checked": (
        project(
            seed(
                "edges",
                config={"column_types": {"edge": "varchar", "reason": "varchar"}},
                columns={"edge": {"config": {"meta": {"words": "edges"}}}, "reason": {}},
            ),
            named := seed(
                "ends",
                config={"column_types": {"ai_model_id": "varchar"}},
                columns={"ai_model_id": {"config": {"meta": {"words": "ai_models"}}}},
            ),
            known_ai_models("ends", "ref('ends'), 'end', 'ai_model_id', none"),
        ),
        [
            project(
                seed(
                    "edges",
                    config={"column_types": {"edge": "varchar"}},
                    columns={"edge": {}},
                )
            ),
            project(named),
            project(named, known_ai_models("ends", "ref('ends'), 'end', 'other_id', none")),
        ],
    ),
    "hand_entered_rows_cite_a_source": (
        project(
            seed("edges", rows=[{"source_url": "https://arxiv.org/abs/2202.05924"}], **CITED),
            seed("countries", header=["country_code"]),
            RECORDS,
        ),
        [
            project(seed("edges", rows=[{"source_url": ""}], **CITED)),
            project(seed("edges", rows=[{"source_url": "ftp://a.org/b"}], **CITED)),
            project(seed("edges", rows=[{"source_url": "https://a.org/b c"}], **CITED)),
            project(seed("edges", "published/claims", header=["edge"])),
        ],
    ),
    "published_seeds_name_their_licence": (
        project(RECORDS | {"description": "Credit: Epoch AI, CC BY 4.0."}, EDGES),
        [project(RECORDS)],
    ),
    "analyses_open_with_a_question": (
        project(analysis("-- Which things\n-- are there? All of them.\nselect 1")),
        [project(analysis("select 1 -- which?")), project(analysis("-- Things.\nselect 1"))],
    ),
    "data_tests_open_with_a_reason": (
        project(data_test("a_thing_counts_once")),
        [project(data_test("a_thing_counts_once", "select 1 -- why"))],
    ),
    "tests_are_named_as_sentences": (
        project(data_test("a_thing_counts_once"), unit_tests=[{"name": "zero_is_no_number"}]),
        [
            project(data_test("counts")),
            project(unit_tests=[{"name": "test_zero_is_no_number"}]),
        ],
    ),
    "unit_tests_bring_their_rows": (
        project(
            seed("parts", rows=[{"part": "Ltd"}, {"part": "Inc"}]),
            unit_tests=[unit_test("ref('parts')", [{"part": "Ltd"}])],
        ),
        [
            project(
                seed("parts", rows=[{"part": "Ltd"}]),
                unit_tests=[unit_test("ref('parts')", [{"part": "Ltd"}])],
            ),
            project(
                seed("records", "source", header=["name", "size"]),
                unit_tests=[unit_test("ref('records')", [{"name": "a", "size": "1"}])],
            ),
        ],
    ),
    "no_macro_hides_a_ref": (
        project(macros=[macro("{% macro thing(pref) %}{{ pref('a') }}{% endmacro %}")]),
        [project(macros=[macro("{% macro thing() %}{{ ref('a') }}{% endmacro %}")])],
    ),
    "every_mart_with_doubles_is_tested_for_nan": (
        project(
            model("dim_one", columns=number("area")),
            model("dim_two"),
            data_test(FINITE, parents=["dim_one"]),
        ),
        [
            project(model("dim_one", columns=number("area"))),
            project(model("dim_one", columns=number("area")), data_test(FINITE)),
        ],
    ),
}
