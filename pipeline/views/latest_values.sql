-- What is the latest published value of each series (indicator, area, sex, age)?
-- Written so that a choice of indicator or area reaches the index: the newest year is looked up series by series.
select
    observations.indicator_id,
    observations.area_code,
    observations.sex,
    observations.age_group,
    observations.year,
    observations.value,
    observations.numerator,
    observations.denominator,
    observations.value_status,
    indicators.unit
from observations
join indicators using (indicator_id)
where
    observations.value is not null
    and not exists (
        select 1
        from observations as later
        where
            later.indicator_id = observations.indicator_id
            and later.area_code = observations.area_code
            and later.sex = observations.sex
            and later.age_group = observations.age_group
            and later.year > observations.year
            and later.value is not null
    )
