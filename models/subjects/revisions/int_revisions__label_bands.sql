with

confidence_noise as (

    select * from {{ ref('confidence_noise') }}

),

-- the producer's labels; what has none, or is marked as wrong, has no stated band
labelled as (

    select
        confidence,
        noise_factor,
        noise_ci_level,
        unnest(['training_compute_flop', 'parameters', 'dataset_size']) as field

    from confidence_noise
    where confidence not in ('unknown', 'wrong')

)

select * from labelled
