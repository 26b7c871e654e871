-- How far has the follow-up of each year come?
-- An indicator that is due is reported when it has a figure, or a reason why it has none. A year is complete when all of
-- them are reported, or when it has been closed without the rest.
select
    year,
    count(*) as due,
    sum(reporting_status <> 'not_reported') as reported,
    sum(reporting_status = 'published') as published,
    year in (select year from closed_years) as is_closed,
    sum(reporting_status = 'not_reported') = 0 or year in (select year from closed_years) as is_complete
from reporting_status
join indicators using (indicator_id)
where {due}
group by year
