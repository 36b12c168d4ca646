with

inputs as (select * from {{ ref('economic_inputs') }}),

-- one row, so that a formula names its inputs: inputs.value_of['chips_per_node']
cost_inputs as (

    select
        map_from_entries(
            list((input_name, input_value) order by input_name)
        ) as value_of

    from inputs

)

select * from cost_inputs
