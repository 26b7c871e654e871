-- For each indicator and follow-up year: is there a figure, and if not, why?
-- Only the figures of the area that the site is about: another municipality's do not make up for its own.
-- An indicator counts as published when any of its figures that year is; otherwise its total's status is given.
select
    indicators.indicator_id,
    years.year,
    indicators.name,
    indicators.responsible_function,
    case
        when reported.published > 0 then 'published'
        when reported.status is not null then reported.status
        when years.year < indicators.valid_from or years.year > indicators.valid_to then 'not_valid'
        when indicators.is_measurable = 0 then 'not_measurable'
        when indicators.is_core = 0 then 'voluntary'
        when not (select {due} from (select years.year as year)) then 'not_due'
        else 'not_reported'
    end as reporting_status,
    coalesce(reported.published, 0) as published_values,
    coalesce(reported.hidden, 0) as hidden_values,
    reported.note
from indicators
cross join (select distinct year from observations) as years
left join (
    select
        indicator_id,
        year,
        sum(value is not null) as published,
        sum(value_status in ('suppressed_primary', 'suppressed_secondary')) as hidden,
        max(case when sex = 'T' and age_group = 'total' then value_status end) as status,
        max(note) as note
    from observations
    where area_code = (select area_code from release)
    group by indicator_id, year
) as reported
    on reported.indicator_id = indicators.indicator_id and reported.year = years.year
