{% macro ai_models_left_out(specifications, training_runs, groups, chips) -%}
    select
        filters.specification,
        training_runs.snapshot_date,
        training_runs.ai_model_id

    from (
        {%- for column, grouping_name in {
            'organization_type': 'organization_type',
            'task_domain': 'task_domain',
            'country_code': 'country',
            'access_tier': 'access_tier',
        }.items() %}
        {{ 'union all' if not loop.first }}
        select
            specification,
            '{{ grouping_name }}' as grouping_name,
            {{ column }} as group_name

        from {{ specifications }}
        where {{ column }} is not null
        {%- endfor %}
    ) as filters
    cross join {{ training_runs }} as training_runs
    left join {{ groups }} as groups
        on
            training_runs.snapshot_date = groups.snapshot_date
            and training_runs.ai_model_id = groups.ai_model_id
            and filters.grouping_name = groups.grouping_name
            and replace(filters.group_name, 'not ', '') = groups.group_name
    where (groups.ai_model_id is null) != (filters.group_name like 'not %')
    union
    select
        specifications.specification,
        training_runs.snapshot_date,
        training_runs.ai_model_id

    from {{ specifications }} as specifications
    cross join {{ training_runs }} as training_runs
    left join {{ chips }} as chips
        on
            training_runs.snapshot_date = chips.snapshot_date
            and training_runs.ai_model_id = chips.ai_model_id
            and replace(specifications.hardware_kind, 'not ', '') = chips.hardware_type
    where
        specifications.hardware_kind is not null
        and (chips.ai_model_id is null)
        != (specifications.hardware_kind like 'not %')
    union
    select
        named.specification,
        training_runs.snapshot_date,
        training_runs.ai_model_id

    from (
        select
            specification,
            unnest(string_split(excluded_ai_models, ';')) as ai_model_id

        from {{ specifications }}
        where excluded_ai_models is not null
    ) as named
    inner join {{ training_runs }} as training_runs
        on named.ai_model_id = training_runs.ai_model_id
{%- endmacro %}
