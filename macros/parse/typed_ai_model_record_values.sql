{% macro typed_ai_model_record_values() -%}
    cast(snapshot_date as date) as snapshot_date,
    cast(record_number as integer) as record_number,
    {{ parse_date('publication_date') }} as publication_date,
    {{ date_precision('publication_date') }} as publication_date_precision,
    {%- for column in ai_model_record_flags() %}
    {{ parse_flag(column) }} as {{ column }},
    {%- endfor %}
    {%- for column in ai_model_record_numbers() %}
    {{ parse_number(column) }} as {{ column }}{{ "," if not loop.last }}
    {%- endfor %}
{%- endmacro %}
