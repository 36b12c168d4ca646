"""Search a kink of every specification on every snapshot, on a grid of breaks."""

import numpy as np
import pandas as pd
from scipy import optimize
from shared import N_RESAMPLES, SEED, assumptions, chosen, percentiles, standing

# Breaks tried between the first and the last date of a sample.
N_BREAKS = 200


def compute(models):
    rng = np.random.default_rng(SEED)
    rows = []
    for spec in assumptions("changepoint_specifications").itertuples():
        for snapshot, part in models.groupby("snapshot_date"):
            x, y = kink_sample(part, spec)
            if len(x) >= spec.min_obs:
                key = {"specification": spec.specification, "snapshot_date": snapshot}
                rows.append(key | kink(x, y, spec, rng))
    return pd.DataFrame(rows)


def kink_sample(models, spec):
    part = models.dropna(subset=[spec.metric, "publication_date"])
    if spec.population == "notable":
        part = part[part["is_notable"]]
    if spec.grouping_name == "task_domain":
        domains = part["task_domains"].dropna()
        members = domains[domains.map(lambda found: spec.group_name in found)].index
        part = part.loc[members]
    if not pd.isna(spec.excluded_ai_models):
        part = part[~part["ai_model_id"].isin(spec.excluded_ai_models.split(";"))]
    if spec.sample_rule != "all":
        ranks = standing(part["publication_date"], part[spec.metric])
        column = {"near_record": "is_near_compute_record", "frontier": "is_frontier"}
        part = part[ranks[column[spec.sample_rule]].reindex(part.index)]
    part = chosen(part, spec).sort_values(["publication_year", "ai_model_id"])
    return part["publication_year"].to_numpy(), np.log10(part[spec.metric].to_numpy())


def kink(x, y, spec, rng):
    """Fit one kinked line, weigh it against a straight one, and resample both."""
    x = x - (middle := x.mean())
    straight = np.polynomial.Polynomial.fit(x, y, 1)
    residuals = y - straight(x)
    grid = np.linspace(x.min(), x.max(), N_BREAKS + 2)[1:-1]
    once = np.ones((1, len(x)))
    best, _, _ = search(x, residuals, once, grid, spec.min_points_per_segment)
    at = refined(x, residuals, grid[best[0]], grid[1] - grid[0], spec.min_points_per_segment)
    _, before, after = np.linalg.lstsq(basis(x, at), y)[0]
    ratio = likelihood_ratio(x, residuals[None], np.array([at]), spec.variance)[0]
    n_more = {"common": 2, "segmentwise": 3}[spec.variance]

    counts = rng.multinomial(len(x), np.full(len(x), 1 / len(x)), N_RESAMPLES).astype(float)
    best, lines, is_found = search(x, residuals, counts, grid, spec.min_points_per_segment)
    drawn = np.column_stack([grid[best], lines[:, 1:]])[is_found]
    low, high = percentiles(drawn, spec.ci_level)

    noise = rng.normal(size=(N_RESAMPLES, len(x)))
    noise -= fitted(np.column_stack([np.ones_like(x), x]), noise)
    simulated = simulated_ratios(x, noise, grid, spec)
    slope = straight.convert().coef[1]
    return {
        "n_obs": len(x),
        "break_year": middle + at,
        "break_year_ci_low": middle + low[0],
        "break_year_ci_high": middle + high[0],
        "slope_before_oom_per_year": before,
        "slope_before_oom_per_year_ci_low": slope + low[1],
        "slope_before_oom_per_year_ci_high": slope + high[1],
        "slope_after_oom_per_year": after,
        "slope_after_oom_per_year_ci_low": slope + low[2],
        "slope_after_oom_per_year_ci_high": slope + high[2],
        "aic_difference": 2 * n_more - ratio,
        "p_value": (1 + np.sum(simulated >= ratio)) / (1 + N_RESAMPLES),
    }


def basis(x, at):
    """Give the columns of a kinked line: level at the break, distance before, after."""
    distance = x - np.asarray(at)[..., None]
    return np.stack(
        [np.ones_like(distance), np.minimum(distance, 0), np.maximum(distance, 0)], axis=-1
    )


def refined(x, y, at, step, min_points):
    """Give the best break within a step of the grid: it may lie between two dates."""

    def residual_ss(at):
        return np.sum((y - fitted(basis(x, at), y)) ** 2)

    # as many points as asked for on either side
    low, high = x[min_points - 1], x[-min_points]
    nearby = np.clip(np.linspace(at - step, at + step, 41), low, high)
    best = min(nearby, key=residual_ss)
    bounds = np.clip([best - step / 20, best + step / 20], low, high)
    found = optimize.minimize_scalar(
        residual_ss, bounds=bounds, method="bounded", options={"xatol": 1e-10}
    )
    # a break on a date has that date's points on both sides
    dates = x[(x >= bounds[0]) & (x <= bounds[1])]
    on_date = min(dates, key=residual_ss, default=found.x)
    nearly = residual_ss(found.x) * (1 + 1e-12)
    return on_date if residual_ss(on_date) <= nearly else found.x


def search(x, y, weights, grid, min_points):
    """Give the best break of each weighted series on the grid, and its line."""
    columns = basis(x, grid)
    products = np.einsum("gni,gnj->ngij", columns, columns).reshape(len(x), -1)
    gram = (weights @ products).reshape(len(weights), len(grid), 3, 3)
    moment = np.einsum("sn,gni->sgi", weights * y, columns, optimize=True)
    enough = (weights @ (x[:, None] <= grid) >= min_points) & (
        weights @ (x[:, None] >= grid) >= min_points
    )
    gram[~enough] = np.eye(3)
    lines = np.linalg.solve(gram, moment[..., None])[..., 0]
    explained = np.where(enough, np.sum(lines * moment, axis=-1), -np.inf)
    best = explained.argmax(axis=1)
    series = np.arange(len(weights))
    return best, lines[series, best], enough[series, best]


def simulated_ratios(x, noise, grid, spec):
    """Give the likelihood ratio of the best break of each series of noise."""
    enough = (np.sum(x[:, None] <= grid, axis=0) >= spec.min_points_per_segment) & (
        np.sum(x[:, None] >= grid, axis=0) >= spec.min_points_per_segment
    )
    admissible = grid[enough]
    explained = np.column_stack(
        [np.sum((noise @ np.linalg.qr(basis(x, at))[0]) ** 2, axis=1) for at in admissible]
    )
    return likelihood_ratio(x, noise, admissible[explained.argmax(axis=1)], spec.variance)


def likelihood_ratio(x, residuals, breaks, variance):
    """Give twice the log likelihood ratio of kinked over straight lines."""
    n = len(x)
    squares = np.empty_like(residuals)
    for at in np.unique(breaks):
        rows = breaks == at
        squares[rows] = (residuals[rows] - fitted(basis(x, at), residuals[rows])) ** 2
    straight = n * np.log(np.sum(residuals**2, axis=1) / n)
    if variance == "common":
        return straight - n * np.log(np.sum(squares, axis=1) / n)
    before = x <= breaks[:, None]
    for piece in (before, ~before):
        n_piece = piece.sum(axis=1)
        straight -= n_piece * np.log(np.sum(squares * piece, axis=1) / n_piece)
    return straight


def fitted(columns, series):
    """Project series, one a row, on columns."""
    q = np.linalg.qr(columns)[0]
    return (series @ q) @ q.T
