with

cases as (select * from {{ ref('inference_cases') }}),

inputs as (select * from {{ ref('int_costs__economic_inputs') }}),

precisions as (

    select
        unnest(['fp16', 'int8', 'int4']) as weight_precision,
        unnest([
            value_of['bytes_per_parameter_fp16'],
            value_of['bytes_per_parameter_int8'],
            value_of['bytes_per_parameter_int4']
        ]) as bytes_per_parameter

    from inputs

)

select
    cases.case_name,
    cases.total_parameters,
    cases.active_parameters,
    cases.source_url,
    precisions.weight_precision,
    precisions.bytes_per_parameter,
    inputs.value_of['inference_flop_per_parameter_token'] as flop_per_parameter_token

from cases
cross join precisions
cross join inputs
