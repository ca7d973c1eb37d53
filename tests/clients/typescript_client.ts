// Asks the API at the address that is given with the types that were generated from its schema, and prints the answers.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { AdoptionsDocument, NodesDocument, RecordedDocument, StudiedDocument } from "./generated.js";
import type { AdoptionStage, VisitInput } from "./generated.js";

const [address, token] = process.argv.slice(2) as [string, string];

interface Answer<Data> {
  data?: Data;
  errors?: { extensions: { code: string } }[];
}

async function ask<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Answer<Data>> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: print(document), variables }),
  });
  return (await response.json()) as Answer<Data>;
}

async function data<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
  const answer = await ask(document, variables);
  if (!answer.data) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

const studied = (await data(StudiedDocument, { party: "city:oral", first: 1, asOf: "2024-06-30" })).city!;
const stages: AdoptionStage[] = ["ADOPTED", "ADAPTED"];
const page = (await data(AdoptionsDocument, { wanted: { stages } })).adoptions;
const rest = (await data(AdoptionsDocument, { wanted: { stages }, after: page.pageInfo.endCursor })).adoptions;
const { nodes } = await data(NodesDocument, { ids: ["city:cork", "visit:oral", "practice:play", "city:atlantis"] });
const input: VisitInput = { visitor: "city:cork", host: "city:oral", citations: [{ source: "source:book" }], date: "2023-06" };
const first = (await data(RecordedDocument, { input, key: "typescript" })).recordVisit;
const again = (await data(RecordedDocument, { input, key: "typescript" })).recordVisit;
const refused = (await data(RecordedDocument, { input: { ...input, host: "city:cork" }, key: "typescript-wrong" })).recordVisit;
const dear = await ask(NodesDocument, { ids: Array<string>(1000).fill("city:cork") });

console.log(
  JSON.stringify({
    city: [studied.name, studied.kind, studied.country?.name],
    rows: studied.practicesToStudy?.rows.length,
    adoptions: [...page.edges, ...rest.edges].map(({ node }) => node.id),
    first: [page.totalCount, page.edges[0]?.node.date?.edtf],
    nodes: nodes.map((node) => node && node.__typename),
    recorded: [first.status, again.status],
    same: first.fact?.id !== undefined && first.fact.id === again.fact?.id,
    refused: [refused.fact, refused.userErrors.length],
    codes: dear.errors?.map(({ extensions }) => extensions.code),
  }),
);
