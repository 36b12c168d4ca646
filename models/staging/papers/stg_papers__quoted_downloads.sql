with

quoted_downloads as (select * from {{ ref('papers__quoted_downloads') }})

select * from quoted_downloads
