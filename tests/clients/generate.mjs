// Writes the types of the operations in a file, by graphql-codegen: node generate.mjs SCHEMA OPERATIONS OUT
import { readFileSync, writeFileSync } from "node:fs";
import { codegen } from "@graphql-codegen/core";
import * as typedDocumentNode from "@graphql-codegen/typed-document-node";
import * as typescriptOperations from "@graphql-codegen/typescript-operations";
import { parse } from "graphql";

const [schema, operations, filename] = process.argv.slice(2);
const scalars = { Date: "string", DateTime: "string", EDTF: "string" };
const written = await codegen({
  filename,
  schema: parse(readFileSync(schema, "utf8")),
  documents: [{ location: operations, document: parse(readFileSync(operations, "utf8")) }],
  config: { scalars, strictScalars: true },
  plugins: [{ typescriptOperations: {} }, { typedDocumentNode: {} }],
  pluginMap: { typescriptOperations, typedDocumentNode },
});
writeFileSync(filename, written);
