// Example questions: each with its GraphQL document and how its answer is read.
// An answer is { basis, lines: [{ text, more: [text] }] }; all of it is set as text.

const when = (fact) => fact.date?.edtf ?? "undated";
const reasons = (row) => row.reasons.map((reason) => reason.text);

export const QUESTIONS = [
  {
    title: "Which practices could Oral study next, and why?",
    document: `{
  city(id: "city:oral") {
    practicesToStudy(first: 3) {
      basis
      rows { practice { title } reasons { text } seenAt(first: 3) { name } }
    }
  }
}`,
    read: ({ city: { practicesToStudy: ranking } }) => ({
      basis: ranking.basis,
      lines: ranking.rows.map((row) => ({
        text: row.practice.title,
        more: [...reasons(row), `To be seen at: ${row.seenAt.map((party) => party.name).join(", ")}`],
      })),
    }),
  },
  {
    title: "Which cities could Oral visit?",
    document: `{
  city(id: "city:oral") {
    citiesToVisit(first: 3) {
      basis
      rows { city { name } distanceKm practices(first: 3) { practice { title } } reasons { text } }
    }
  }
}`,
    read: ({ city: { citiesToVisit: ranking } }) => ({
      basis: ranking.basis,
      lines: ranking.rows.map((row) => ({
        text: row.distanceKm === null ? row.city.name : `${row.city.name}, ${Math.round(row.distanceKm)} km`,
        more: [...reasons(row), `To learn there: ${row.practices.map((each) => each.practice.title).join("; ")}`],
      })),
    }),
  },
  {
    title: "What did Mstislavl District take up, from whom, and what came of it?",
    document: `{
  city(id: "city:mstislavl-district") {
    adoptedPractices(first: 5) {
      edges { node { title } fact { by { name } date { edtf } stage outcome learnedFrom { name } citations { source { title } } } }
    }
  }
}`,
    read: ({ city: { adoptedPractices: list } }) => ({
      lines: list.edges.map(({ node, fact }) => ({
        text: `${node.title}: ${fact.stage.toLowerCase()} by ${fact.by.name}, ${when(fact)}`,
        more: [
          fact.learnedFrom ? `Learned from ${fact.learnedFrom.name}` : null,
          fact.outcome,
          `Source: ${fact.citations.map((each) => each.source.title).join("; ")}`,
        ].filter(Boolean),
      })),
    }),
  },
  {
    title: "How did Playful Paradigm spread from Udine?",
    document: `{
  practice(id: "practice:playful-paradigm") {
    spread(includeDerived: true) {
      size depth
      recordedLinks(first: 12) { edges { node { source { name } target { name } fact { date { edtf } stage } } } }
    }
  }
}`,
    read: ({ practice: { spread } }) => ({
      basis: `${spread.size} adopters beside the origin, in ${spread.depth} steps from it.`,
      lines: spread.recordedLinks.edges.map(({ node }) => ({
        text: `${node.source.name} → ${node.target.name}`,
        more: [`${node.fact.stage.toLowerCase()}, ${when(node.fact)}`],
      })),
    }),
  },
  {
    title: "Which practices were given up, where and why?",
    document: `{
  adoptions(filter: { stages: [ABANDONED, DECLINED] }, first: 5) {
    totalCount
    edges { node { practice { title } by { name } stage date { edtf } outcome } }
  }
}`,
    read: ({ adoptions }) => ({
      basis: `${adoptions.totalCount} recorded, the latest first.`,
      lines: adoptions.edges.map(({ node }) => ({
        text: `${node.by.name}: ${node.practice.title}`,
        more: [`${node.stage.toLowerCase()}, ${when(node)}`, node.outcome].filter(Boolean),
      })),
    }),
  },
];

export const STATISTICS = "{ statistics { cities institutions practices programmes sources shares adoptions visits } }";
