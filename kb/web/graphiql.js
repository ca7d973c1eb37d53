"use strict";

const FIRST_QUERY = `# Which practices could Oral study next, and why?
query {
  city(id: "city:oral") {
    name
    practicesToStudy(first: 5) {
      basis
      rows {
        practice { title }
        score
        reasons { text }
        seenAt { name }
      }
    }
  }
}
`;

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: "/graphql" }),
    defaultQuery: FIRST_QUERY,
    defaultEditorToolsVisibility: true,
  }),
);
