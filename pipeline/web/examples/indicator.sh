curl --fail --get "{{site}}/handlingsplan/observations.csv" \
  --data "indicator_id={{indicator}}" --data "area_code={{area}}"
