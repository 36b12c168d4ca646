with

anchors as (
    select * from {{ ref('anchors') }}
    where is_rule or {{ reads_published_records() }}
),

snapshots as (
    select * from {{ ref('dim_snapshots') }}
    where table_name = 'ai_models'
),

-- as text, since an unpivot wants one type: a double comes back from it unchanged, and
-- '' is a null of a row; what a table has no column for stays null, and is left out
anchored_rows as (

    select
        'fct_training_runs' as table_name,
        snapshot_date,
        ai_model_id,
        'row' as whole_row,
        coalesce(cast(columns([
            'access_tier', 'publication_date', 'publication_year', 'parameters',
            'training_compute_flop', 'training_compute_z', 'training_time_hours',
            'chip_hours', 'training_power_draw_w', 'training_energy_kwh',
            'training_cost_usd_2023', 'cost_per_flop_usd_2023', 'compute_per_joule_flop'
        ]) as varchar), '')

    from {{ ref('fct_training_runs') }}
    union all by name
    select
        'fct_growth_trends' as table_name,
        snapshot_date,
        'row' as whole_row,
        coalesce(cast(
            columns(['status', 'doubling_months', 'r_squared']) as varchar
        ), '')

    from {{ ref('fct_growth_trends') }}
    union all by name
    select
        'dim_hardware' as table_name,
        'row' as whole_row,
        coalesce(cast(
            columns(['fp32_flop_per_s_per_w', 'release_year']) as varchar
        ), '')

    from {{ ref('dim_hardware') }}

),

cells as (

    unpivot anchored_rows
    on columns(* exclude (table_name, snapshot_date, ai_model_id))
    into name column_name value cell

),

-- what all rows show is asked of the newest snapshot, a famous run of every one
targets as (

    select
        anchors.*,
        snapshots.snapshot_date

    from anchors
    inner join snapshots
        on coalesce(anchors.known_since <= snapshots.snapshot_date, snapshots.is_newest)

),

matched_cells as (

    select
        targets.*,
        nullif(cells.cell, '') as cell,
        try_cast(cells.cell as double) as number

    from targets
    left join cells
        on
            targets.table_name = cells.table_name
            and replace(targets.column_name, '*', 'whole_row') = cells.column_name
            -- chips are of no snapshot
            and coalesce(targets.snapshot_date = cells.snapshot_date, true)
            and coalesce(targets.ai_model_id = cells.ai_model_id, true)

),

measured_anchors as (

    select
        table_name,
        snapshot_date,
        anchor,
        column_name,
        -- all values lie within the limits when their share is one
        if(check_kind = 'all_values_between', 1, lower_limit) as lower_limit,
        if(check_kind = 'all_values_between', null, upper_limit) as upper_limit,
        reason,
        case check_kind
            -- a table without rows shows nothing
            when 'n_rows_between' then nullif(count(cell), 0)
            when 'known_share_between' then count(cell) / count(*)
            when 'word_share_between' then avg(cast(cell = word as integer))
            when 'other_words_share_between' then avg(cast(cell != word as integer))
            when 'all_values_between'
                then avg(cast(number between lower_limit and upper_limit as integer))
            when 'mean_between' then avg(number)
            when 'median_between' then median(number)
            -- one AI model has one value in a snapshot
            when 'value_between' then max(number)
        end as observed_value

    from matched_cells
    group by
        table_name, snapshot_date, anchor, column_name,
        check_kind, lower_limit, upper_limit, reason
    -- other records may lack what a rule is about
    having observed_value is not null or {{ reads_published_records() }}

)

select * from measured_anchors
