// Asks the API at the address that is given, as Relay does with persisted documents, page by page, and prints what came and what was sent.
const { Environment, Network, RecordSource, Store, fetchQuery, getRefetchMetadata, getSelector } = require("relay-runtime");

// What babel-plugin-relay makes of a tag: the artifact that relay-compiler wrote.
const graphql = ([text]) => require(`./__generated__/${/(?:query|fragment) (\w+)/.exec(text)[1]}.graphql`);

const query = graphql`
  query relayCityQuery($id: ID!) {
    city(id: $id) {
      name
      ...relayCity_page
    }
  }
`;
const fragment = graphql`
  fragment relayCity_page on City
  @refetchable(queryName: "relayCityPageQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 1 }, after: { type: "String" }) {
    adoptedPractices(first: $first, after: $after, orderBy: DATE_ASC) @connection(key: "relayCity_adoptedPractices") {
      edges {
        node {
          id
        }
        fact {
          stage
        }
      }
    }
  }
`;

const [uri, id, field] = process.argv.slice(2);
const sent = [];

async function ask({ id: key, name, text }, variables) {
  sent.push(`${name} ${text ?? "by id"}`);
  const body = JSON.stringify({ [field]: key, variables });
  return (await fetch(uri, { method: "POST", headers: { "Content-Type": "application/json" }, body })).json();
}

async function read() {
  const environment = new Environment({ network: Network.create(ask), store: new Store(new RecordSource()) });
  const { city } = await fetchQuery(environment, query, { id }).toPromise();
  const held = () => environment.lookup(getSelector(fragment, city)).data;
  const { refetchableRequest, identifierInfo } = getRefetchMetadata(fragment, "relay");
  const key = identifierInfo.identifierQueryVariableName;
  while (held().adoptedPractices.pageInfo.hasNextPage) {
    const after = held().adoptedPractices.pageInfo.endCursor;
    await fetchQuery(environment, refetchableRequest, { first: 1, after, [key]: held()[identifierInfo.identifierField] }).toPromise();
  }
  return { name: city.name, rows: held().adoptedPractices.edges.map(({ node, fact }) => [node.id, fact.stage]) };
}

read().then((answer) => console.log(JSON.stringify({ ...answer, sent })));
