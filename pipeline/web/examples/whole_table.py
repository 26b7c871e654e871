import polars as pl

figures = pl.read_csv(
    "{{site}}/ladda-ner/observations_flat.csv",
    schema_overrides={"area_code": pl.String},
    infer_schema_length=None,
)
if figures["is_example"].all():
    print("EXAMPLE DATA")

chosen = figures.filter(pl.col("indicator_id") == "{{indicator}}", pl.col("area_code") == "{{area}}")
for row in chosen.select("year", "sex", "value", "value_status").iter_rows():
    print(*row)
