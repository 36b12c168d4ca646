{% macro fractional_year(date_column) -%}
    {# A mean Gregorian year has 365.2425 days, so equal spans stay equal. #}
    (1970 + date_diff('day', date '1970-01-01', {{ date_column }}) / 365.2425)
{%- endmacro %}

{% macro days_to_years(days) -%}
    ({{ days }} / 365.2425)
{%- endmacro %}
