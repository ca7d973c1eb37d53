import httpx

QUERY = """
query ($id: ID!) {
  city(id: $id) { name practicesToStudy(first: 3) { rows { practice { title } } } }
}
"""

answer = httpx.post("http://localhost:8000/graphql", json={"query": QUERY, "variables": {"id": "city:oral"}}).json()
for error in answer.get("errors", []):
    raise SystemExit(f"{error['extensions']['code']}: {error['message']}")
for row in answer["data"]["city"]["practicesToStudy"]["rows"]:
    print(row["practice"]["title"])
