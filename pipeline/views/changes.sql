-- How has each published value changed since the year before, and since the first year it can be compared with?
-- A series break ends what can be compared: the first year is the newest break's, or else the series' first.
select
    observations.indicator_id,
    observations.area_code,
    observations.sex,
    observations.age_group,
    observations.year,
    observations.value,
    previous.value as previous_value,
    case when observations.series_break = 0 then round(observations.value - previous.value, 5) end
        as change_since_previous_year,
    first.year as first_comparable_year,
    first.value as first_comparable_value,
    case when first.year < observations.year then round(observations.value - first.value, 5) end
        as change_since_first_year
from observations
left join observations as previous
    on previous.indicator_id = observations.indicator_id
    and previous.area_code = observations.area_code
    and previous.sex = observations.sex
    and previous.age_group = observations.age_group
    and previous.year = observations.year - 1
left join observations as first
    on first.indicator_id = observations.indicator_id
    and first.area_code = observations.area_code
    and first.sex = observations.sex
    and first.age_group = observations.age_group
    and first.year = (
        select min(candidate.year)
        from observations as candidate
        where
            candidate.indicator_id = observations.indicator_id
            and candidate.area_code = observations.area_code
            and candidate.sex = observations.sex
            and candidate.age_group = observations.age_group
            and candidate.value is not null
            and candidate.year <= observations.year
            and candidate.year >= coalesce(
                (
                    select max(series_breaks.year)
                    from series_breaks
                    where
                        series_breaks.indicator_id = observations.indicator_id
                        and series_breaks.year <= observations.year
                ),
                0
            )
    )
where observations.value is not null
