"use strict";
// Statements in words. Text of articles enters the document as text nodes only, never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const { nodes, edges } = data;
const { statements, evidence, articles } = data.story;
const panel = document.getElementById("panel");

const HEADINGS = {
  membership: ["Roles", "Roles"], support: ["Supports", "Supported by"], oppose: ["Opposes", "Opposed by"],
  mixed: ["Is of two minds about", "Of two minds about it"], interaction: ["Acts", "Acts"], quotation: ["Said", "Said"],
};
const SIGNS = { support: "support", oppose: "oppose", mixed: "two minds" };
const TIP_STATEMENTS = 2, TIP_PIECES = 1, TIP_LENGTH = 260;

function element(tag, className, ...content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

function isolated(text) {
  const made = element("bdi", "", text);
  made.dir = "auto";
  return made;
}

function nameButton(number, className = "name") {
  const made = element("button", className, isolated(nodes[number].name));
  made.type = "button";
  made.addEventListener("click", () => choose({ node: number }, { centre: true, tell: true }));
  return made;
}

function claim(statement, live) {
  const words = statement.parts.map((part) =>
    typeof part === "number" ? (live ? nameButton(part) : isolated(nodes[part].name)) : isolated(part));
  return element("p", "claim", ...words);
}

function isWeb(link) {
  try {
    return ["http:", "https:"].includes(new URL(link).protocol);
  } catch {
    return false;
  }
}

function source(article) {
  const cite = element("cite", "");
  if (!article) return cite;
  const title = isolated(article.title);
  if (isWeb(article.link)) {
    const link = element("a", "", title);
    link.href = article.link;
    link.rel = "noopener noreferrer";
    link.target = "_blank";
    cite.append(link);
  } else cite.append(title);
  for (const fact of [article.publisher, article.date, article.file !== article.title && article.file])
    if (fact) cite.append(" · ", isolated(fact));
  return cite;
}

function shorten(text, length) {
  return text.length <= length ? text : text.slice(0, length).replace(/\s+\S*$/, "") + " …";
}

function pieces(statement, most, length) {
  return statement.evidence.slice(0, most).flatMap((number) => {
    const quote = element("blockquote", "", isolated(shorten(evidence[number].quote, length)));
    return [quote, element("p", "source", source(articles[evidence[number].article]))];
  });
}

function item(statement, live) {
  const made = element("li", "statement " + statement.kind, claim(statement, live));
  made.append(...pieces(statement, live ? Infinity : TIP_PIECES, live ? Infinity : TIP_LENGTH));
  if (live) made.append(element("p", "made", `confidence ${statement.confidence.toFixed(2)} · ${statement.extractor}`));
  return made;
}

const about = nodes.map(() => []);
statements.forEach((statement, number) => {
  for (const part of new Set(statement.parts)) if (typeof part === "number") about[part].push(number);
});

function kindOf(node) {
  const aliases = node.aliases.filter((alias) => alias !== node.name);
  return isolated(node.group + (aliases.length ? ", also " + aliases.join(", ") : ""));
}

function back() {
  const made = element("button", "back", "All policies and actors");
  made.type = "button";
  made.addEventListener("click", () => choose(null));
  return made;
}

function tellNode(number) {
  const node = nodes[number], side = node.group === "policy" ? 1 : 0;
  panel.replaceChildren(back(), element("h2", "", isolated(node.name)), element("p", "kind", kindOf(node)));
  for (const [kind, heading] of Object.entries(HEADINGS)) {
    const mine = about[number].map((found) => statements[found]).filter((statement) => statement.kind === kind);
    if (!mine.length) continue;
    panel.append(element("h3", "", heading[side]), element("ul", "", ...mine.map((statement) => item(statement, true))));
  }
}

function tellEdge(number) {
  const edge = edges[number], names = [edge.from, edge.to].map((end) => nameButton(end));
  panel.replaceChildren(back(), element("h2", "", names[0], " and ", names[1]));
  panel.append(element("ul", "", ...edge.statements.map((found) => item(statements[found], true))));
}

function listed(numbers) {
  return numbers.flatMap((number, place) => (place ? [", ", nameButton(number)] : [nameButton(number)]));
}

function tellAll() {
  const policies = element("ul", "policies"), actors = element("ul", "actors");
  nodes.forEach((node, number) => {
    if (node.group !== "policy")
      return actors.append(element("li", "", nameButton(number), element("span", "", String(node.count))));
    const entry = element("li", "", nameButton(number, "name head"));
    for (const [kind, sign] of Object.entries(SIGNS)) {
      const who = about[number].map((found) => statements[found]).filter((statement) => statement.kind === kind);
      if (who.length) entry.append(element("p", "", element("span", "sign " + kind, sign), element("span", "", ...listed(who.map((s) => s.parts[0])))));
    }
    policies.append(entry);
  });
  panel.replaceChildren(element("h2", "", "In words"));
  if (policies.children.length) panel.append(element("h3", "", "Policies, and who stands where"), policies);
  if (actors.children.length) panel.append(element("h3", "", "Actors, and how many statements name them"), actors);
}

function tell(chosen) {
  if (!chosen) tellAll();
  else if ("node" in chosen) tellNode(chosen.node);
  else tellEdge(chosen.edge);
  panel.scrollTop = 0;
}

function tipContent(target) {
  const isNode = "node" in target;
  const numbers = isNode ? about[target.node] : edges[target.edge].statements;
  const shown = element("ul", "", ...numbers.slice(0, TIP_STATEMENTS).map((number) => item(statements[number], false)));
  const content = isNode ? [element("h2", "", isolated(nodes[target.node].name)), element("p", "kind", kindOf(nodes[target.node]))] : [];
  const more = numbers.length - TIP_STATEMENTS;
  return [...content, shown, ...(more > 0 ? [element("p", "more", `and ${more} more: click to read them`)] : [])];
}
