"use strict";
// A question is picked, its fields are filled in, and the server answers. What comes from the graph is shown as text only.

const find = (id) => document.getElementById(id);
const make = (tag, text, facts = {}) => Object.assign(document.createElement(tag), text === undefined ? {} : { textContent: text }, facts);
const PAGE = 500; // rows shown at a time
const LONG = 50; // characters that the cells of a column have on average where they are read as sentences
const LONGEST = 60000; // characters of an address
const FREE = { name: "", title: "A question of your own", description: "In SPARQL 1.1. The prefixes of the graph need no declaration. SELECT and ASK give a table or an answer, CONSTRUCT and DESCRIBE a graph.", parameters: [], sparql: "SELECT ?who ?name WHERE {\n  ?who a kg:Actor ; rdfs:label ?name\n}\nORDER BY ?name\nLIMIT 100\n" };
const NUMBERS = /#(integer|decimal|double|float|nonNegativeInteger|int|long)$/;

let prefixes = {}, questions = [], chosen = FREE, plain = "", running = null;

// Questions

async function begin() {
  const told = await (await fetch("/queries")).json();
  prefixes = told.prefixes;
  questions = [...told.queries.sort((one, other) => one.title.localeCompare(other.title, "en")), FREE];
  find("questions").querySelector("ul").append(...questions.map((question) => {
    const item = make("li"), button = make("button", question.title, { type: "button", tabIndex: -1 });
    button.addEventListener("click", () => { choose(question); remember({}); });
    item.append(button);
    return item;
  }));
  recall();
  document.documentElement.dataset.ready = "yes";
}

function choose(question, values = {}) {
  chosen = question;
  [...find("questions").querySelectorAll("button")].forEach((button, place) => {
    const here = questions[place] === question;
    button.tabIndex = here ? 0 : -1;
    if (here) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    if (here) reveal(button);
  });
  find("title").textContent = question.title;
  find("description").textContent = question.description;
  find("fields").replaceChildren(...question.parameters.map((parameter) => field(parameter, values[parameter.name])));
  find("result").hidden = true;
  find("text").open = question === FREE;
  say("");
  set(question.sparql);
}

// In its list only: the page stays where it is.
function reveal(button) {
  const list = find("questions"), top = button.offsetTop, end = top + button.offsetHeight;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (end > list.scrollTop + list.clientHeight) list.scrollTop = end - list.clientHeight;
}

function field(parameter, value) {
  const label = make("label"), start = parameter.default.replace(/^"([^]*)"(?:\^\^.*|@.*)?$/, "$1");
  const choices = parameter.choices ?? [];
  const input = choices.length ? make("select") : make("input", undefined, { type: parameter.type === "date" ? "date" : "text" });
  if (choices.length) input.append(...[...new Set(["", start, ...choices])].map((choice) => make("option", choice || "any", { value: choice })));
  if (["integer", "decimal"].includes(parameter.type)) input.inputMode = parameter.type === "integer" ? "numeric" : "decimal";
  input.name = parameter.name;
  input.value = value ?? start;
  input.dataset.start = start;
  label.append(make("span", parameter.description), input);
  return label;
}

function values() {
  const inputs = [...find("fields").querySelectorAll("input, select")];
  return Object.fromEntries(inputs.filter((input) => input.value !== input.dataset.start).map((input) => [input.name, input.value]));
}

function set(text) {
  plain = find("editor").value = text;
  mark();
}

function mark() {
  const edited = chosen !== FREE && find("editor").value !== plain;
  find("edited").hidden = !edited;
  find("fields").disabled = edited;
}

find("editor").addEventListener("input", mark);
find("restore").addEventListener("click", () => { set(plain); find("editor").focus(); });
find("questions").addEventListener("keydown", (event) => {
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  if (!step) return;
  event.preventDefault();
  const place = buttons.indexOf(document.activeElement) + step;
  const next = Math.min(buttons.length - 1, Math.max(0, place));
  choose(questions[next]);
  remember({});
  buttons[next].focus();
});

// The address of the page names the question, so that it can be kept and passed on.

function remember(given) {
  const edited = chosen === FREE || find("fields").disabled;
  const rest = new URLSearchParams(edited && find("editor").value.length < 4000 ? { query: find("editor").value } : given).toString();
  history.replaceState(null, "", chosen === FREE && find("editor").value === FREE.sparql ? "#" : `#${edited ? "" : chosen.name}${rest ? `?${rest}` : ""}`);
}

function recall() {
  const [name, rest] = location.hash.slice(1).split(/\?([^]*)/);
  const given = Object.fromEntries(new URLSearchParams(rest ?? ""));
  const found = questions.find((question) => question.name === decodeURIComponent(name) && name);
  if (found) choose(found, given);
  else if (given.query) { choose(FREE); find("editor").value = given.query; }
  else choose(questions[0]);
}

window.addEventListener("hashchange", recall);

// Asking

async function ask() {
  running?.abort();
  const mine = running = new AbortController(), began = performance.now();
  say("Asking …");
  find("stop").hidden = false;
  try {
    if (chosen !== FREE && !find("fields").disabled) set(await bound(mine.signal));
    remember(values());
    const headers = { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle;q=0.9" };
    const answer = await fetch("/sparql", { method: "POST", body: find("editor").value, headers, signal: mine.signal });
    if (!answer.ok) throw new Error(await reason(answer));
    await show(answer, began);
  } catch (problem) {
    if (mine !== running) return;
    find("result").hidden = true;
    say(problem.name === "AbortError" ? "Stopped." : problem.message, problem.name !== "AbortError");
  } finally {
    if (mine === running) { running = null; find("stop").hidden = true; }
  }
}

async function bound(signal) {
  const answer = await fetch(named(), { headers: { Accept: "application/sparql-query" }, signal });
  if (!answer.ok) throw new Error(await reason(answer));
  return answer.text();
}

const named = (more = {}) => `/query/${encodeURIComponent(chosen.name)}?${new URLSearchParams({ ...values(), ...more })}`;

async function reason(answer) {
  try { return (await answer.json()).error; } catch { return `The server answered with ${answer.status}.`; }
}

function say(text, bad = false) {
  find("status").textContent = text;
  find("status").className = bad ? "bad" : "soft";
}

find("form").addEventListener("submit", (event) => { event.preventDefault(); ask(); });
find("form").addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); ask(); } });
find("stop").addEventListener("click", () => running?.abort());

// The answer

async function show(answer, began) {
  const cut = answer.headers.get("KG-Rows-Cut"), triples = answer.headers.get("Content-Type").startsWith("text/turtle");
  const told = triples ? await answer.text() : await answer.json();
  const took = `${Math.max(1, Math.round(performance.now() - began)).toLocaleString("en")} ms`;
  find("more").hidden = true;
  find("result").hidden = false;
  if (triples) {
    find("answer").replaceChildren(make("pre", told, { tabIndex: 0 }));
    say(`${cut ? `Only the first ${Number(cut).toLocaleString("en")} triples; ` : ""}${took}`);
  } else if ("boolean" in told) {
    find("answer").replaceChildren(make("p", told.boolean ? "Yes" : "No", { className: "verdict" }));
    say(took);
  } else {
    table(told.head.vars, told.results.bindings);
    const count = told.results.bindings.length, rows = `${count.toLocaleString("en")} row${count === 1 ? "" : "s"}`;
    say(`${cut ? `Only the first ${rows}; the rest was cut off` : rows} in ${took}`);
  }
  offer(triples ? { Turtle: "turtle", "N-Triples": "ntriples", "JSON-LD": "jsonld" } : { CSV: "csv", JSON: "json", XML: "xml" });
}

function table(names, rows) {
  const body = make("tbody"), head = make("tr"), whole = make("table");
  const numeric = names.map((name) => rows.length > 0 && rows.every((row) => !row[name] || NUMBERS.test(row[name].datatype ?? "")));
  const long = names.map((name) => rows.reduce((sum, row) => sum + (row[name]?.type === "literal" ? row[name].value.length : 0), 0) > LONG * rows.length);
  head.append(...names.map((name, n) => make("th", name, { scope: "col", className: numeric[n] ? "number" : "" })));
  const put = (from) => body.append(...rows.slice(from, from + PAGE).map((row) => {
    const line = make("tr");
    line.append(...names.map((name, n) => cell(row[name], numeric[n], long[n])));
    return line;
  }));
  put(0);
  const top = make("thead");
  top.append(head);
  whole.append(top, body);
  find("answer").replaceChildren(whole);
  const more = find("more");
  const rest = () => { more.hidden = body.rows.length >= rows.length; more.textContent = `Show more of ${rows.length.toLocaleString("en")} rows`; };
  more.onclick = () => { put(body.rows.length); rest(); };
  rest();
}

function cell(term, numeric, long) {
  const data = make("td", undefined, { className: numeric ? "number" : long ? "long" : "" });
  if (!term) return data;
  if (/\d{4}-\d\d-\d\d/.test(term.value) && term.value.length === 10) data.className = "short";
  if (term.type === "uri") data.append(link(term.value));
  else data.textContent = term.type === "triple" ? JSON.stringify(term.value) : term.value;
  if (term["xml:lang"]) data.append(" ", make("small", term["xml:lang"]));
  return data;
}

function link(iri) {
  const prefix = Object.keys(prefixes).find((key) => iri.startsWith(prefixes[key]) && /^[^/#:?]+$/.test(iri.slice(prefixes[key].length)));
  const text = prefix ? `${prefix}:${iri.slice(prefixes[prefix].length)}` : iri;
  const outside = /^https?:/.test(iri) && !prefix;
  return make("a", text, outside ? { href: iri, target: "_blank", rel: "noopener noreferrer" } : { href: `/node?iri=${encodeURIComponent(iri)}` });
}

function offer(forms) {
  const links = Object.entries(forms).map(([word, format]) => {
    const own = chosen === FREE || find("fields").disabled;
    const href = own ? `/sparql?${new URLSearchParams({ query: find("editor").value, format })}` : named({ format });
    const suffix = { turtle: "ttl", ntriples: "nt" }[format] ?? format;
    return make("a", word, { href, download: `${chosen.name || "answer"}.${suffix}`, hidden: href.length > LONGEST });
  });
  find("downloads").replaceChildren("Download", ...links);
}

begin().catch((problem) => say(problem.message, true));
