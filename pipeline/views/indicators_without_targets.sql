-- Which indicators has no decision set a target for?
select indicators.indicator_id, indicators.name, indicators.direction, indicators.responsible_function
from indicators
where not exists (select 1 from targets where targets.indicator_id = indicators.indicator_id)
