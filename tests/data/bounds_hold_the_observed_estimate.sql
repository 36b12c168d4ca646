-- Missing values that equal what is expected leave a slope and a contrast where
-- they are, so bounds around the expected hold the observed estimate; a share lies
-- within its bounds. The observed range need not hold the expected, so bounds by
-- it are left out for the others.
select *
from {{ ref('fct_missingness_bounds') }}
where
    (limits_basis = 'expected' or kind = 'share')
    and (
        estimate < estimate_bound_low - 1e-9
        or estimate > estimate_bound_high + 1e-9
    )
