-- Are confidence labels honest: how many values labelled confident, likely or
-- speculative were later revised, and how many of them stay within the stated band?
with

label_calibration as (select * from {{ ref('fct_label_calibration') }}),

of_compute as (

    select
        confidence,
        old_snapshot_date,
        new_snapshot_date,
        noise_factor,
        nominal_share,
        n_obs,
        within_band_share,
        within_band_share_ci_low,
        within_band_share_ci_high,
        n_revised,
        revised_within_band_share,
        revised_within_band_share_ci_low,
        revised_within_band_share_ci_high,
        verdict

    from label_calibration
    where field = 'training_compute_flop'

)

select * from of_compute
order by noise_factor, old_snapshot_date, new_snapshot_date
