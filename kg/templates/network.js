// The network itself: drawn by vis-network, coloured by the style sheet, chosen by pointer, key, search or panel.
const stage = document.getElementById("network"), tip = document.getElementById("tip");
const KINDS = ["support", "oppose", "mixed", "membership", "interaction"];
const COLOURS = ["paper", "ink", "soft", "sans", ...KINDS, "person", "organization", "government", "group", "unnamed", "policy", "edge-person", "edge-unnamed", "edge-policy"];
const FADED = 0.22, CLOSE = 1.1, SMALLEST = 0.55;
const NODE_AREA = 7000, LEAST_NODES = 20, CROWDED = 1.8; // square pixels a node needs; more than this times too many: part is shown first
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const off = new Set(), quiet = new Set(); // kinds of lines switched off; nodes whose lines are all off
let theme = {}, chosen = null, walked = -1, moved = false, whole = false, core = null; // core: the nodes shown, or null for all
let grown = 1; // grown: symbols and lines, so that they do not vanish on zooming out

const linesOf = nodes.map(() => []);
edges.forEach((edge, number) => { for (const end of new Set([edge.from, edge.to])) linesOf[end].push(number); });

const nodeSet = new vis.DataSet(nodes.map(({ id, x, y, shape, size }) => ({ id, x, y, shape, size })));
const edgeSet = new vis.DataSet(edges.map(({ id, from, to, arrows, dashes, smooth }) => ({ id, from, to, arrows, dashes, smooth })));
const network = new vis.Network(stage, { nodes: nodeSet, edges: edgeSet }, data.options);

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  theme = Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue("--" + name).trim()]));
}

/** The chosen node or line with its neighbours, or null. */
function nearby() {
  if (!chosen) return null;
  const lines = "node" in chosen ? linesOf[chosen.node].filter((number) => !off.has(edges[number].kind)) : [chosen.edge];
  const ends = lines.flatMap((number) => [edges[number].from, edges[number].to]);
  return { edges: new Set(lines), nodes: new Set("node" in chosen ? [chosen.node, ...ends] : ends) };
}

function visible(number, near) {
  return !core || core.has(number) || Boolean(near && near.nodes.has(number));
}

function nodeLook(number, near) {
  const group = nodes[number].group, border = theme["edge-" + group] || theme["edge-person"];
  const isChosen = chosen && chosen.node === number, faint = quiet.has(number) || (near && !near.nodes.has(number));
  const colour = { background: theme[group], border: isChosen ? theme.ink : border };
  return { id: number, hidden: !visible(number, near), size: nodes[number].size * grown, opacity: faint ? FADED : 1, borderWidth: isChosen ? 3 : 1.5, color: { ...colour, hover: colour, highlight: colour },
    shapeProperties: { borderDashes: group === "unnamed" ? [3, 2] : false } };
}

function edgeLook(number, near) {
  const { kind, width, from, to, statements: told } = edges[number], opacity = near && !near.edges.has(number) ? FADED / 2 : 1;
  return { id: number, hidden: off.has(kind) || !visible(from, near) || !visible(to, near), width: width * grown * (1 + 0.35 * Math.log2(told.length)), color: { color: theme[kind], hover: theme[kind], highlight: theme[kind], opacity, inherit: false } };
}

function paint() {
  const near = nearby();
  quiet.clear();
  linesOf.forEach((lines, number) => { if (lines.length && lines.every((line) => off.has(edges[line].kind))) quiet.add(number); });
  nodeSet.update(nodes.map((_, number) => nodeLook(number, near)));
  edgeSet.update(edges.map((_, number) => edgeLook(number, near)));
}

/** After zooming: paint again once symbols would be noticeably too small or too large. */
function adapt() {
  const wanted = Math.max(1, SMALLEST / network.getScale());
  if (Math.abs(wanted / grown - 1) < 0.1) return;
  grown = wanted;
  paint();
}

function choose(target, { centre = false, tell: reveal = false } = {}) {
  chosen = target;
  if (target && "node" in target) walked = target.node;
  paint();
  tell(target);
  hideTip();
  if (centre) {
    moved = true;
    network.focus(target.node, { scale: Math.max(network.getScale(), CLOSE), animation: calm.matches ? false : { duration: 350 } });
  }
  if (reveal) panel.focus({ preventScroll: true });
}

function pick(spot) {
  const label = labelAt(spot), node = label && "node" in label ? label.node : network.getNodeAt(spot);
  if (node !== undefined && visible(node, nearby())) return { node };
  const edge = label ? label.edge : network.getEdgeAt(spot);
  return edge === undefined ? null : { edge };
}

/** Where the panel stands below and not beside, the tip also tells of what was clicked. */
function tipIfNarrow(target, spot) {
  if (target && matchMedia("(max-width: 760px)").matches) showTip(target, spot);
}

function showTip(target, spot) {
  tip.replaceChildren(...tipContent(target));
  tip.hidden = false;
  const right = spot.x + 16 + tip.offsetWidth < stage.clientWidth;
  tip.style.left = Math.max(4, right ? spot.x + 16 : spot.x - 16 - tip.offsetWidth) + "px";
  tip.style.top = Math.max(4, Math.min(spot.y + 14, stage.clientHeight - tip.offsetHeight - 4)) + "px";
}

function hideTip() {
  tip.hidden = true;
}

function spotOf(target) {
  const point = "node" in target ? network.getPosition(target.node) : network.body.edges[target.edge].edgeType.getPoint(0.5);
  return network.canvasToDOM(point);
}

/** Those of the first so many nodes that have a line to another of them. */
function joined(first) {
  const inner = edges.filter((edge) => Math.max(edge.from, edge.to) < first && edge.from !== edge.to);
  return new Set(inner.flatMap((edge) => [edge.from, edge.to]));
}

/** The best connected nodes, as many as the stage has room for; or null for all. */
function coreNodes() {
  const room = Math.max(LEAST_NODES, Math.floor((stage.clientWidth * stage.clientHeight) / NODE_AREA));
  if (whole || nodes.length <= room * CROWDED) return null;
  let first = room;
  while (first < nodes.length && joined(first).size < room) first += 1;
  return joined(first).size ? joined(first) : null;
}

/** The view that holds what is shown: everything, or the best connected part where all would be a tangle. */
function fit() {
  core = coreNodes();
  document.getElementById("part").hidden = !core;
  document.getElementById("shown").textContent = `Shown: the ${core ? core.size : nodes.length} best connected.`;
  document.getElementById("rest").textContent = `Show all ${nodes.length}`;
  paint();
  network.fit({ nodes: core ? [...core] : [...nodes.keys()], animation: false, maxZoomLevel: 1.4 });
  adapt();
}

function zoom(how) {
  moved = how !== "all";
  if (how === "all") { whole = true; fit(); }
  else network.moveTo({ scale: network.getScale() * (how === "in" ? 1.4 : 1 / 1.4), animation: calm.matches ? false : { duration: 200 } });
}

/** Arrow keys: left and right walk the nodes, up and down the lines of the chosen node. */
function walk(event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const along = event.key === "ArrowUp" || event.key === "ArrowDown", lines = along && walked >= 0 ? linesOf[walked] : [];
  const turn = (list, now) => list[(list.indexOf(now) + step + list.length) % list.length];
  if (event.key === "Escape") choose(null);
  else if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? "in" : "out");
  else if (step && along && lines.length) choose({ edge: turn(lines, chosen && "edge" in chosen ? chosen.edge : lines[step > 0 ? lines.length - 1 : 0]) });
  else if (step && !along && nodes.length) choose({ node: walked < 0 ? 0 : (walked + step + nodes.length) % nodes.length });
  else return;
  event.preventDefault();
  if (!chosen) return;
  if (!onScreen(spotOf(chosen), -20)) network.moveTo({ position: network.DOMtoCanvas(spotOf(chosen)), animation: false });
  tipIfNarrow(chosen, spotOf(chosen));
}

function print(on) {
  document.documentElement.toggleAttribute("data-print", on);
  readTheme();
  paint();
  network.redraw();
}

for (const box of document.querySelectorAll("#lines input")) {
  const count = edges.filter((edge) => edge.kind === box.value).length;
  box.parentElement.querySelector(".count").textContent = count;
  box.disabled = !count;
  box.addEventListener("change", () => {
    if (box.checked) off.delete(box.value);
    else off.add(box.value);
    paint();
  });
}
for (const button of document.querySelectorAll("[data-zoom]")) button.addEventListener("click", () => zoom(button.dataset.zoom));
stage.addEventListener("keydown", walk);
stage.addEventListener("pointerleave", hideTip);
stage.addEventListener("pointermove", (event) => {
  if (event.buttons || event.pointerType === "touch") return hideTip();
  const box = stage.getBoundingClientRect(), spot = { x: event.clientX - box.left, y: event.clientY - box.top };
  const target = pick(spot);
  stage.style.cursor = target ? "pointer" : "";
  if (target) showTip(target, spot);
  else hideTip();
});
network.on("click", ({ pointer }) => {
  const target = pick(pointer.DOM);
  choose(target);
  tipIfNarrow(target, pointer.DOM);
});
network.on("afterDrawing", (context) => {
  drawLabels(context);
  document.documentElement.dataset.drawn = "true";
});
network.on("zoom", () => { moved = true; hideTip(); adapt(); });
network.on("animationFinished", adapt);
network.on("dragStart", () => { moved = true; hideTip(); });
network.on("resize", () => { if (!moved) fit(); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readTheme(); paint(); });
addEventListener("beforeprint", () => print(true));
addEventListener("afterprint", () => print(false));

network.canvas.frame.tabIndex = -1; // the stage around it takes the keys
document.getElementById("empty").hidden = nodes.length > 0;
readTheme();
tell(null);
fit();
