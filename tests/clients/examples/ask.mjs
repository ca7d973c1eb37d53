const query = `query ($id: ID!) {
  city(id: $id) { name practicesToStudy(first: 3) { rows { practice { title } } } }
}`;

const response = await fetch("http://localhost:8000/graphql", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ query, variables: { id: "city:oral" } }),
});
const { data, errors } = await response.json();
if (errors) throw new Error(`${errors[0].extensions.code}: ${errors[0].message}`);
for (const { practice } of data.city.practicesToStudy.rows) console.log(practice.title);
