"""Regress unit costs on scale and date, with HC3 errors."""

import numpy as np
import pandas as pd
import statsmodels.api as sm
from shared import assumptions, chosen


def compute(models):
    rows = []
    methods = models["training_compute_estimation_methods"].fillna("")
    separate = methods.str.contains("Operation counting|Reported")
    has_cost_origin = separate & models["chip_hours"].notna()
    has_power_origin = separate & models["training_power_draw_w"].notna()
    for spec in assumptions("elasticity_specifications").itertuples():
        sample = chosen(models, spec).dropna(subset=[spec.metric, spec.scale_metric])
        if spec.sample_rule == "separate":
            origin = has_cost_origin if spec.metric.startswith("cost_") else has_power_origin
            sample = sample[origin.reindex(sample.index)]
        for snapshot, part in sample.groupby("snapshot_date"):
            if len(part) < spec.min_obs:
                continue
            scale = np.log10(part[spec.scale_metric])
            terms = {"elasticity": scale - scale.mean()}
            if spec.has_date:
                year = part["publication_year"]
                terms["slope_oom_per_year"] = year - year.mean()
            if spec.has_curvature:
                terms["curvature"] = terms["elasticity"] ** 2
            design = sm.add_constant(pd.DataFrame(terms))
            fit = sm.OLS(np.log10(part[spec.metric]), design).fit(cov_type="HC3", use_t=True)
            bounds = fit.conf_int(1 - spec.ci_level)
            row = {"specification": spec.specification, "snapshot_date": snapshot}
            row |= {"n_obs": len(part)}
            for term in terms:
                row |= {
                    term: fit.params[term],
                    f"{term}_ci_low": bounds.loc[term, 0],
                    f"{term}_ci_high": bounds.loc[term, 1],
                }
            rows.append(row)
    return pd.DataFrame(rows)
