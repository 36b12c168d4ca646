{% macro contributions_to_change(fits) -%}
    select
        specification,
        group_name,
        old_snapshot_date,
        new_snapshot_date,
        unnest(member_ids) as member_id,
        unnest(contributions_oom_per_year) as slope_contribution_oom_per_year

    from {{ fits }}
    where status = 'estimated'
{%- endmacro %}
