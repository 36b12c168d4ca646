{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- set schemas = {
        'stg': 'staging', 'int': 'intermediate', 'fit': 'fits'
    } -%}
    {%- set prefix = node.name.split('_')[0] if node.resource_type == 'model' -%}
    {{ custom_schema_name or schemas.get(prefix, target.schema) | trim }}
{%- endmacro %}
