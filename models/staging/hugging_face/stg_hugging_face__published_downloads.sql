with

published_downloads as (select * from {{ ref('hugging_face__published_downloads') }})

select * from published_downloads
