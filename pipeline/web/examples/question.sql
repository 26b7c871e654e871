select year, sex, value, value_status
from observations
where indicator_id = :indicator and area_code = :area
order by year, sex
