with

claims as (

    select * from {{ ref('published_claims') }}

),

tolerance_rules as (

    select * from {{ ref('claim_tolerance_rules') }}

),

quantities as (

    select * from {{ ref('claim_quantities') }}

),

interval_levels as (

    select * from {{ ref('interval_levels') }}

),

ruled as (

    select
        claims.*,
        tolerance_rules.compares,
        tolerance_rules.accepts,
        quantities.interval_scale,
        interval_levels.normal_quantile,
        -- a share of a logarithm is no share of what it stands for
        greatest(
            case
                when tolerance_rules.has_rounding
                    then coalesce(claims.last_digit, 0) / 2
                else 0
            end,
            tolerance_rules.tolerance_count,
            case
                when claims.unit like 'log10_%'
                    then log10(1 + tolerance_rules.tolerance_share)
                else tolerance_rules.tolerance_share * abs(claims.published_value)
            end
        ) as tolerance

    from claims
    inner join tolerance_rules using (tolerance_rule)
    left join quantities using (quantity)
    left join interval_levels using (ci_level)

),

-- what our number may be: a side without a limit is null
accepting as (

    select
        *,
        case
            when relation in ('at_most', 'below') then null
            when accepts = 'published_interval' then published_ci_low
            else published_value - tolerance
        end as accepted_low,
        case
            when relation in ('at_least', 'above') then null
            when accepts = 'published_interval' then published_ci_high
            else published_value + tolerance
        end as accepted_high

    from ruled

)

select * from accepting
