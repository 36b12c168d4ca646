-- A number that somebody typed is worth as much as the page it can be checked on.
{% set seeds = [
    ref('access_tiers'),
    ref('era_boundaries'),
    ref('label_rules'),
    ref('scale_tiers'),
    ref('snapshot_conventions'),
    ref('trend_specifications'),
    ref('z_score_rules'),
] -%}

with

hand_entered as (

    {% for seed in seeds %}
        select
            '{{ seed.identifier }}' as seed,
            source_url

        from {{ seed }}
        {{ "union all" if not loop.last }}
    {% endfor %}

),

unsourced as (

    select * from hand_entered
    where
        not coalesce(
            regexp_matches(source_url, '^https?://[^\s/]+[.][^\s/]+\S*$'), false
        )

)

select * from unsourced
