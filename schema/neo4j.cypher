// The graph of the peer-learning knowledge base in Neo4j 5.26 or newer. The store makes these constraints and indexes
// itself, where they are missing; running this file does the same, and running it twice no more. Made by `make schema`;
// not to be edited.
//
// Labels:
//   Party: who shares, adopts and visits: each City, Region, Country and Institution
//   Practice: something done in one place that others can learn
//   Programme: the frame in which learning happened: a network, an internship, an agreement ...
//   Topic: a word of the list of what practices are about
//   Source: a publication that facts are cited from
//   FactVersion: a version of a fact that is not accepted: its status; where superseded, since superseded_in, and what
//       it was before
//   KnowledgeBase: one node: revision, changed_at, counts, format, shape, whether keys changed (rekeyed), load_...
//       while one runs
//   Note: something kept beside the graph, on a shelf under a key: a proposal, the hash of a token ...
//   Change: a line of the change log: what has the id `changed` changed at that revision, at that time
//
// Relationships that are facts; only accepted ones are:
//   (Practice)-[:SHARED_WITH]->(Party): it was shown to the party (to), by another (from)
//   (Practice)-[:ADOPTED_BY]->(Party): the party (by) took a step with it (stage), and learned it from another
//       (learned_from)
//   (Party)-[:VISITED]->(Party): the visitor came to see the host
//
// Relationships that nodes name:
//   (Party)-[:PART_OF]->(Party), (Institution)-[:LOCATED_IN]->(Party): the place around it
//   (Practice)-[:ORIGINATED_AT]->(Party): where it began
//   (Practice)-[:DERIVED_FROM]->(Practice): what it grew out of
//   (Practice)-[:ABOUT]->(Topic): what it is about
//   (Party)-[:TAKES_PART_IN]->(Programme): with role and since; position is its place in the list of parties
//   (Programme)-[:HELD_IN]->(Party), (Programme)-[:ORGANISED_BY]->(Party), (Programme)-[:PART_OF]->(Programme): its
//       frame
//
// Relationships that follow from the rest, and are kept in the same transaction:
//   (Party)-[:LEARNED_FROM]->(Party): who learned from whom, by a share or an adoption that counts; with fact, practice
//       and date
//   (Party)-[:WITHIN]->(Party): every larger place around it, however far up
//   (Programme)-[:CARRIED]->(Practice): the programme's facts that are about the practice: how many (facts)
//   (Source)-[:REPORTS]->(Party): a fact that cites the source, by the party that learned in it
//
// Properties:
//   name, title: in English where it has one, else in a language of its own; name_en, name_ru, title_en ... one for
//       each language
//   date: as it was written (EDTF), with the days it may mean, date_earliest and date_latest; likewise start, end,
//       since, published
//   occurrence, disputed, date_meaning: of a fact: held or announced; true where sources contradict each other; frame
//       where only its programme is dated
//   location: a point (WGS 84), for point.distance
//   sources, locators: the ids of the sources that are cited, and where each says so, place by place
//   merged_into: of a node that turned out to be another of its kind: that one's id; it is in no list, and little is
//       tied to it
//   number, revision, recorded_at, recorded_by, reason_en ...: which version of the fact it is, and how it came about
//
// Properties that follow from the rest, and are kept in the same transaction:
//   counts: of a fact: it was held, and by a party that is named (no collective)
//   current: of an adoption: it says at which stage the party is with the practice now
//   taker_actor, giver_actor: who learned and who gave, by the municipality that the party is in, or itself where it is
//       in none
//   actor: of a party, that municipality; of ORIGINATED_AT, the origin's
//   adopters: of a practice: actors that ever used it; of a party: practices it ever used
//   latest: the earliest day of its latest fact, as a number (1 is 1 January of the year 1, 0 is unknown); likewise day
//   shares, visits, current_adoptions, earlier_adoptions: lengths of lists of facts, of a party with taken_ or given_
//       before
//   within_city, origin_practice ...: lengths of lists of nodes; all_city ... of all there are
//   strand, circle: what tells lists of facts, and unnamed collectives of one party, from each other
//   hash, key: what tells one content, and what one says, from another
//   sort_name, sort_day ...: keys that lists are walked along: owner, what is sorted by, id
//   words, words_of_name: what the full-text index finds a node by

CREATE CONSTRAINT knowledgebase_id IF NOT EXISTS FOR (n:KnowledgeBase) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT party_id IF NOT EXISTS FOR (n:Party) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT practice_id IF NOT EXISTS FOR (n:Practice) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT programme_id IF NOT EXISTS FOR (n:Programme) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT topic_id IF NOT EXISTS FOR (n:Topic) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT source_id IF NOT EXISTS FOR (n:Source) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT factversion_id IF NOT EXISTS FOR (n:FactVersion) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT note_id IF NOT EXISTS FOR (n:Note) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT change_sort IF NOT EXISTS FOR (n:Change) REQUIRE n.sort_change IS UNIQUE;
CREATE CONSTRAINT shared_with_id IF NOT EXISTS FOR ()-[r:SHARED_WITH]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT adopted_by_id IF NOT EXISTS FOR ()-[r:ADOPTED_BY]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT visited_id IF NOT EXISTS FOR ()-[r:VISITED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT learned_from_fact IF NOT EXISTS FOR ()-[r:LEARNED_FROM]-() REQUIRE r.fact IS UNIQUE;
CREATE RANGE INDEX city_sort_name IF NOT EXISTS FOR (n:City) ON (n.sort_name);
CREATE RANGE INDEX city_sort_adopters IF NOT EXISTS FOR (n:City) ON (n.sort_adopters);
CREATE RANGE INDEX city_sort_latest IF NOT EXISTS FOR (n:City) ON (n.sort_latest);
CREATE RANGE INDEX region_sort_name IF NOT EXISTS FOR (n:Region) ON (n.sort_name);
CREATE RANGE INDEX region_sort_adopters IF NOT EXISTS FOR (n:Region) ON (n.sort_adopters);
CREATE RANGE INDEX region_sort_latest IF NOT EXISTS FOR (n:Region) ON (n.sort_latest);
CREATE RANGE INDEX country_sort_name IF NOT EXISTS FOR (n:Country) ON (n.sort_name);
CREATE RANGE INDEX country_sort_adopters IF NOT EXISTS FOR (n:Country) ON (n.sort_adopters);
CREATE RANGE INDEX country_sort_latest IF NOT EXISTS FOR (n:Country) ON (n.sort_latest);
CREATE RANGE INDEX institution_sort_name IF NOT EXISTS FOR (n:Institution) ON (n.sort_name);
CREATE RANGE INDEX institution_sort_adopters IF NOT EXISTS FOR (n:Institution) ON (n.sort_adopters);
CREATE RANGE INDEX institution_sort_latest IF NOT EXISTS FOR (n:Institution) ON (n.sort_latest);
CREATE RANGE INDEX practice_sort_name IF NOT EXISTS FOR (n:Practice) ON (n.sort_name);
CREATE RANGE INDEX practice_sort_adopters IF NOT EXISTS FOR (n:Practice) ON (n.sort_adopters);
CREATE RANGE INDEX practice_sort_latest IF NOT EXISTS FOR (n:Practice) ON (n.sort_latest);
CREATE RANGE INDEX programme_sort_name IF NOT EXISTS FOR (n:Programme) ON (n.sort_name);
CREATE RANGE INDEX programme_sort_adopters IF NOT EXISTS FOR (n:Programme) ON (n.sort_adopters);
CREATE RANGE INDEX programme_sort_latest IF NOT EXISTS FOR (n:Programme) ON (n.sort_latest);
CREATE RANGE INDEX topic_sort_name IF NOT EXISTS FOR (n:Topic) ON (n.sort_name);
CREATE RANGE INDEX topic_sort_adopters IF NOT EXISTS FOR (n:Topic) ON (n.sort_adopters);
CREATE RANGE INDEX topic_sort_latest IF NOT EXISTS FOR (n:Topic) ON (n.sort_latest);
CREATE RANGE INDEX source_sort_name IF NOT EXISTS FOR (n:Source) ON (n.sort_name);
CREATE RANGE INDEX source_sort_adopters IF NOT EXISTS FOR (n:Source) ON (n.sort_adopters);
CREATE RANGE INDEX source_sort_latest IF NOT EXISTS FOR (n:Source) ON (n.sort_latest);
CREATE RANGE INDEX party_sort_scan IF NOT EXISTS FOR (n:Party) ON (n.sort_scan);
CREATE RANGE INDEX practice_sort_scan IF NOT EXISTS FOR (n:Practice) ON (n.sort_scan);
CREATE RANGE INDEX programme_sort_scan IF NOT EXISTS FOR (n:Programme) ON (n.sort_scan);
CREATE RANGE INDEX topic_sort_scan IF NOT EXISTS FOR (n:Topic) ON (n.sort_scan);
CREATE RANGE INDEX source_sort_scan IF NOT EXISTS FOR (n:Source) ON (n.sort_scan);
CREATE RANGE INDEX factversion_fact IF NOT EXISTS FOR (n:FactVersion) ON (n.fact);
CREATE RANGE INDEX factversion_key IF NOT EXISTS FOR (n:FactVersion) ON (n.key);
CREATE RANGE INDEX shared_with_sort_day IF NOT EXISTS FOR ()-[r:SHARED_WITH]-() ON (r.sort_day);
CREATE RANGE INDEX shared_with_sort_taker IF NOT EXISTS FOR ()-[r:SHARED_WITH]-() ON (r.sort_taker);
CREATE RANGE INDEX shared_with_sort_own_taker IF NOT EXISTS FOR ()-[r:SHARED_WITH]-() ON (r.sort_own_taker);
CREATE RANGE INDEX shared_with_sort_giver IF NOT EXISTS FOR ()-[r:SHARED_WITH]-() ON (r.sort_giver);
CREATE RANGE INDEX shared_with_sort_own_giver IF NOT EXISTS FOR ()-[r:SHARED_WITH]-() ON (r.sort_own_giver);
CREATE RANGE INDEX shared_with_sort_programme IF NOT EXISTS FOR ()-[r:SHARED_WITH]-() ON (r.sort_programme);
CREATE RANGE INDEX shared_with_sort_practice IF NOT EXISTS FOR ()-[r:SHARED_WITH]-() ON (r.sort_practice);
CREATE RANGE INDEX shared_with_key IF NOT EXISTS FOR ()-[r:SHARED_WITH]-() ON (r.key);
CREATE RANGE INDEX adopted_by_sort_day IF NOT EXISTS FOR ()-[r:ADOPTED_BY]-() ON (r.sort_day);
CREATE RANGE INDEX adopted_by_sort_taker IF NOT EXISTS FOR ()-[r:ADOPTED_BY]-() ON (r.sort_taker);
CREATE RANGE INDEX adopted_by_sort_own_taker IF NOT EXISTS FOR ()-[r:ADOPTED_BY]-() ON (r.sort_own_taker);
CREATE RANGE INDEX adopted_by_sort_giver IF NOT EXISTS FOR ()-[r:ADOPTED_BY]-() ON (r.sort_giver);
CREATE RANGE INDEX adopted_by_sort_own_giver IF NOT EXISTS FOR ()-[r:ADOPTED_BY]-() ON (r.sort_own_giver);
CREATE RANGE INDEX adopted_by_sort_programme IF NOT EXISTS FOR ()-[r:ADOPTED_BY]-() ON (r.sort_programme);
CREATE RANGE INDEX adopted_by_sort_practice IF NOT EXISTS FOR ()-[r:ADOPTED_BY]-() ON (r.sort_practice);
CREATE RANGE INDEX adopted_by_sort_step IF NOT EXISTS FOR ()-[r:ADOPTED_BY]-() ON (r.sort_step);
CREATE RANGE INDEX adopted_by_key IF NOT EXISTS FOR ()-[r:ADOPTED_BY]-() ON (r.key);
CREATE RANGE INDEX visited_sort_day IF NOT EXISTS FOR ()-[r:VISITED]-() ON (r.sort_day);
CREATE RANGE INDEX visited_sort_taker IF NOT EXISTS FOR ()-[r:VISITED]-() ON (r.sort_taker);
CREATE RANGE INDEX visited_sort_own_taker IF NOT EXISTS FOR ()-[r:VISITED]-() ON (r.sort_own_taker);
CREATE RANGE INDEX visited_sort_giver IF NOT EXISTS FOR ()-[r:VISITED]-() ON (r.sort_giver);
CREATE RANGE INDEX visited_sort_own_giver IF NOT EXISTS FOR ()-[r:VISITED]-() ON (r.sort_own_giver);
CREATE RANGE INDEX visited_sort_programme IF NOT EXISTS FOR ()-[r:VISITED]-() ON (r.sort_programme);
CREATE RANGE INDEX visited_key IF NOT EXISTS FOR ()-[r:VISITED]-() ON (r.key);
CREATE RANGE INDEX reports_sort_source IF NOT EXISTS FOR ()-[r:REPORTS]-() ON (r.sort_source);
CREATE RANGE INDEX within_sort_name IF NOT EXISTS FOR ()-[r:WITHIN]-() ON (r.sort_name);
CREATE RANGE INDEX originated_at_sort_name IF NOT EXISTS FOR ()-[r:ORIGINATED_AT]-() ON (r.sort_name);
CREATE RANGE INDEX originated_at_sort_own_name IF NOT EXISTS FOR ()-[r:ORIGINATED_AT]-() ON (r.sort_own_name);
CREATE RANGE INDEX derived_from_sort_name IF NOT EXISTS FOR ()-[r:DERIVED_FROM]-() ON (r.sort_name);
CREATE RANGE INDEX carried_sort_name IF NOT EXISTS FOR ()-[r:CARRIED]-() ON (r.sort_name);
CREATE FULLTEXT INDEX node_words IF NOT EXISTS FOR (n:City|Region|Country|Institution|Practice|Programme|Topic|Source) ON EACH [n.words_of_name, n.words] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
