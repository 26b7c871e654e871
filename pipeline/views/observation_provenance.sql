-- Where does each figure come from, and which releases did it come with and change in?
-- The file is the last one that the figure was read from; a figure without one was written in the data folder itself, or has
-- been corrected there since. A figure that no release has added has been there since the first.
select
    observations.indicator_id,
    observations.year,
    observations.area_code,
    observations.sex,
    observations.age_group,
    observations.value,
    observations.value_status,
    indicators.source_id,
    imported_files.name as file_name,
    observation_origins.sheet,
    observation_origins.row,
    imported_files.imported_on,
    imported_files.address,
    imported_files.sha256,
    coalesce(
        (
            select iif(kind = 'added', release_id, null)
            from observation_releases as earliest
            where
                (earliest.indicator_id, earliest.year, earliest.area_code, earliest.sex, earliest.age_group)
                = (
                    observations.indicator_id, observations.year, observations.area_code, observations.sex,
                    observations.age_group
                )
            order by position
            limit 1
        ),
        release.first_release
    ) as published_in,
    (
        select release_id
        from observation_releases as newest
        where
            (newest.indicator_id, newest.year, newest.area_code, newest.sex, newest.age_group)
            = (
                observations.indicator_id, observations.year, observations.area_code, observations.sex,
                observations.age_group
            )
            and newest.kind = 'changed'
        order by position desc
        limit 1
    ) as changed_in,
    (
        select max(revisions.revised_on)
        from revisions
        where
            (revisions.indicator_id, revisions.year, revisions.area_code, revisions.sex, revisions.age_group)
            = (
                observations.indicator_id, observations.year, observations.area_code, observations.sex,
                observations.age_group
            )
    ) as revised_on
from observations
cross join release
join indicators using (indicator_id)
left join imported_files on imported_files.file_id = (
    select max(origins.file_id)
    from observation_origins as origins
    where
        (origins.indicator_id, origins.year, origins.area_code, origins.sex, origins.age_group)
        = (
            observations.indicator_id, observations.year, observations.area_code, observations.sex,
            observations.age_group
        )
)
    and not exists (
        select 1
        from revisions
        where
            (revisions.indicator_id, revisions.year, revisions.area_code, revisions.sex, revisions.age_group)
            = (
                observations.indicator_id, observations.year, observations.area_code, observations.sex,
                observations.age_group
            )
            and revisions.revised_on > imported_files.imported_on
    )
left join observation_origins using (indicator_id, year, area_code, sex, age_group, file_id)
