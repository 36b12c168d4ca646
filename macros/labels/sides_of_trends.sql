{% macro sides_of_trends(samples, specifications, pairs) -%}
    select
        samples.specification,
        samples.group_name,
        pairs.old_snapshot_date,
        pairs.new_snapshot_date,
        samples.member_id,
        specifications.metric,
        max(samples.min_obs) as min_obs,
        {%- for side in ['old', 'new'] %}
        max(samples.member_year) filter (
            where samples.snapshot_date = pairs.{{ side }}_snapshot_date
        ) as {{ side }}_year,
        max(samples.metric_oom) filter (
            where samples.snapshot_date = pairs.{{ side }}_snapshot_date
        ) as {{ side }}_metric_oom,
        {%- endfor %}
        -- the snapshot in whose sample the member is not
        case
            when old_year is null then pairs.old_snapshot_date
            when new_year is null then pairs.new_snapshot_date
        end as absent_snapshot_date

    from {{ samples }} as samples
    inner join {{ specifications }} as specifications
        on samples.specification = specifications.specification
    inner join {{ pairs }} as pairs
        on samples.snapshot_date in (pairs.old_snapshot_date, pairs.new_snapshot_date)
    group by
        samples.specification,
        samples.group_name,
        pairs.old_snapshot_date,
        pairs.new_snapshot_date,
        samples.member_id,
        specifications.metric
{%- endmacro %}
