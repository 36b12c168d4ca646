"""The published tables we keep, and who publishes them, as data."""

from dataclasses import dataclass

# Views of the database of AI models that the publisher offers, each a file of its own.
WHOLE = "all"
SCOPES = (WHOLE, "notable", "large_scale", "frontier")
VIEW_FILES = {f"{scope}_ai_models.csv": scope for scope in SCOPES}

# What is said about each file, one row a snapshot.
SNAPSHOT_COLUMNS = (
    "table_name",
    "snapshot_date",
    "scope",
    "n_records",
    "n_bytes",
    "sha256",
    "records_sha256",
    "publisher",
    "title",
    "licence",
    "citation",
    "source_url",
    "accessed_date",
    "found_in",
    "published_columns",
)


@dataclass(frozen=True)
class Collection:
    """What one publisher's tables have in common: a folder of seeds, and a licence."""

    name: str
    publisher: str
    licence: str

    @property
    def snapshots_file(self) -> str:
        """The seed that describes every file of this collection."""
        return self.seed_file("snapshots")

    @property
    def chain_file(self) -> str:
        """The seed of the links that keep every record of this collection as it is."""
        return self.seed_file("record_chain")

    def seed_file(self, seed: str) -> str:
        """The path of a seed of this collection, in the seeds folder."""
        return f"published/{self.name}/{self.name}__{seed}.csv"


@dataclass(frozen=True)
class Table:
    """A published table: one seed file contains all its snapshots."""

    name: str
    collection: Collection
    seed: str
    dataset: str
    cited_from: str
    source_url: str
    name_column: str  # ours, which distinguishes records
    manifest_pattern: str
    further_patterns: tuple[str, ...] = ()  # published under another name at times
    downloads: tuple[tuple[str, str], ...] = ()  # scope and the publisher's address
    file_format: str = "csv"
    has_scope: bool = False

    @property
    def seed_file(self) -> str:
        """The seed of its records, in the seeds folder."""
        return self.collection.seed_file(self.seed)

    @property
    def manifest_patterns(self) -> tuple[str, ...]:
        """How a manifest may name its files."""
        return (self.manifest_pattern, *self.further_patterns)

    @property
    def key_columns(self) -> tuple[str, ...]:
        """Columns of ours that stand before the published ones."""
        scope = ("scope",) if self.has_scope else ()
        return ("snapshot_date", *scope, "record_number")


_RAW = "https://raw.githubusercontent.com"
_EPOCH_AI = Collection("epoch_ai", "Epoch AI", "CC BY 4.0")
_HUGGING_FACE = Collection("hugging_face", "llmfit", "MIT")


def _scores(name: str, benchmark: str, file: str, *further_files: str) -> Table:
    """Describe one table of the Benchmarking Hub."""
    return Table(
        name=name,
        collection=_EPOCH_AI,
        seed=name,
        dataset=f"AI Benchmarking Hub: {benchmark}",
        cited_from="epoch.ai",
        source_url="https://epoch.ai/benchmarks",
        name_column="model_version",
        manifest_pattern=f"benchmarks/*{file}.csv",
        further_patterns=tuple(f"benchmarks/*{name}.csv" for name in further_files),
    )


TABLES = {
    table.name: table
    for table in (
        Table(
            name="ai_models",
            collection=_EPOCH_AI,
            seed="ai_model_records",
            dataset="Data on AI Models",
            cited_from="epoch.ai",
            source_url="https://epoch.ai/data/ai-models",
            name_column="model_name",
            manifest_pattern="ai_models/*.csv",
            downloads=tuple(
                (scope, f"https://epoch.ai/data/{file}")
                # no scope of its own: the zip of all views
                for file, scope in {**VIEW_FILES, "ai_models.zip": ""}.items()
            ),
            has_scope=True,
        ),
        Table(
            name="ml_hardware",
            collection=_EPOCH_AI,
            seed="ml_hardware",
            dataset="Data on Machine Learning Hardware",
            cited_from="epoch.ai",
            source_url="https://epoch.ai/data/machine-learning-hardware",
            name_column="hardware_name",
            manifest_pattern="hardware/*_ml_hardware.csv",
            downloads=(("", "https://epoch.ai/data/ml_hardware.csv"),),
        ),
        Table(
            name="hardware_prices",
            collection=_EPOCH_AI,
            seed="hardware_prices",
            dataset="Training cost trends: hardware prices",
            cited_from="github.com/epoch-research/training-cost-trends",
            source_url="https://github.com/epoch-research/training-cost-trends",
            name_column="hardware_name",
            manifest_pattern="hardware/*_hardware_prices.csv",
            downloads=(
                (
                    "",
                    f"{_RAW}/epoch-research/training-cost-trends/main/data/Hardware%20prices.csv",
                ),
            ),
        ),
        _scores(
            "capabilities_index",
            "Epoch Capabilities Index",
            "epoch_capabilities_index",
            "benchmarked_models",
        ),
        _scores("mmlu_scores", "MMLU", "mmlu_external"),
        _scores("gpqa_diamond_scores", "GPQA Diamond", "gpqa_diamond"),
        _scores("bbh_scores", "BIG-Bench Hard", "bbh_external"),
        Table(
            name="hugging_face_models",
            collection=_HUGGING_FACE,
            seed="models",
            dataset="llmfit model database: figures of the Hugging Face Hub",
            cited_from="github.com/AlexsJones/llmfit",
            source_url="https://github.com/AlexsJones/llmfit",
            name_column="model_name",
            manifest_pattern="huggingface/*_models.json",
            downloads=(("", f"{_RAW}/AlexsJones/llmfit/main/llmfit-core/data/hf_models.json"),),
            file_format="json",
        ),
    )
}
