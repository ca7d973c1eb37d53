// Asks the API at the address that is given, as Apollo's client does with automatic persisted queries, and prints what went over the wire.
import { createHash } from "node:crypto";
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from "@apollo/client/core/index.js";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";

const uri = process.argv[2];
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const requests = [];

async function noted(address, options) {
  const response = await fetch(address, options);
  const whole = new URL(address).searchParams.has("query") || String(options.body ?? "").includes('"query"');
  requests.push(`${options.method} ${whole ? "document" : "hash"} ${response.status}`);
  return response;
}

async function ask(query, useGETForHashedQueries) {
  const links = [new PersistedQueryLink({ sha256, useGETForHashedQueries }), new HttpLink({ uri, fetch: noted })];
  const client = new ApolloClient({ cache: new InMemoryCache(), link: ApolloLink.from(links) });
  return (await client.query({ query })).data.statistics;
}

const answers = [];
for (const byGet of [false, true]) {
  const query = byGet ? gql`query Visits { statistics { visits } }` : gql`query Cities { statistics { cities } }`;
  answers.push(await ask(query, byGet), await ask(query, byGet));
}
console.log(JSON.stringify({ answers: answers.map(({ cities, visits }) => cities ?? visits), requests }));
