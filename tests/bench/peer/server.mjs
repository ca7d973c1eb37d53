// @neo4j/graphql under GraphQL Yoga, over the graph that the knowledge base keeps in Neo4j.
// The environment gives PEER_NEO4J_URI, PEER_NEO4J_USER, PEER_NEO4J_PASSWORD and PEER_NEO4J_DATABASE.
// It prints "http://127.0.0.1:<port>/graphql" when it is ready, and ends when its standard input does.
import { createServer } from "node:http";
import { Neo4jGraphQL } from "@neo4j/graphql";
import { createYoga } from "graphql-yoga";
import neo4j from "neo4j-driver";

const typeDefs = /* GraphQL */ `
  type City @node(labels: ["City"]) {
    id: ID!
    name_en: String!
    adopted: [Practice!]! @relationship(type: "ADOPTED_BY", direction: IN, properties: "Adoption")
  }

  type Practice @node(labels: ["Practice"]) {
    id: ID!
    title_en: String!
    adopters: [City!]! @relationship(type: "ADOPTED_BY", direction: OUT, properties: "Adoption")
  }

  type Adoption @relationshipProperties {
    id: ID!
    date: String
    day: Int!
  }
`;

const { PEER_NEO4J_URI, PEER_NEO4J_USER, PEER_NEO4J_PASSWORD, PEER_NEO4J_DATABASE } = process.env;
const driver = neo4j.driver(PEER_NEO4J_URI, neo4j.auth.basic(PEER_NEO4J_USER, PEER_NEO4J_PASSWORD));
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const context = { sessionConfig: { database: PEER_NEO4J_DATABASE } };
const yoga = createYoga({ schema, context, logging: false, graphiql: false, landingPage: false });
const server = createServer(yoga);
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/graphql`));
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
