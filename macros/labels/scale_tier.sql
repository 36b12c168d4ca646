{% macro in_scale_tier(value, tiers) -%}
    (
        {{ tiers }}.lower_bound is null
        or {{ value }} > {{ tiers }}.lower_bound
        or ({{ value }} = {{ tiers }}.lower_bound and {{ tiers }}.is_lower_bound_inside)
    )
    and (
        {{ tiers }}.upper_bound is null
        or {{ value }} < {{ tiers }}.upper_bound
        or ({{ value }} = {{ tiers }}.upper_bound and {{ tiers }}.is_upper_bound_inside)
    )
{%- endmacro %}
