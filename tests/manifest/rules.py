"""Conventions of the project: each with an example, a reason, a remedy and a finder."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from statistics import median

from project import Project, is_ours, layer, room, subject, unit

MAX_LINES, MAX_PYTHON_LINES, MAX_WIDTH = 130, 60, 88
# Half of all models fit on one screen.
MAX_MEDIAN_LINES = 66
# Analyses and tests are read one at a time, and by whoever asks that one question.
MAX_LINES_OF_A_QUESTION = 150
# A union of all marts, one call for each.
LONG_FILES = {"fct_estimates"}
# Staging, words and identity, training runs, groups and ranks, metrics, samples, fits, marts
# and marts that read these; estimates of them all, claims beside estimates, the scoreboard.
MAX_DEPTH = 12
# The longest chain that a published growth rate may have: sample, fit, mart.
MAX_GROWTH_DEPTHS = {"fit_growth__trends": 8, "fct_growth_trends": 9}
MAX_MODELS = 230
# Shorter than this, a name is no sentence.
MIN_WORDS = 4

# What names begin with in each room, and which subject they name.
PREFIXES = {
    "staging": r"stg_{subject}__\w+",
    "core": r"int_\w+__\w+|(dim|fct|bridge)_\w+",
    "subjects": r"int_{subject}__\w+|(dim|fct|bridge)_\w+",
    "ledger": r"int_claims__\w+|(fct|rpt)_\w+",
    "python_models": r"fit_{subject}__\w+",
}

# What a join, a cast or any other step could be called.
EMPTY_NAMES = {
    *("asked", "cleaned", "collected", "combined", "compared", "converted", "counted"),
    *("described", "everything", "final", "flagged", "grouped", "identified", "joined"),
    *("judged", "labelled", "listed", "long", "matched", "measured", "named", "paired"),
    *("ranked", "renamed", "sampled", "source", "summarised", "typed"),
}

NUMBERS = {"double", "float", "integer", "bigint", "smallint", "hugeint"}
# What numbers an order or names a row measures nothing.
ORDINALS = re.compile(r"(^|_)(number|rank|id)$")
STATISTICS = re.compile(
    r"_(se|ci_low|ci_high|low|high|hc3|mean|median|p10|p25|p75|p90|min|max|at_mean_year)$"
)
# Units that end a name. The longest that fits counts, unless it follows "per".
UNITS = {
    *("flop", "flop_per_s", "op_per_s", "parameters", "tokens", "tokens_per_parameter"),
    *("usd", "usd_2020", "usd_2023", "usd_per_chip", "usd_per_chip_hour", "w", "kwh"),
    *("days", "hours", "chip_hours", "months", "years", "calendar_year", "bytes"),
    *("oom", "oom_per_year", "factor", "share", "count"),
}
# What names say in other words.
OTHER_WORDS = {
    "count": r"^(n|min|max|df)_|(^|_)(n|number)$",
    "factor": r"(^|_)(ratio|vif)$",
    "fractional_year": r"(^|_)year$",
    "oom": r"(^|_)log10?_",
    "share": r"(^|_)(quantile|gini)$",
    "standard_deviations": r"(^|_)z$",
}
# Columns whose names are terms of the field, and say their unit to those who know it.
TERMS_OF_THE_FIELD = {
    "balanced_batch_size": "tokens",
    "ci_level": "share",
    "estimated_ci_level": "share",
    "exceedance_probability": "share",
    "gain_factor_per_one_time_cost_share": "factor_per_share",
    "observed_gain_factor_per_one_time_cost_share": "factor_per_share",
    "hardware_utilization_mfu": "share",
    "leverage": "share",
    "published_ci_level": "share",
    "r_squared": "share",
}

# The way of the data: from room to room, and within a subject from sample to fit to mart.
ROOMS = {"staging": 1, "core": 2, "subjects": 3, "python_models": 3, "ledger": 4}
STEPS = {"intermediate": 1, "fits": 2, "marts": 3}
# Which subjects read marts of which others.
SUBJECTS_READ = {
    "data_health": {"growth"},
    "eras": {"growth"},
    "revisions": {"growth"},
    "robustness": {"growth"},
}
# What estimated costs depend on, and no reported value.
PRICES = {
    *("electricity_prices", "power_usage_effectiveness", "bls__producer_prices"),
    *("cost_assumptions", "committed_use_discounts", "server_factors"),
    "epoch_ai__hardware_prices",
}
FITS_OF_COSTS = re.compile(r"estimated_cost|^fit_(costs|performance)__")

SEEDS_WITHOUT_SOURCE = {
    "access_contrasts": "our own choice of tiers, which cite theirs",
    "ai_model_aliases": "each row has its evidence",
    "column_aliases": "headers of published files, which are the source",
    "countries": "ISO 3166 codes and names",
    "identity_rules": "our own rules, each with its reason, held to labelled pairs",
    "lifetime_scenarios": "our own choice of scenarios, each with its reason",
    "metrics": "our own definitions, each with its reason",
    "organization_aliases": "names of published files, which are the source",
    "organization_name_parts": "each row has its example in the published records",
    "quantities": "our own names of numbers, each with its description",
    "units": "names of units of measure",
    "vocabularies": "our own words, each with its meaning",
    "vocabulary_terms": "words of published files, which are the source",
    "worked_models": "our own choice of AI models, each with its reason",
}
# Columns of text in seeds of rules: nothing is joined or filtered by them.
TEXTS = {"description", "evidence", "meaning", "question", "reason", "source_url"}
SNAPSHOTS = ({"snapshot_date"}, {"old_snapshot_date", "new_snapshot_date"})
WITHOUT_SNAPSHOT = {
    "build_manifest": "it describes the build, with all its snapshots",
    "dim_ai_models": "an AI model is one whatever the snapshot; this is its newest record",
    "dim_chip_offers": "prices that papers print",
    "dim_days": "the calendar",
    "dim_economic_inputs": "prices, rates and constants that sources print",
    "dim_eras": "boundaries of eras, whatever the snapshot",
    "dim_metrics": "labels and units of metrics",
    "dim_specifications": "what is asked of every snapshot alike",
    "fct_arithmetic_checks": "whether printed figures follow from printed inputs",
    "fct_compute_optimal_laws": "fits to a printed table",
    "fct_enhancements": "what papers say of enhancements",
    "fct_identity_matches": "it looks for the same model in different snapshots",
    "fct_inference_costs": "arithmetic on printed prices and rates",
    "fct_inference_price_laws": "arithmetic on printed prices and rates",
    "fct_lifetime_costs": "arithmetic on a printed law",
    "fct_served_inference_costs": "measurements that papers print",
    "fct_value_history": "its rows hold from vintage to vintage: as of any day, not of some",
    "rpt_claim_scoreboard": "own time and today, each with its date; fct_claim_checks has all",
}
READERS_OF_PUBLISHED_SEEDS = {
    "fct_cast_failures": "it counts which published texts staging could not read",
}


@dataclass(frozen=True)
class Rule:
    """A convention, and what finds its breaches."""

    name: str
    example: str
    reason: str
    remedy: str
    problems: Callable[[Project], list[str]]


RULES = {}


def rule(example, reason, remedy):
    def register(problems):
        RULES[problems.__name__] = Rule(problems.__name__, example, reason, remedy, problems)
        return problems

    return register


@rule(
    example="models/subjects/eras/int_eras__large_scale_candidates.sql",
    reason="a name says its layer and subject, so a reader of SQL needs no path",
    remedy="rename the file, or move it to the folder its name belongs to",
)
def names_say_layer_and_subject(project):
    misnamed = [
        model
        for model in project.models
        if not re.fullmatch(
            PREFIXES.get(room(model), "").format(subject=subject(model)), model["name"]
        )
    ] + [
        seed
        for seed in project.seeds
        if is_ours(seed) == seed["name"].startswith(f"{subject(seed)}__")
    ]
    return [f"{node['name']} in {node['original_file_path']}" for node in misnamed]


@rule(
    example="models/subjects/growth is in the group growth, fit_growth__trends too",
    reason="a group says who answers for a table, and shows where one belongs",
    remedy="set `group` for the folder in dbt_project.yml, for a fit in its YAML",
)
def models_are_in_the_group_of_their_room(project):
    found = []
    for model in project.models:
        filed = room(model)
        named = subject(model) if filed in {"subjects", "python_models"} else filed
        if model["config"].get("group") != named:
            found.append(f"{model['name']} is in {model['config'].get('group')}, not {named}")
    return found


@rule(
    example="columns: [{name: era, description: \"{{ doc('era') }}\"}]",
    reason="the data dictionary is what users read before they trust a number",
    remedy="describe it in the folder's YAML; shared columns in models/docs/columns.md",
)
def everything_is_described(project):
    described = project.models + project.seeds + project.macros
    found = [thing["name"] for thing in described if not thing["description"].strip()]
    for node in project.models + project.seeds:
        found += [
            f"{node['name']}.{name}"
            for name, column in node["columns"].items()
            if not column["description"].strip()
        ]
        if not node["columns"]:
            found.append(f"{node['name']} lists no columns")
    return found


@rule(
    example="arguments: [{name: power_w, type: string, description: Power in watts.}]",
    reason="a macro is an API, and its signature is all that a caller sees",
    remedy="list the arguments in the folder's _macros.yml, with type and description",
)
def macro_arguments_are_described(project):
    found = []
    for macro in project.macros:
        signature = re.search(r"{%-?\s*(?:macro|test)\s+\w+\(([^)]*)\)", macro["macro_sql"])
        # a materialization has none
        listed = signature[1].split(",") if signature else []
        names = [part.split("=")[0].strip() for part in listed if part.strip()]
        arguments = macro["arguments"]
        if names != [argument["name"] for argument in arguments]:
            found.append(f"{macro['name']} takes {names}")
        found += [
            f"{macro['name']}({argument['name']})"
            for argument in arguments
            if not (argument.get("type") and (argument.get("description") or "").strip())
        ]
    return found


@rule(
    example="Era of each AI model. One row per AI model in one snapshot.",
    reason="whoever joins or counts must know the grain first",
    remedy="say `One row per …` in the first two sentences of the description",
)
def descriptions_state_the_grain(project):
    return [
        node["name"]
        for node in project.models + project.seeds
        if not re.search(r"\bOne row (per|in all)\b", first_sentences(node["description"], 2))
    ]


def first_sentences(text, number):
    """Give the first sentences of a text, in one line; `et al.` ends none."""
    sentences = re.split(r"(?<=[.])(?<!\bal[.]) (?=[A-Z])", " ".join(text.split()))
    return " ".join(sentences[:number])


@rule(
    example="config: {meta: {key: [snapshot_date, ai_model_id]}}",
    reason="a join that fans out doubles every count behind it, without an error",
    remedy="name the columns of the grain as meta.key",
)
def every_table_has_a_checked_key(project):
    return [
        node["name"]
        for node in project.models + project.seeds
        if not node["config"].get("meta", {}).get("key")
        and not any(test == "unique_combination" for test, _ in project.generic_tests(node))
    ]


@rule(
    example="fct_growth_trends.snapshot_date; old_snapshot_date and new_snapshot_date",
    reason="any answer can be had as of any snapshot, or the data have moved without a word",
    remedy="carry the snapshot of the rows, or say in WITHOUT_SNAPSHOT why there is none",
)
def every_mart_can_be_asked_as_of_a_snapshot(project):
    return [
        mart["name"]
        for mart in project.marts
        if mart["name"] not in WITHOUT_SNAPSHOT
        and not any(dates <= mart["columns"].keys() for dates in SNAPSHOTS)
    ]


@rule(
    example="training_compute_flop: {config: {meta: {unit: flop}}}",
    reason="a number without a unit is plotted beside one of another unit",
    remedy="add meta.unit to the column; names that end in _number, _rank or _id need none",
)
def every_number_of_a_mart_has_a_unit(project):
    return [
        f"{mart['name']}.{name}"
        for mart in project.marts
        for name, column in mart["columns"].items()
        if column.get("data_type") in NUMBERS and not ORDINALS.search(name) and not unit(column)
    ]


@rule(
    example="doubling_months_ci_low has the unit months; no column of unit usd ends in _eur",
    reason="the name is what a query shows, the unit is what a chart shows",
    remedy="mend the name or the unit; a unit that ends names belongs into UNITS",
)
def unit_and_name_agree(project):
    return [
        f"{mart['name']}.{name} has unit {unit(column)}"
        for mart in project.marts
        for name, column in mart["columns"].items()
        if unit(column) and not says_unit(name, unit(column))
    ]


def says_unit(name, stated):
    """Whether a name ends in the stated unit, or in none and holds it or a rare one."""
    while STATISTICS.search(name):
        name = STATISTICS.sub("", name)
    if TERMS_OF_THE_FIELD.get(name) == stated or re.search(OTHER_WORDS.get(stated, "^$"), name):
        return True
    is_held = f"_{stated}_" in f"_{name}_"
    ends = [end for end in UNITS if f"_{name}".endswith(f"_{end}")]
    named = max(ends, key=len, default="")
    if not named or name.removesuffix(named).endswith("per_"):
        return is_held or stated not in UNITS
    return stated == named or (is_held and len(stated) > len(named))


@rule(
    example="n_ai_models: {description: AI models., config: {meta: {unit: count}}}",
    reason="a metric is asked for by its name, far from the table it comes from",
    remedy="describe the measure, or the ratio of two, and add the unit that its name says",
)
def metrics_are_described_and_say_their_unit(project):
    ratios = [metric for metric in project.metrics if metric["type"] != "simple"]
    parts = [
        part
        for model in project.semantic_models
        for part in [model, *model["dimensions"], *model["entities"]]
    ]
    found = [
        f"{metric['name']} has unit {unit(metric)}"
        for metric in project.measures + ratios
        if not unit(metric) or not says_unit(metric["name"], unit(metric))
    ]
    described = parts + project.measures + project.metrics
    return found + [part["name"] for part in described if not part["description"]]


@rule(
    example="non_additive_dimension: {name: snapshot_date, window_choice: max}",
    reason="an AI model is in every snapshot, and a metric over all would count it in each",
    remedy="tell the measure that its snapshots do not add up",
)
def metrics_keep_snapshots_apart(project):
    return [
        measure["name"]
        for measure in project.measures
        if (measure["non_additive_dimension"] or {}).get("name") != "snapshot_date"
    ]


@rule(
    example="is_notable: boolean, has_open_weights: boolean",
    reason="`where is_notable` reads as a sentence, and nobody compares it with 'yes'",
    remedy="begin the names of booleans, and of nothing else, with is_ or has_",
)
def flags_are_named_as_flags(project):
    return [
        f"{mart['name']}.{name}: {column['data_type']}"
        for mart in project.marts
        for name, column in mart["columns"].items()
        if (column.get("data_type") == "boolean") != name.startswith(("is_", "has_"))
    ]


@rule(
    example="core reads staging; within a subject int_ comes before fit_, and fit_ before fct_",
    reason="data that flow one way can be followed, and a change has an end",
    remedy="move the model to the room of what it reads, or arithmetic after a fit into a mart",
)
def data_flow_one_way(project):
    return [
        f"{model['name']} reads {parent['name']}"
        for model in project.models
        for parent in project.parents(model)
        if parent["resource_type"] == "model"
        and (
            ROOMS[room(parent)] > ROOMS[room(model)]
            or (
                ROOMS[room(model)] == ROOMS["subjects"] == ROOMS[room(parent)]
                and subject(model) == subject(parent)
                and STEPS[layer(parent)] > STEPS[layer(model)]
            )
        )
    ]


@rule(
    example="the marts of robustness read fct_growth_trends, a mart of growth",
    reason="what a subject keeps to itself can change without another one knowing",
    remedy="read the other subject's mart, and name the two in SUBJECTS_READ",
)
def subjects_read_marts_of_declared_others(project):
    found = []
    for model, parent in between_subjects(project):
        declared = subject(parent) in SUBJECTS_READ.get(subject(model), ())
        if layer(parent) != "marts" or not declared:
            found.append(f"{model['name']} reads {parent['name']}")
    return found


@rule(
    example="robustness reads growth, and growth does not read robustness",
    reason="two subjects that read each other are one subject in two folders",
    remedy="move what both need to core",
)
def subjects_go_in_no_circle(project):
    graph = {}
    for model, parent in between_subjects(project):
        graph.setdefault(subject(model), set()).add(subject(parent))
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [" reads ".join(error.args[1])]
    return []


def between_subjects(project):
    """Give models of a subject, each with a parent of another subject."""
    return [
        (model, parent)
        for model in project.models
        for parent in project.parents(model)
        if parent["resource_type"] == "model"
        and ROOMS[room(model)] == ROOMS["subjects"] == ROOMS[room(parent)]
        and subject(model) != subject(parent)
    ]


@rule(
    example="fit_growth__trends does not come of electricity_prices",
    reason="how fast compute grows must not hang on what electricity costs",
    remedy="take reported values from int_ai_models__metric_values, estimates apart from them",
)
def fits_of_reported_values_know_no_price(project):
    found = []
    for fit in project.models:
        priced = sorted(PRICES & {node["name"] for node in project.ancestors(fit)})
        if layer(fit) == "fits" and priced and not FITS_OF_COSTS.search(fit["name"]):
            found.append(f"{fit['name']} comes of {', '.join(priced)}")
    return found


@rule(
    example="dim_snapshots reads stg_epoch_ai__snapshots, not epoch_ai__snapshots",
    reason="what is typed and cleaned once is the same everywhere",
    remedy="read the staging model",
)
def only_staging_reads_published_seeds(project):
    return [
        f"{model['name']} reads {parent['name']}"
        for model in project.models
        if layer(model) != "staging" and model["name"] not in READERS_OF_PUBLISHED_SEEDS
        for parent in project.parents(model)
        if parent["resource_type"] == "seed"
        # what the gate found is ours, and typed as it is loaded
        and not is_ours(parent)
        and room(parent) != "quality"
    ]


@rule(
    example="stg_epoch_ai__ml_hardware reads epoch_ai__ml_hardware and nothing else",
    reason="staging is one to one with its source, so a doubt about a value has one place",
    remedy="join in an intermediate model",
)
def staging_reads_one_seed_and_joins_nothing(project):
    return [
        model["name"]
        for model in project.models
        if layer(model) == "staging"
        and (
            [parent["resource_type"] for parent in project.parents(model)] != ["seed"]
            or re.search(r"\bjoin\b(?!\()", without_jinja(model["raw_code"]))
        )
    ]


def without_jinja(code):
    """Give SQL without expressions, statements and comments of Jinja."""
    return re.sub(r"{{.*?}}|{%.*?%}|{#.*?#}", "", code, flags=re.DOTALL)


@rule(
    example=f"no more than {MAX_DEPTH} models from the seed to the mart",
    reason="every step is a place to look when a number is wrong",
    remedy="add the column where its grain already is, instead of another table",
)
def no_table_is_too_deep(project):
    return [
        f"{model['name']} is {project.depth(model)} deep"
        for model in project.models
        if project.depth(model) > MAX_GROWTH_DEPTHS.get(model["name"], MAX_DEPTH)
    ]


@rule(
    example=f"at most {MAX_MODELS} models; a new question may add one, plumbing none",
    reason="nobody keeps in mind what does not fit on a page",
    remedy="fold a table that one other reads into that one, or remove what nobody reads",
)
def models_are_few(project):
    n_models = len(project.models)
    return [f"{n_models} models"] if n_models > MAX_MODELS else []


@rule(
    example="config: {meta: {reason: 143 lines with the rules that match the pairs}}",
    reason="a table that one table fills and one table reads is a step of theirs",
    remedy="fold it into its reader as a CTE, or say in meta.reason why it stands alone",
)
def no_intermediate_is_a_pipe(project):
    children = Counter(
        parent["unique_id"] for model in project.models for parent in project.parents(model)
    )
    return [
        model["name"]
        for model in project.models
        if layer(model) == "intermediate"
        and len(project.parents(model)) == 1
        and children[model["unique_id"]] == 1
        and not model["config"].get("meta", {}).get("reason")
    ]


@rule(
    example="config: {contract: {enforced: true}}; constraints: [{type: not_null}]",
    reason="readers of marts rely on types and keys, so a change of them must fail the build",
    remedy="list every column with its type, the key's columns not null",
)
def marts_keep_a_contract(project):
    return [
        mart["name"]
        for mart in project.marts
        if not mart["config"]["contract"]["enforced"]
        or not all(is_not_null(mart, column) for column in mart["config"]["meta"]["key"])
    ]


def is_not_null(node, column):
    """Whether the contract of a table lets no null into a column."""
    rules = node["columns"].get(column, {}).get("constraints", [])
    return "not_null" in [rule["type"] for rule in rules]


@rule(
    example=f"at most {MAX_LINES} lines of SQL in a model, {MAX_PYTHON_LINES} of Python",
    reason="a file that fits on two screens can be read whole; fits only glue",
    remedy="split by what the steps hold; arithmetic belongs to src/scalehouse/stats",
)
def files_are_short(project):
    found = []
    for node in [*project.of_type("model", "analysis"), *project.singular_tests]:
        n_lines = len(node["raw_code"].splitlines())
        if node.get("language") == "python":
            limit = MAX_PYTHON_LINES
        else:
            limit = MAX_LINES if node in project.models else MAX_LINES_OF_A_QUESTION
        if n_lines > limit and node["name"] not in LONG_FILES:
            found.append(f"{node['original_file_path']} has {n_lines} lines")
    return found


@rule(
    example=f"of all models in SQL the median has at most {MAX_MEDIAN_LINES} lines",
    reason="a limit for the longest file alone lets all others grow up to it",
    remedy="drop steps that only pass rows on and columns nobody reads, or split two jobs",
)
def half_of_the_models_fit_on_a_screen(project):
    n_lines = [
        len(model["raw_code"].splitlines())
        for model in project.models
        if model.get("language") != "python"
    ]
    middle = median(n_lines) if n_lines else 0
    return [f"the median is {middle:g} lines"] if middle > MAX_MEDIAN_LINES else []


@rule(
    example="ai_models as (select * from {{ ref('dim_ai_models') }}),",
    reason="what a file reads is a short list above its steps, to be seen at once",
    remedy="write the import on one line, or with its `where` on the lines that follow",
)
def imports_are_a_list(project):
    spaced = re.compile(
        r"^(\w+) as \(\n\n *select \* from {{ ref\([^)]*\) }}\n(?: *(?:where|qualify).*\n)?\n",
        re.MULTILINE,
    )
    return [
        f"{node['name']}: {name}"
        for node in [*project.of_type("model", "analysis"), *project.singular_tests]
        for name in spaced.findall(node["raw_code"])
    ]


@rule(
    example="training_starts as (…), not dated as (…)",
    reason="a step named by what was done to it does not say what one of its rows is",
    remedy="name the step by its rows, the last one as the table if no import has that name",
)
def steps_are_named_by_their_rows(project):
    return [
        f"{model['name']}: {name}"
        for model in project.models
        if model.get("language") != "python"
        for name in re.findall(r"^(\w+) as \($", model["raw_code"], re.MULTILINE)
        if name in EMPTY_NAMES
    ]


@rule(
    example=f"at most {MAX_WIDTH} characters in a line of SQL",
    reason="two files fit side by side",
    remedy="break the line, or name a step",
)
def lines_are_short(project):
    code = [
        (node["original_file_path"], node["raw_code"])
        for node in [*project.of_type("model", "analysis"), *project.singular_tests]
        if node.get("language") != "python"
    ] + [(macro["original_file_path"], macro["macro_sql"]) for macro in project.macros]
    return [
        f"{path}: {line.strip()}"
        for path, lines in code
        for line in lines.splitlines()
        if len(line) > MAX_WIDTH
    ]


@rule(
    example="column_types: {lower_bound: double} for `1e20`",
    reason="DuckDB guesses types from the first rows, reads 1e20 as INTEGER and 0123 as 123",
    remedy="declare a type and a description for every column of the header, in its order",
)
def seeds_declare_every_column(project):
    return [
        f"{seed['name']}: {sorted(set(seed['header']) ^ set(declared)) or 'order'}"
        for seed in project.seeds
        for declared in (list(seed["config"]["column_types"]), list(seed["columns"]))
        if declared != seed["header"]
    ]


KNOWN_AI_MODELS = "every_ai_model_that_a_seed_names_is_known"


@rule(
    example="config: {meta: {words: z_score_rules.z_rule}}",
    reason="a misspelt word filters nothing, or everything, and publishes a wrong number",
    remedy="name the list of a column's words in `meta.words` (macro check_words), or `free`",
)
def every_word_of_a_rule_is_checked(project):
    found = []
    for seed in filter(is_ours, project.seeds):
        key = seed["config"].get("meta", {}).get("key")
        for name, column in seed["columns"].items():
            words = column["config"].get("meta", {}).get("words")
            is_text = seed["config"]["column_types"].get(name) == "varchar"
            if is_text and not words and name not in TEXTS and key != [name]:
                found.append(f"{seed['name']}.{name}")
            if words == "ai_models" and not is_tested_for_ai_models(project, seed, name):
                found.append(f"{seed['name']}.{name} is not in the data test {KNOWN_AI_MODELS}")
    return found


def is_tested_for_ai_models(project, seed, column):
    return any(
        seed in project.parents(test)
        and re.search(rf"\('{seed['name']}'\).*'{column}'", test["raw_code"])
        for test in project.singular_tests
        if test["name"] == KNOWN_AI_MODELS
    )


@rule(
    example="source_url: https://arxiv.org/abs/2202.05924",
    reason="a number that somebody typed is worth as much as the page it can be checked on",
    remedy="give the row the address of its source; a seed without one says why in the rules",
)
def hand_entered_rows_cite_a_source(project):
    found = []
    for seed in project.seeds:
        if not is_ours(seed):
            continue
        if "source_url" not in seed["header"]:
            if seed["name"] not in SEEDS_WITHOUT_SOURCE:
                found.append(f"{seed['name']} has no source_url")
            continue
        found += [
            f"{seed['name']}, row {number}: {row['source_url']!r}"
            for number, row in enumerate(seed["rows"], start=1)
            if not re.fullmatch(r"https?://[^\s/]+\.[^\s/]+\S*", row["source_url"] or "")
        ]
    return found


@rule(
    example="Credit: Epoch AI, CC BY 4.0.",
    reason="data that others gathered may be used on their terms, and with their name",
    remedy="name credit and licence, or why none is needed, in the seed's description",
)
def published_seeds_name_their_licence(project):
    words = re.compile(r"CC BY|CC0|public domain|licen[cs]e|\bfacts\b", re.IGNORECASE)
    return [
        seed["name"]
        for seed in project.seeds
        if not is_ours(seed) and not words.search(seed["description"])
    ]


@rule(
    example="-- How many models and which doubling time has each era?",
    reason="an analysis answers a question, and its reader must know which",
    remedy="open the file with the question, as a comment",
)
def analyses_open_with_a_question(project):
    return [
        node["name"]
        for node in project.of_type("analysis")
        if not re.match(r"(--[^\n]*\n)*--[^\n]*\?", node["raw_code"])
    ]


@rule(
    example="-- A snapshot with two scopes would hold the same models twice under one key.",
    reason="a bound that nobody can explain is loosened at the first failure",
    remedy="open the test with what would go wrong without it",
)
def data_tests_open_with_a_reason(project):
    return [
        test["name"]
        for test in project.singular_tests
        if not re.match(r"-- \S", test["raw_code"])
    ]


@rule(
    example="a_model_of_2011_is_deep_learning_or_before_it_by_scheme",
    reason="a failing test says by its name what no longer holds",
    remedy=f"name the test by a sentence of {MIN_WORDS} words or more",
)
def tests_are_named_as_sentences(project):
    return [
        test["name"]
        for test in project.unit_tests + project.singular_tests
        if len(test["name"].split("_")) < MIN_WORDS or test["name"].startswith("test_")
    ]


@rule(
    example="rows: [{part_after_comma: Ltd}]",
    reason="a refresh of records alone runs no unit test, as none depends on them",
    remedy="give the input the rows that the test needs; without any, dbt reads the seed's",
)
def unit_tests_bring_their_rows(project):
    seeds = {seed["name"]: seed for seed in project.seeds}
    return [
        f"{test['name']}: {name}"
        for test in project.unit_tests
        for given in test["given"]
        for name in re.findall(r"ref\('(\w+)'\)", given["input"])
        if name in seeds and is_whole(given["rows"], seeds[name])
    ]


def is_whole(rows, seed):
    """Whether rows are those of a seed's file; of large files the header tells."""
    return bool(rows) and (
        rows == seed["rows"] if seed["rows"] else list(rows[0]) == seed["header"]
    )


@rule(
    example="{{ ratio('training_cost_usd_2023', 'parameters') }}",
    reason="a table that a macro reads is missing from the lineage of whoever reads the model",
    remedy="pass columns or relations as arguments",
)
def no_macro_hides_a_ref(project):
    return [
        macro["name"]
        for macro in project.macros
        if re.search(r"\b(ref|source)\s*\(\s*['\"]", macro["macro_sql"])
    ]


@rule(
    example="ref('fct_growth_trends') in tests/data/every_number_of_a_mart_is_finite.sql",
    reason="NaN passes `> 0`, and no other test looks for it",
    remedy="add the mart to the list in that test",
)
def every_mart_with_doubles_is_tested_for_nan(project):
    tested = {
        parent
        for test in project.singular_tests
        if test["name"] == "every_number_of_a_mart_is_finite"
        for parent in test["depends_on"]["nodes"]
    }
    return [
        mart["name"]
        for mart in project.marts
        if mart["unique_id"] not in tested
        and any(column.get("data_type") == "double" for column in mart["columns"].values())
    ]
