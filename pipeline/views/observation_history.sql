-- What was known of each figure, and from which day to which?
-- A figure that has not been corrected is known from the day it was retrieved. What was there before the first correction was
-- known until then, and since when is not noted. What was known on a day: known_from is null or not after it, and known_to is
-- null or after it. A figure that has been hidden since is hidden on every day.
select
    revisions.indicator_id,
    revisions.year,
    revisions.area_code,
    revisions.sex,
    revisions.age_group,
    revisions.old_value as value,
    iif(
        revisions.old_value is null and revisions.old_status in ('final', 'preliminary'),
        revisions.new_status, revisions.old_status
    ) as value_status,
    (
        select max(before.revised_on)
        from revisions as before
        where
            (before.indicator_id, before.year, before.area_code, before.sex, before.age_group)
            = (revisions.indicator_id, revisions.year, revisions.area_code, revisions.sex, revisions.age_group)
            and before.revised_on < revisions.revised_on
    ) as known_from,
    revisions.revised_on as known_to
from revisions
union all
select
    observations.indicator_id,
    observations.year,
    observations.area_code,
    observations.sex,
    observations.age_group,
    observations.value,
    observations.value_status,
    coalesce(
        (
            select max(revised_on)
            from revisions
            where
                (revisions.indicator_id, revisions.year, revisions.area_code, revisions.sex, revisions.age_group)
                = (
                    observations.indicator_id, observations.year, observations.area_code, observations.sex,
                    observations.age_group
                )
        ),
        observations.retrieved_on
    ) as known_from,
    null as known_to
from observations
