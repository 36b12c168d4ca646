with

counts as (select * from {{ ref('int_access__threshold_counts') }}),

rules as (

    select
        ci_level,
        normal_quantile as ci_z

    from {{ ref('normal_quantiles') }}
    where ci_level = {{ rule_value(ref('interval_levels'), 'share_ci_level') }}

),

-- the unstated are no tier: their share among the stated means nothing
cells as (

    select
        *,
        n_above_all - n_above_unknown as n_stated,
        case when access_group != 'unknown' then n_above end as n_own,
        case when access_group != 'unknown' then n_above_all - n_above_unknown end
            as n_of

    from counts

),

-- at worst every missing model joins where it moves the share outwards
shares as (

    select
        cells.*,
        {{ ratio('cells.n_own', 'cells.n_of') }} as access_share,
        {{ wilson_bound('cells.n_own', 'cells.n_of', 'rules.ci_z', 'low') }}
            as access_share_ci_low,
        {{ wilson_bound('cells.n_own', 'cells.n_of', 'rules.ci_z', 'high') }}
            as access_share_ci_high,
        {{ ratio('cells.n_own', 'cells.n_above_all') }}
            as unknown_access_bound_share_low,
        {{ ratio('cells.n_own + cells.n_above_unknown', 'cells.n_above_all') }}
            as unknown_access_bound_share_high,
        {{ ratio(
            'cells.n_own',
            '(cells.n_above_all + cells.n_missing_all - cells.n_missing)'
        ) }} as missing_compute_bound_share_low,
        cells.n_missing + cells.n_missing_unknown as n_missing_joining,
        {{ ratio(
            '(cells.n_own + cells.n_above_unknown + n_missing_joining)',
            '(cells.n_above_all + n_missing_joining)'
        ) }} as missing_compute_bound_share_high,
        {{ ratio(
            'cells.n_own',
            '(cells.n_above_all + cells.n_possible_all - cells.n_possible)'
        ) }} as possible_compute_bound_share_low,
        cells.n_possible + cells.n_possible_unknown as n_possible_joining,
        {{ ratio(
            '(cells.n_own + cells.n_above_unknown + n_possible_joining)',
            '(cells.n_above_all + n_possible_joining)'
        ) }} as possible_compute_bound_share_high,
        rules.ci_level

    from cells
    cross join rules

),

access_by_compute as (

    select
        snapshot_date,
        population,
        threshold_name,
        threshold_flop,
        access_group,
        first_crossing_date,
        cast(n_above as integer) as n_ai_models,
        cast(n_above_all as integer) as n_at_or_above,
        cast(n_above_unknown as integer) as n_unknown_access,
        cast(n_stated as integer) as n_obs,
        access_share,
        access_share_ci_low,
        access_share_ci_high,
        unknown_access_bound_share_low,
        unknown_access_bound_share_high,
        missing_compute_bound_share_low,
        missing_compute_bound_share_high,
        possible_compute_bound_share_low,
        possible_compute_bound_share_high,
        cast(n_published as integer) as n_since_first_crossing,
        cast(n_missing as integer) as n_missing_compute,
        cast(n_possible as integer) as n_possibly_above,
        1 - {{ ratio('n_missing', 'n_published') }} as training_compute_share,
        ci_level,
        'Wilson score interval; worst-case bounds' as method,
        case when n_of > 0 then 'estimated' else 'not_estimable' end as status,
        case
            when access_group = 'unknown' then 'access is not stated'
            when n_above_all = 0 then 'no AI model is known at or above the threshold'
            when n_stated = 0 then 'no AI model at or above has stated access'
        end as status_reason

    from shares

)

select * from access_by_compute
