{% macro link_key(link) -%}
    nullif(regexp_replace(regexp_replace(regexp_replace(
        lower({{ link }}),
        '^https?://(www[.])?', ''),
        '^arxiv[.]org/(pdf|abs)/([0-9]+[.][0-9]+).*$', 'arxiv.org/\2'),
        '/+$', ''), '')
{%- endmacro %}
