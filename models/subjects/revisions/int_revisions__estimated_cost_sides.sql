with

samples as (select * from {{ ref('int_trends__estimated_cost_samples') }}),

-- chips have snapshots of their own
specifications as (
    select * from {{ ref('trend_specifications') }}
    where entity = 'ai_model'
),

-- changes over longer spans are sums of these
pairs as (
    select * from {{ ref('int_revisions__snapshot_pairs') }}
    where is_consecutive
),

sides as (

    {{ sides_of_trends('samples', 'specifications', 'pairs') }}

)

select * from sides
