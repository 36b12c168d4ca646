with

specifications as (select * from {{ ref('parameter_gap_specifications') }}),

gap_rules as (select * from {{ ref('parameter_gap_rules') }}),

periods as (select * from {{ ref('parameter_gap_periods') }}),

gap_specifications as (

    select
        specifications.*,
        gap_rules.lower_bound,
        gap_rules.upper_bound,
        gap_rules.ends,
        periods.period

    from specifications
    inner join gap_rules
        on specifications.gap_rule = gap_rules.gap_rule
    cross join periods

)

select * from gap_specifications
