"""Do unit costs fall with scale, or with time? One row per specification and snapshot."""

from scalehouse.fitting import why_too_few
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.scale_elasticity import Coefficient, ElasticityFit, fit_elasticity

KEY = ["specification", "snapshot_date"]


@kept
def model(dbt, session):
    """Fit every sample of every specification; one row for each of its coefficients."""
    samples = dbt.ref("int_efficiency__elasticity_samples").order(
        "specification, snapshot_date, publication_year, ai_model_id"
    )
    return fit_groups(
        samples,
        KEY,
        lambda _, rows: [shares(rows) | row for row in fit_sample(rows).as_rows()],
        ElasticityFit,
        built_in_share=float,
    )


def shares(rows):
    """Share of the sample whose cost and compute follow from each other."""
    return {"built_in_share": float(rows["is_built_in"].mean())}


def fit_sample(rows):
    """Fit one sample, unless it has fewer models than its specification requires."""
    first = rows.first
    if reason := why_too_few(len(rows), first["min_obs"]):
        return ElasticityFit(
            n_obs=len(rows),
            status="not_estimable",
            status_reason=reason,
            coefficients=(Coefficient(term="elasticity"),),
        )
    return fit_elasticity(
        rows["scale_oom"],
        rows["metric_oom"],
        years=rows["publication_year"] if first["has_date"] else None,
        with_curvature=bool(first["has_curvature"]),
        ci_level=first["ci_level"],
    )
