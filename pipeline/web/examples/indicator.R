site <- "{{site}}/handlingsplan"
chosen <- "indicator_id={{indicator}}&area_code={{area}}"

dataset <- read.csv(paste0(site, "/dataset.csv"))
if (dataset$is_example) message("EXAMPLE DATA")

rows <- read.csv(
  paste0(site, "/observations.csv?", chosen),
  colClasses = c(area_code = "character", sex = "character"),
  na.strings = "",
  encoding = "UTF-8"
)
print(rows[c("year", "sex", "value", "value_status")])
