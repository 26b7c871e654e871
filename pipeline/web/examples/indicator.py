import json
from urllib.request import urlopen

SITE = "{{site}}/handlingsplan"
CHOSEN = "indicator_id={{indicator}}&area_code={{area}}"

with urlopen(f"{SITE}/dataset.json?_shape=array") as answer:
    if json.load(answer)[0]["is_example"]:
        print("EXAMPLE DATA")

with urlopen(f"{SITE}/observations.json?{CHOSEN}&_shape=array&_size=max") as answer:
    for row in json.load(answer):
        print(row["year"], row["sex"], row["value"], row["value_status"])
