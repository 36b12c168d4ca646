{{ config(materialized='ephemeral') }}

select 0.5 as share
