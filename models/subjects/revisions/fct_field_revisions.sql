with

revisions as (select * from {{ ref('fct_record_revisions') }}),

presence as (
    select * from {{ ref('int_revisions__presence') }}
    where presence = 'kept'
),

pairs as (select * from {{ ref('int_revisions__snapshot_pairs') }}),

revised_values as (select * from {{ ref('int_revisions__values') }}),

rules as (

    select
        {{ rule_value(ref('revisions_rules'), 'revision_large_factor') }}
            as large_factor,
        ci_level,
        normal_quantile as ci_z

    from {{ ref('normal_quantiles') }}
    where ci_level = {{ rule_value(ref('interval_levels'), 'share_ci_level') }}

),

-- what could have been revised: values of models that both snapshots list
before as (

    select
        presence.old_snapshot_date,
        presence.new_snapshot_date,
        revised_values.field,
        count(*) as n_before

    from presence
    inner join revised_values
        on
            presence.old_snapshot_date = revised_values.snapshot_date
            and presence.ai_model_id = revised_values.ai_model_id
    group by all

),

counts as (

    select
        revisions.old_snapshot_date,
        revisions.new_snapshot_date,
        revisions.field,
        count(*) filter (where revisions.revision = 'added_value') as n_added_values,
        count(*) filter (where revisions.revision = 'removed_value')
            as n_removed_values,
        count(*) filter (where revisions.revision = 'revised') as n_revised,
        count(*) filter (where revisions.is_moved) as n_moved,
        count(*) filter (
            where abs(log10(revisions.value_ratio)) > log10(rules.large_factor)
        ) as n_large,
        median(abs(log10(revisions.value_ratio))) filter (where revisions.is_moved)
            as moved_size_median_oom,
        median(log10(revisions.value_ratio)) filter (where revisions.is_moved)
            as moved_median_oom

    from revisions
    cross join rules
    group by all

),

shares as (

    select
        before.old_snapshot_date,
        before.new_snapshot_date,
        before.field,
        pairs.is_consecutive,
        pairs.is_scope_changed,
        cast(
            before.n_before - coalesce(counts.n_removed_values, 0) as integer
        ) as n_obs,
        cast(coalesce(counts.n_added_values, 0) as integer) as n_added_values,
        cast(coalesce(counts.n_removed_values, 0) as integer) as n_removed_values,
        cast(coalesce(counts.n_revised, 0) as integer) as n_revised,
        cast(coalesce(counts.n_moved, 0) as integer) as n_moved,
        cast(coalesce(counts.n_large, 0) as integer) as n_large,
        counts.moved_size_median_oom,
        counts.moved_median_oom,
        rules.ci_level,
        rules.ci_z

    from before
    cross join rules
    inner join pairs using (old_snapshot_date, new_snapshot_date)
    left join counts using (old_snapshot_date, new_snapshot_date, field)

),

field_revisions as (

    select
        * exclude (ci_z),
        {{ ratio('n_revised', 'n_obs') }} as revised_share,
        {{ ratio('n_moved', 'n_obs') }} as moved_share,
        {{ wilson_bound('n_moved', 'n_obs', 'ci_z', 'low') }} as moved_share_ci_low,
        {{ wilson_bound('n_moved', 'n_obs', 'ci_z', 'high') }} as moved_share_ci_high,
        {{ ratio('n_large', 'n_obs') }} as large_share,
        'Wilson score interval' as method

    from shares

)

select * from field_revisions
