"""The published tables we keep, as data."""

from dataclasses import dataclass

PUBLISHER = "Epoch AI"
LICENCE = "CC BY 4.0"
SCOPES = ("all", "notable")

SNAPSHOTS_FILE = "epoch_ai__snapshots.csv"
SNAPSHOT_COLUMNS = (
    "table_name",
    "snapshot_date",
    "scope",
    "n_records",
    "n_bytes",
    "sha256",
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
class Table:
    """A published table: one seed file holds all its snapshots."""

    name: str
    seed_file: str
    dataset: str
    cited_from: str
    source_url: str
    manifest_pattern: str
    has_scope: bool = False

    @property
    def key_columns(self) -> tuple[str, ...]:
        """Columns of ours that stand before the published ones."""
        scope = ("scope",) if self.has_scope else ()
        return ("snapshot_date", *scope, "record_number")


TABLES = {
    table.name: table
    for table in (
        Table(
            name="ai_models",
            seed_file="epoch_ai__ai_model_records.csv",
            dataset="Data on AI Models",
            cited_from="epoch.ai",
            source_url="https://epoch.ai/data/ai-models",
            manifest_pattern="ai_models/*.csv",
            has_scope=True,
        ),
        Table(
            name="ml_hardware",
            seed_file="epoch_ai__ml_hardware.csv",
            dataset="Data on Machine Learning Hardware",
            cited_from="epoch.ai",
            source_url="https://epoch.ai/data/machine-learning-hardware",
            manifest_pattern="hardware/*_ml_hardware.csv",
        ),
        Table(
            name="hardware_prices",
            seed_file="epoch_ai__hardware_prices.csv",
            dataset="Training cost trends: hardware prices",
            cited_from="github.com/epoch-research/training-cost-trends",
            source_url="https://github.com/epoch-research/training-cost-trends",
            manifest_pattern="hardware/*_hardware_prices.csv",
        ),
    )
}
