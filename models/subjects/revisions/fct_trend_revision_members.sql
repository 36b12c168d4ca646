{% set key = "specification, group_name, old_snapshot_date, new_snapshot_date" -%}

with

members as (
    select * from {{ ref('int_revisions__trend_members') }}
    where change_kind != 'kept'
),

fits as (

    select * from {{ ref('fit_revisions__trends') }}
    union all by name
    select * from {{ ref('fit_revisions__estimated_costs') }}

),

contributions as (

    {{ contributions_to_change('fits') }}

),

ai_models as (

    select
        ai_model_id as member_id,
        ai_model_name as member_name

    from {{ ref('dim_ai_models') }}

),

rules as (

    select
        {{ rule_value(ref('revisions_rules'), 'named_contributors_max') }}
            as named_contributors_max

),

ranked_members as (

    select
        members.*,
        contributions.slope_contribution_oom_per_year,
        cast(
            row_number() over (
                partition by {{ key }}
                order by
                    abs(contributions.slope_contribution_oom_per_year) desc, member_id
            ) as integer
        ) as contribution_rank

    from members
    inner join contributions using ({{ key }}, member_id)

),

trend_revision_members as (

    select
        ranked_members.specification,
        ranked_members.group_name,
        ranked_members.old_snapshot_date,
        ranked_members.new_snapshot_date,
        ranked_members.contribution_rank,
        ranked_members.member_id,
        ai_models.member_name,
        ranked_members.metric,
        ranked_members.change_kind,
        ranked_members.change_detail,
        ranked_members.old_year,
        ranked_members.new_year,
        ranked_members.old_metric_oom,
        ranked_members.new_metric_oom,
        ranked_members.slope_contribution_oom_per_year,
        {{ doubling_months_part(
            'ranked_members.slope_contribution_oom_per_year',
            'fits.old_slope_oom_per_year',
            'fits.new_slope_oom_per_year'
        ) }} as contribution_doubling_months

    from ranked_members
    cross join rules
    inner join fits using ({{ key }})
    left join ai_models using (member_id)
    where ranked_members.contribution_rank <= rules.named_contributors_max

)

select * from trend_revision_members
