-- The three-eras paper's doubling times must come out of the snapshot nearest to
-- its data: ours inside the published interval, and about as many AI models. The
-- snapshot was taken three months after the paper and holds a few models more. The
-- sample of A12 was chosen by hand, so its size is not ours to give.
with

claim_checks as (
    select * from {{ ref('fct_claim_checks') }}
    where
        source_url = 'https://arxiv.org/abs/2202.05924'
        and quantity = 'doubling_months'
        and is_own_snapshot
        and tested_by is not null
),

compared as (

    select
        claim_id,
        n_obs,
        n_obs_published,
        estimate,
        published_ci_low,
        published_ci_high,
        coalesce(
            estimate between published_ci_low and published_ci_high, false
        ) as is_inside,
        abs(n_obs - n_obs_published) <= greatest(2, 0.15 * n_obs_published)
        or claim_id = 'A12' as is_same_sample

    from claim_checks

)

select * from compared
where not is_inside or not coalesce(is_same_sample, false)
