// The speech beside the conversation: jump to a sentence, highlight it, tell where it stands.

const text = () => document.querySelector("#speech .text");
const narrow = matchMedia("(max-width: 860px)");

/** Scrolls the speech's panel, never the page, until `node` stands in its upper third. */
function bring(node) {
  unfold();
  const panel = text();
  const distance = node.getBoundingClientRect().top - panel.getBoundingClientRect().top;
  panel.scrollTop += distance - panel.clientHeight * 0.28;
}

/** Highlights `nodes` and nothing else, and brings the first into view. */
function highlight(nodes) {
  for (const node of document.querySelectorAll("#speech .cited")) node.classList.remove("cited");
  for (const node of nodes) node.classList.add("cited");
  if (nodes.length) bring(nodes[0]);
}

function place(address) {
  const node = document.querySelector(`#speech [data-address="${CSS.escape(address)}"]`);
  if (!node) return [];
  return node.matches(".s, .heading") ? [node] : [...node.querySelectorAll(".s")];
}

function target(link) {
  return document.querySelector(`#speech #${CSS.escape(link.getAttribute("href").slice(1))}`);
}

/** Marks every source of the answer that holds `link`, more faintly than the one that is looked at. */
function markSources(answer) {
  for (const node of document.querySelectorAll("#speech .used")) node.classList.remove("used");
  for (const link of answer?.querySelectorAll("a.cite") ?? []) target(link)?.classList.add("used");
}

let followed = "";
let chosen = false;

/** A new question is asked: until the reader looks for a place of their own, the speech follows its answer. */
export function beginFollowing() {
  followed = "";
  chosen = false;
}

/** Highlights the first source of a turn's answer, as soon as there is one; below the conversation, on a phone, none. */
export function followSource(turn) {
  const links = turn.querySelectorAll(".answer a.cite");
  const now = [...links].map((link) => link.getAttribute("href")).join();
  if (!links.length || now === followed || chosen || narrow.matches) return;
  const first = target(links[0]);
  const moves = followed.split(",")[0] !== links[0].getAttribute("href");
  followed = now;
  markSources(turn.querySelector(".answer"));
  if (first && moves) highlight([first]);
}

/** Opens the speech at `address`; `missing` is called where there is no such place. */
export function openAt(address, missing) {
  if (!address) return;
  const nodes = place(address);
  if (nodes.length) highlight(nodes);
  else missing(address);
}

function unfold() {
  if (narrow.matches) fold(false);
}

function fold(folded) {
  document.body.classList.toggle("folded", folded);
  document.getElementById("fold").setAttribute("aria-expanded", String(!folded));
}

function onClick(event) {
  const link = event.target.closest("a.cite, a.source, a[data-goto]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  chosen = true;
  if (link.dataset.goto) {
    highlight(place(link.dataset.goto));
    return;
  }
  const node = target(link);
  if (!node) return;
  markSources(link.closest(".answer"));
  highlight([node]);
}

let tip;

function showTip(link) {
  const node = target(link);
  if (!node) return;
  tip ??= document.body.appendChild(Object.assign(document.createElement("div"), { id: "quote" }));
  tip.setAttribute("role", "tooltip");
  const address = Object.assign(document.createElement("strong"), { textContent: node.dataset.address });
  const quote = Object.assign(document.createElement("span"), { textContent: node.textContent });
  tip.replaceChildren(address, quote);
  tip.classList.add("shown");
  link.setAttribute("aria-describedby", "quote");
  const spot = link.getBoundingClientRect();
  const left = Math.min(Math.max(8, spot.left - 24), innerWidth - tip.offsetWidth - 8);
  const above = spot.top - tip.offsetHeight - 8;
  tip.style.left = `${left}px`;
  tip.style.top = `${above > 8 ? above : spot.bottom + 8}px`;
}

function hideTip() {
  tip?.classList.remove("shown");
}

/** Keeps the outline at the section that is being read. */
function followReading() {
  const panel = text();
  const headings = [...panel.querySelectorAll(".heading")];
  const links = new Map([...document.querySelectorAll("#speech .contents a")].map((a) => [a.dataset.goto, a]));
  let waiting = false;
  const follow = () => {
    waiting = false;
    const line = panel.getBoundingClientRect().top + panel.clientHeight * 0.35;
    const passed = headings.filter((one) => one.getBoundingClientRect().top <= line);
    const now = links.get(passed[passed.length - 1]?.dataset.address);
    for (const link of links.values()) link.removeAttribute("aria-current");
    now?.setAttribute("aria-current", "location");
    const list = now?.closest("ol");
    if (list) list.scrollTop = now.offsetTop - list.clientHeight / 2;
    if (list) list.scrollLeft = now.offsetLeft - list.clientWidth / 2;
  };
  panel.addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(follow);
    waiting = true;
  }, { passive: true });
}

export function startSpeech() {
  document.addEventListener("click", onClick);
  for (const [begin, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(begin, (event) => {
      const link = event.target.closest?.("a.cite:not(.near), a.source");
      if (link) showTip(link);
    });
    document.addEventListener(end, hideTip);
  }
  document.addEventListener("scroll", hideTip, { capture: true, passive: true });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hideTip());
  for (const kind of ["wheel", "pointerdown", "keydown"]) {
    text().addEventListener(kind, () => { chosen = true; }, { passive: true });
  }
  document.getElementById("fold").addEventListener("click", () => fold(!document.body.classList.contains("folded")));
  followReading();
}
