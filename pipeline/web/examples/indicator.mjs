const site = "{{site}}/handlingsplan";
const chosen = "indicator_id={{indicator}}&area_code={{area}}";

async function ask(path) {
  const answer = await fetch(`${site}/${path}`);
  const content = await answer.json();
  if (!answer.ok) throw new Error(content.error);
  return content;
}

const [dataset] = await ask("dataset.json?_shape=array");
if (dataset.is_example) console.log("EXAMPLE DATA");

const rows = await ask(`observations.json?${chosen}&_shape=array&_size=max`);
for (const row of rows) {
  console.log(row.year, row.sex, row.value ?? row.value_status);
}
