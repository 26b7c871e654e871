-- What was known of each figure, and from which day to which?
-- A figure that has not been corrected is known from the day it was retrieved. What was there before the first correction was
-- known until then, and since when is not noted. What was known on a day: known_from is null or not after it, and known_to is
-- null or after it. A figure that has been hidden since is hidden on every day before it was, and one that is shown again is
-- known from the day it was retrieved. What only a recalled release has shown is left out.
select *
from (
    select
        revisions.indicator_id,
        revisions.year,
        revisions.area_code,
        revisions.sex,
        revisions.age_group,
        revisions.old_value as value,
        case
            when revisions.old_value is null and revisions.old_status in ('final', 'preliminary')
                then (
                    select after.new_status
                    from revisions as after
                    where
                        (after.indicator_id, after.year, after.area_code, after.sex, after.age_group)
                        = (
                            revisions.indicator_id, revisions.year, revisions.area_code, revisions.sex,
                            revisions.age_group
                        )
                        and after.revised_on >= revisions.revised_on
                        and after.new_status in ('suppressed_primary', 'suppressed_secondary')
                    order by after.revised_on
                    limit 1
                )
            else revisions.old_status
        end as value_status,
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
)
where value_status is not null
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
            select iif(newest.new_value is observations.value, newest.revised_on, observations.retrieved_on)
            from revisions as newest
            where
                (newest.indicator_id, newest.year, newest.area_code, newest.sex, newest.age_group)
                = (
                    observations.indicator_id, observations.year, observations.area_code, observations.sex,
                    observations.age_group
                )
            order by newest.revised_on desc
            limit 1
        ),
        observations.retrieved_on
    ) as known_from,
    null as known_to
from observations
