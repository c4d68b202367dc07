// The search field: a combobox over the names and aliases of actors and policies.
const search = document.getElementById("search"), found = document.getElementById("found");
const MOST_FOUND = 8;
let marked = -1;

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

const keys = nodes.map((node) => [node.name, ...node.aliases].map(folded));

/** Numbers of the nodes whose name begins with the words, then of those that contain them. */
function matches(words) {
  const rank = (number) => Math.min(...keys[number].map((key) => (key.startsWith(words) ? 0 : key.includes(words) ? 1 : 2)));
  const hits = [...nodes.keys()].map((number) => [rank(number), number]).filter(([order]) => order < 2);
  return hits.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, number]) => number).slice(0, MOST_FOUND);
}

function suggest() {
  const words = folded(search.value.trim());
  const options = words ? matches(words).map(option) : [];
  found.replaceChildren(...(words && !options.length ? [element("li", "", "No such actor or policy here")] : options));
  found.hidden = !words;
  search.setAttribute("aria-expanded", String(!found.hidden));
  mark(options.length ? 0 : -1);
}

function option(number, place) {
  const made = element("li", "", isolated(nodes[number].name), element("small", "", nodes[number].group));
  made.id = "found-" + place;
  made.dataset.node = number;
  made.setAttribute("role", "option");
  made.addEventListener("pointerdown", (event) => { event.preventDefault(); accept(number); });
  return made;
}

function mark(place) {
  const options = [...found.querySelectorAll("[data-node]")];
  marked = options.length ? (place + options.length) % options.length : -1;
  options.forEach((made, number) => made.setAttribute("aria-selected", String(number === marked)));
  if (marked < 0) search.removeAttribute("aria-activedescendant");
  else search.setAttribute("aria-activedescendant", options[marked].id);
}

function close() {
  found.hidden = true;
  search.setAttribute("aria-expanded", "false");
  search.removeAttribute("aria-activedescendant");
}

function accept(number) {
  search.value = nodes[number].name;
  close();
  choose({ node: number }, { centre: true, tell: true });
}

search.addEventListener("input", suggest);
search.addEventListener("blur", close);
search.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") mark(marked + 1);
  else if (event.key === "ArrowUp") mark(marked - 1);
  else if (event.key === "Enter" && marked >= 0 && !found.hidden) accept(Number(found.querySelectorAll("[data-node]")[marked].dataset.node));
  else if (event.key === "Escape") { search.value = ""; close(); }
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target === search) return;
  event.preventDefault();
  search.focus();
});
