{% macro create_heaviest(table) %}
    create or replace macro main.heaviest(kg) as table
    select * from {{ table }} where weight_kg >= kg
{% endmacro %}


{% macro doubled(column) %}2 * {{ column }}{% endmacro %}
