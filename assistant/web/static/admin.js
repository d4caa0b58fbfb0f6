// The evaluation's page: a file is chosen, checked, run; its report is shown; earlier ones are listed.

const words = JSON.parse(document.getElementById("words").textContent);
const at = (id) => document.getElementById(id);
const FILES = { html: "report.html", xlsx: "rows.xlsx", csv: "rows.csv", json: "report.json", zip: "report.zip" };
const POLL = 400;

let checked = null;
let watched = null;

/** The words for `key`, its places in braces filled from `places`. */
function word(key, places = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => places[name] ?? "");
}

/** A new element with its text; text from files never becomes markup. */
function make(tag, text = "", properties = {}) {
  return Object.assign(document.createElement(tag), { textContent: text }, properties);
}

function percent(share) {
  return share === null || share === undefined ? "—" : `${(share * 100).toFixed(1)}%`;
}

/** What went wrong, as a sentence; an empty one takes the last away. */
function tell(line = "") {
  at("trouble").textContent = line;
  at("trouble").hidden = !line;
}

/** The JSON (or null) that the server gives for `path`; a refusal is an Error with the server's own sentence. */
async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw Object.assign(new Error(word("admin.failed")), { lost: true });
  }
  if (response.ok) return response.status === 204 ? null : response.json();
  const problem = await response.json().catch(() => ({}));
  throw new Error(problem.detail ?? word("admin.failed"));
}

const post = (path, body) => ask(path, { method: "POST", body });

/** Runs `action`; what it throws is told. */
async function trying(action) {
  tell();
  try {
    await action();
  } catch (error) {
    tell(error.message);
  }
}

function showStep(step) {
  for (const id of ["choose", "checked", "running"]) at(id).hidden = id !== step;
}

async function send(file) {
  const limit = Number(at("drop").dataset.limit);
  if (file.size > limit * 2 ** 20) throw new Error(word("admin.too_large", { name: file.name, limit }));
  at("found").textContent = word("admin.sending", { name: file.name });
  at("found").className = "";
  at("checked").classList.add("busy");
  at("faults-box").hidden = at("begin").hidden = at("result").hidden = true;
  showStep("checked");
  try {
    showChecked(await post(`evaluate/files?name=${encodeURIComponent(file.name)}`, file));
  } catch (error) {
    showStep("choose");
    throw error;
  } finally {
    at("checked").classList.remove("busy");
    at("file").value = "";
  }
}

function showChecked(found) {
  checked = found;
  const faults = found.faults.filter((fault) => !fault.warning).length;
  const key = found.cut ? "faults_cut" : faults ? "faulty" : found.faults.length ? "warned" : "sound";
  const places = { name: found.name, questions: found.questions, faults, warnings: found.faults.length };
  at("found").textContent = word(`admin.${key}`, places);
  at("found").className = found.sound ? "good" : "bad";
  at("faults").tBodies[0].replaceChildren(...found.faults.map((fault) => {
    const row = make("tr", "", { className: fault.warning ? "warning" : "" });
    row.append(make("td", fault.row, { className: "number" }), make("td", fault.column), make("td", fault.what));
    return row;
  }));
  at("faults-box").hidden = !found.faults.length;
  at("begin").hidden = false;
  at("start").hidden = !found.sound;
  at("against-field").hidden = !found.sound || at("against").length < 2;
  at(found.sound ? "start" : "other").focus();
}

async function start(id, against = "") {
  const run = await post(`evaluate/runs/${id}/start?against=${encodeURIComponent(against)}`);
  at("result").hidden = true;
  watch(run);
}

/** Shows the progress of `run` until it ends. */
async function watch(run) {
  watched = run.id;
  const began = { at: Date.now(), done: null };
  showStep("running");
  at("running-name").textContent = word("admin.running", { name: run.name });
  at("cancel").disabled = false;
  at("cancel").textContent = word("admin.cancel");
  showProgress({ ...run, progress: 0 }, began);
  let seen = run;
  while (seen.state === "running") {
    await new Promise((resolve) => setTimeout(resolve, POLL));
    try {
      seen = await ask(`evaluate/runs/${run.id}`);
      tell();
    } catch (error) {
      tell(error.lost ? word("admin.lost") : error.message);
      if (!error.lost) break;
    }
    if (seen.state === "running") showProgress(seen, began);
  }
  watched = null;
  showStep("choose");
  if (seen.message) tell(seen.message);
  if (seen.state === "done") showReport(seen, true);
  await list();
}

function showProgress(run, began) {
  if (began.done === null && run.progress) Object.assign(began, { at: Date.now(), done: run.progress });
  at("bar").max = run.questions;
  at("bar").value = run.progress;
  at("progress").textContent = run.progress < run.questions
    ? word("admin.progress", { done: run.progress, total: run.questions }) : word("admin.writing");
  const asked = run.progress - (began.done ?? 0);
  const seconds = ((Date.now() - began.at) / 1000 / asked) * (run.questions - run.progress);
  at("left").textContent = asked > 1 && seconds > 2 ? word("admin.left", { time: time(seconds) }) : "";
}

function time(seconds) {
  return seconds < 90 ? word("admin.seconds", { count: Math.ceil(seconds) })
    : word("admin.minutes", { count: Math.ceil(seconds / 60) });
}

function showReport(run, now = false) {
  const base = `evaluate/runs/${run.id}`;
  at("result-name").textContent = word("admin.report", { name: run.name });
  at("downloads").replaceChildren(make("span", word("admin.download")), ...Object.entries(FILES).map(([kind, file]) =>
    make("a", word(`admin.file.${kind}`), { href: `${base}/${file}`, download: "" })));
  at("report").src = `${base}/view`;
  at("result").hidden = false;
  if (now) at("result-name").focus({ preventScroll: true });
  at("result").scrollIntoView({ block: "start" });
}

/** Lists the runs anew, and gives them. */
async function list() {
  const runs = await ask("evaluate/runs");
  at("none").hidden = runs.length > 0;
  at("runs-box").hidden = runs.length === 0;
  at("runs").tBodies[0].replaceChildren(...runs.map(rowOf));
  const done = runs.filter((run) => run.state === "done");
  at("against").replaceChildren(at("against").options[0], ...done.map((run) =>
    make("option", `${when(run)}　${run.name}`, { value: run.id })));
  return runs;
}

function rowOf(run) {
  const row = make("tr");
  const state = make("td", word(`admin.state.${run.state}`), { className: run.state, title: run.message });
  row.append(make("td", when(run), { className: "when" }), make("td", run.name, { className: "file" }),
    make("td", word("admin.count", { count: run.questions }), { className: "number" }), make("td", percent(run.figures.good), { className: "number" }),
    state, actionOf(run));
  return row;
}

function actionOf(run) {
  const cell = make("td", "", { className: "action" });
  if (run.state === "done") {
    cell.append(make("button", word("admin.look"), { type: "button", onclick: () => showReport(run, true) }));
  } else if (run.state !== "running") {
    const go = () => trying(() => start(run.id));
    cell.append(make("button", word("admin.go_on"), { type: "button", onclick: go }));
  }
  return cell;
}

function when(run) {
  return new Date(run.created).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
}

function startDrop() {
  const box = at("choose");
  for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => event.preventDefault());
  box.addEventListener("dragover", () => box.classList.add("over"));
  box.addEventListener("dragleave", (event) => box.contains(event.relatedTarget) || box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    box.classList.remove("over");
    const file = event.dataTransfer.files[0];
    if (file) trying(() => send(file));
  });
  at("file").addEventListener("change", () => at("file").files[0] && trying(() => send(at("file").files[0])));
}

function startTheme() {
  const kept = localStorage.getItem("speech-theme");
  const dark = kept ? kept === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.body.classList.toggle("dark", dark);
}

startTheme();
startDrop();
at("start").addEventListener("click", () => trying(() => start(checked.id, at("against").value)));
at("other").addEventListener("click", () => { tell(); showStep("choose"); at("file").focus(); });
at("cancel").addEventListener("click", () => trying(async () => {
  at("cancel").disabled = true;
  at("cancel").textContent = word("admin.stopping");
  await post(`evaluate/runs/${watched}/cancel`);
}));
trying(async () => {
  const running = (await list()).find((run) => run.state === "running");
  if (running) await watch(running);
});
