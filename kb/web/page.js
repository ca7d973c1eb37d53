import { QUESTIONS, STATISTICS } from "./questions.js";

const ask = async (query) => {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = await response.json();
  if (errors?.length) throw new Error(errors[0].message);
  return data;
};

const element = (tag, text, ...children) => {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
};

const line = ({ text, more }) => element("li", text, ...more.map((each) => element("span", each)));

const shown = ({ basis, lines }) => {
  const list = element("ol", "", ...lines.map(line));
  if (!basis) return [list];
  const says = element("p", basis);
  says.className = "basis";
  return [says, list];
};

const askInto = async (section, question) => {
  const answer = element("div", "Asking…");
  section.append(answer, element("details", "", element("summary", "The query"), element("pre", question.document)));
  try {
    answer.replaceChildren(...shown(question.read(await ask(question.document))));
  } catch (error) {
    answer.textContent = `No answer: ${error.message}`;
  }
};

const showStatistics = async () => {
  const { statistics } = await ask(STATISTICS);
  const counted = Object.entries(statistics).map(([kind, count]) => `${count} ${kind}`);
  document.getElementById("statistics").textContent = `In the base: ${counted.join(", ")}.`;
};

for (const question of QUESTIONS) {
  const section = element("section", "", element("h2", question.title));
  document.getElementById("questions").append(section);
  askInto(section, question);
}
showStatistics().catch((error) => console.warn(error));
