"""The documents of the packaged page: written by hand as `*.graphql`, shipped whole and known by their hash.

`python -m kb.api.trusted.packaged` writes what is made of them: `documents.json`, which the server trusts, and
`core/documents.js`, by which the page knows their hashes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from graphql import DocumentNode, OperationDefinitionNode, concat_ast, parse, print_ast, separate_operations, validate
from graphql.type import GraphQLSchema

from kb.api.pages import WEB
from kb.api.trusted.manifests import hash_of
from kb.errors import InvalidInput

_SCRIPT = "// Made by `make schema` from /web/documents: the documents that the page asks, by name.\nexport const DOCUMENTS = {};\n"


@dataclass(frozen=True, slots=True)
class Document:
    """One operation with the fragments that it takes."""

    name: str
    kind: str  # query or mutation
    text: str

    @property
    def id(self) -> str:
        """Its SHA-256, by which it is asked for."""
        return hash_of(self.text)


def documents(folder: Path, schema: GraphQLSchema) -> list[Document]:
    """Return the operations of a folder, by name.

    Raises:
        InvalidInput: what does not fit the schema; the line says in which operation.
    """
    whole = concat_ast([parse(file.read_text(encoding="utf-8"), no_location=True) for file in sorted(folder.glob("*.graphql"))])
    separated = sorted(separate_operations(whole).items())
    return [_checked(name, document, schema) for name, document in separated]


def manifest(found: list[Document]) -> str:
    """Return the documents by their ids, as the server reads them."""
    return json.dumps({document.id: document.text for document in found}, indent=1, ensure_ascii=False) + "\n"


def script(found: list[Document]) -> str:
    """Return the ids of the documents, as the page reads them."""
    rows = "".join(f'  {document.name}: {{ kind: "{document.kind}", id: "{document.id}" }},\n' for document in found)
    return _SCRIPT.replace("{}", f"{{\n{rows}}}")


def written(folder: Path = WEB) -> dict[Path, str]:
    """Return what is made of the packaged documents: the files, and what stands in them."""
    from kb.api.schema import schema

    found = documents(folder / "documents", schema()._schema)
    return {folder / "documents.json": manifest(found), folder / "core" / "documents.js": script(found)}


def _checked(name: str, document: DocumentNode, schema: GraphQLSchema) -> Document:
    for error in validate(schema, document):
        raise InvalidInput(f"the document {name} does not fit the schema: {error.message}")
    operation = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    return Document(name=name, kind=operation.operation.value, text=print_ast(document))


if __name__ == "__main__":
    for path, text in written().items():
        path.write_text(text, encoding="utf-8")
