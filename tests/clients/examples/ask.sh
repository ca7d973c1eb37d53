curl -s http://localhost:8000/graphql -H 'Content-Type: application/json' -d '{
  "query": "query ($id: ID!) { city(id: $id) { name practicesToStudy(first: 3) { rows { practice { title } } } } }",
  "variables": {"id": "city:oral"}
}'
