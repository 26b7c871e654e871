-- Which of the plan's priorities does no indicator follow up?
select priorities.priority_id, priorities.sequence, priorities.name
from priorities
where not exists (
    select 1 from indicator_priorities where indicator_priorities.priority_id = priorities.priority_id
)
