// Labels of constant size on the screen: the most important first, each where it covers no other; the rest appear on zooming in.
const SIDES = [[0, 1], [0, -1], [1, 0], [-1, 0], [0.7, 0.7], [-0.7, 0.7], [0.7, -0.7], [-0.7, -0.7]]; // below, above, right, left, corners
const GAP = 4, LEADING = 1.2, EDGE_SIZE = 11, EDGE_LENGTH = 30;
let placed = []; // {node | edge, rows, font, x, y, width, height}: centres, in pixels of the screen
const widths = new Map();

function fontOf(node) {
  const size = node.count > 8 ? 14.5 : node.count > 3 ? 13 : 12;
  return { size, css: `${node.group === "policy" ? "600 " : ""}${size}px ${theme.sans}` };
}

function widthOf(context, rows, css) {
  const key = css + rows.join("\n");
  if (!widths.has(key)) {
    context.font = css;
    widths.set(key, Math.max(...rows.map((row) => context.measureText(row).width)));
  }
  return widths.get(key);
}

function overlaps(box, others) {
  return others.some((other) => Math.abs(box.x - other.x) * 2 < box.width + other.width && Math.abs(box.y - other.y) * 2 < box.height + other.height);
}

function inFrame(box) {
  const { clientWidth, clientHeight } = stage;
  return box.x * 2 > box.width && box.y * 2 > box.height && (clientWidth - box.x) * 2 > box.width && (clientHeight - box.y) * 2 > box.height;
}

function place(box, sides, taken) {
  for (const [x, y] of sides) {
    const tried = { ...box, x: box.x + x, y: box.y + y };
    if (inFrame(tried) && !overlaps(tried, taken)) return tried;
  }
  return null;
}

function nodeLabel(context, number, spot) {
  const rows = nodes[number].label.split("\n"), font = fontOf(nodes[number]);
  const width = widthOf(context, rows, font.css) + 6, height = rows.length * font.size * LEADING + 2;
  return { node: number, rows, font, width, height, x: spot.x, y: spot.y };
}

function edgeLabel(context, number) {
  const edge = edges[number], text = edge.labels.join("; ");
  const middle = network.canvasToDOM(network.body.edges[number].edgeType.getPoint(0.5));
  const rows = [shorten(text, EDGE_LENGTH)], font = { size: EDGE_SIZE, css: `italic ${EDGE_SIZE}px ${theme.sans}` };
  const box = { edge: number, rows, font, width: widthOf(context, rows, font.css) + 4, height: EDGE_SIZE * LEADING, ...middle };
  const [from, to] = [edge.from, edge.to].map((end) => network.canvasToDOM(network.getPosition(end)));
  return Math.hypot(from.x - to.x, from.y - to.y) > box.width * 0.7 ? box : null;
}

function onScreen(spot, room = 60) {
  return spot.x > -room && spot.y > -room && spot.x < stage.clientWidth + room && spot.y < stage.clientHeight + room;
}

function radius(number) {
  return nodes[number].size * grown * network.getScale();
}

/** The place of the zoom buttons, where no label may stand. */
function controls() {
  const { offsetLeft, offsetTop, offsetWidth: width, offsetHeight: height } = document.getElementById("zoom");
  return { x: offsetLeft + width / 2, y: offsetTop + height / 2, width, height };
}

/** Chooses the labels that find room: of the chosen and its neighbours, then of nodes by statements, then of lines. */
function layLabels(context) {
  const near = nearby();
  const spots = nodes.map((_, number) => network.canvasToDOM(network.getPosition(number)));
  const seen = nodes.map((_, number) => number).filter((number) => visible(number, near) && onScreen(spots[number]) && !quiet.has(number));
  const taken = [controls(), ...seen.map((number) => ({ ...spots[number], width: 1.6 * radius(number), height: 1.6 * radius(number) }))];
  const first = near ? [...seen.filter((n) => near.nodes.has(n)), ...seen.filter((n) => !near.nodes.has(n))] : seen;
  placed = [];
  for (const number of first) {
    const label = nodeLabel(context, number, spots[number]), away = radius(number) + GAP;
    const sides = SIDES.map(([x, y]) => [x * away + Math.sign(x) * label.width / 2, y * away + Math.sign(y) * label.height / 2]);
    keep(place(label, sides, taken), taken);
  }
  for (const number of edges.keys()) {
    if (!edges[number].labels.some(Boolean) || edgeLook(number, near).hidden || (near && !near.edges.has(number))) continue;
    const label = edgeLabel(context, number);
    if (label && onScreen(label, 0)) keep(place(label, [[0, 0]], taken), taken);
  }
}

function keep(label, taken) {
  if (!label) return;
  placed.push(label);
  taken.push(label);
}

function drawLabels(context) {
  const ratio = context.canvas.width / context.canvas.clientWidth, near = nearby();
  layLabels(context);
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  Object.assign(context, { textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 4, strokeStyle: theme.paper });
  for (const label of placed) {
    context.font = label.font.css;
    context.fillStyle = "edge" in label ? theme[edges[label.edge].kind] : theme.ink;
    context.globalAlpha = near && "node" in label && !near.nodes.has(label.node) ? FADED : 1;
    label.rows.forEach((row, place) => {
      const y = label.y + (place - (label.rows.length - 1) / 2) * label.font.size * LEADING;
      context.strokeText(row, label.x, y);
      context.fillText(row, label.x, y);
    });
  }
  context.restore();
}

function labelAt(spot) {
  return placed.find((label) => Math.abs(spot.x - label.x) * 2 < label.width && Math.abs(spot.y - label.y) * 2 < label.height);
}
