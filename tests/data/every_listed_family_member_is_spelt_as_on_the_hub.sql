-- A member that is not in the newest listing counts as missing, and so would a slip of
-- the pen. At least three quarters of the members must be found.
with

members as (select * from {{ ref('int_downloads__family_members') }}),

newest as (

    select max(snapshot_date) as snapshot_date from members

),

found as (

    select count(members.parameters) / count(*) as found_share
    from members
    inner join newest using (snapshot_date)

)

select * from found
where not coalesce(found_share >= 0.75, false)
