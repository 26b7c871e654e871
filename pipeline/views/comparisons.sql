-- What are the municipality's rates and shares beside the nation's, and beside the means of its county and of similar ones?
-- A mean counts every other municipality of a group alike, whatever its size; the municipality itself is not in it.
-- There is none where less than half of the group has a figure.
select
    observations.indicator_id,
    observations.year,
    iif(observations.area_code = (select area_code from release), 'own', 'nation') as compared,
    observations.value,
    observations.value_status,
    uncertainties.half_width,
    null as members,
    null as members_with_value
from observations
join indicators using (indicator_id)
join areas using (area_code)
left join uncertainties using (indicator_id, year, area_code, sex, age_group)
where
    observations.sex = 'T'
    and observations.age_group = 'total'
    and indicators.value_kind in ('rate', 'share')
    and (observations.area_code = (select area_code from release) or areas.kind = 'nation')
    and exists (
        select 1
        from observations as other
        where
            other.indicator_id = observations.indicator_id
            and other.area_code <> (select area_code from release)
    )
union all
select
    observations.indicator_id,
    observations.year,
    members.kind as compared,
    avg(observations.value) as value,
    iif(sum(observations.value_status = 'preliminary'), 'preliminary', 'final') as value_status,
    null as half_width,
    (
        select count(*)
        from comparison_group_members as every
        join areas using (area_code)
        where
            every.kind = members.kind
            and areas.kind = 'municipality'
            and every.area_code <> (select area_code from release)
    ) as members,
    count(observations.value) as members_with_value
from observations
join indicators using (indicator_id)
join comparison_group_members as members using (area_code)
join areas using (area_code)
where
    observations.sex = 'T'
    and areas.kind = 'municipality'
    and observations.age_group = 'total'
    and indicators.value_kind in ('rate', 'share')
    and observations.area_code <> (select area_code from release)
group by observations.indicator_id, observations.year, members.kind
having 2 * members_with_value >= members
