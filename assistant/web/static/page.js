// The page's start: words, light or dark, and what happens as the conversation grows.
import { beginFollowing, followSource, openAt, startSpeech } from "./speech.js";
import { forgetDraft, showAsking, startQuestion, taken } from "./question.js";
import { startFeedback } from "./feedback.js";

const table = JSON.parse(document.getElementById("page-words").textContent);
const asked = new URLSearchParams(location.search).get("lang");
const chinese = /^zh/i.test(["zh", "en"].includes(asked) ? asked : navigator.language || "zh");

/** The words for `key`, its places in braces filled from `places`. */
export function word(key, places = {}) {
  const words = table.words[key][chinese ? 0 : 1];
  return words.replace(/\{(\w+)\}/g, (_, name) => places[name] ?? "");
}

/** Shows one line to the reader for a while, and to screen readers. */
export function notify(line) {
  const box = document.getElementById("notice") ?? document.body.appendChild(Object.assign(
    document.createElement("div"), { id: "notice" }));
  box.setAttribute("role", "status");
  box.textContent = line;
  box.classList.add("shown");
  clearTimeout(notify.timer);
  notify.timer = setTimeout(() => box.classList.remove("shown"), 6000);
}

function putWords() {
  document.documentElement.lang = chinese ? "zh-CN" : "en";
  document.title = table.title ? `${word("web.name")} · ${table.title}` : word("web.name");
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = word(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) node.ariaLabel = node.title = word(node.dataset.label);
  for (const [id, key] of [["send", "web.send"], ["stop", "web.stop"], ["new", "web.new"], ["export", "web.export"]]) {
    const button = document.getElementById(id);
    if (button) button.textContent = word(key);
  }
  const box = document.querySelector("#question textarea");
  box.placeholder = word("web.placeholder");
  box.ariaLabel = word("web.question");
  box.enterKeyHint = "send";
}

function dark() {
  return document.body.classList.contains("dark");
}

function startTheme() {
  const kept = localStorage.getItem("speech-theme");
  if (kept) document.body.classList.toggle("dark", kept === "dark");
  const button = document.getElementById("theme");
  const tell = () => button.setAttribute("aria-pressed", dark());
  button.addEventListener("click", () => {
    document.body.classList.toggle("dark");
    localStorage.setItem("speech-theme", dark() ? "dark" : "light");
    tell();
  });
  tell();
}

/** Follows the conversation: the newest question comes to the top, its first source into view. */
function watchLog() {
  const chat = document.getElementById("chat");
  let newest = "";
  let held = false;
  const follow = () => {
    showAsking();
    // Only a question asked in this page is live; a conversation that was restored has none.
    const live = chat.querySelector(".turn[data-live]");
    if (live && live.dataset.live !== newest) {
      newest = live.dataset.live;
      held = true;
      beginFollowing();
      // One that was refused is not lost: it stays, to be sent again.
      if (!live.querySelector(".answer.failed")) taken(live.querySelector(".asked").lastChild.textContent);
    }
    if (!live) return;
    // An answer that grows makes room for its question to reach the top.
    if (held) chat.scrollTop = live.offsetTop - 16;
    followSource(live);
    if (live.querySelector(".answer.pending")) return;
    held = false;
    forgetDraft();
  };
  for (const kind of ["wheel", "pointerdown", "keydown"]) {
    chat.addEventListener(kind, () => { held = false; }, { passive: true });
  }
  new MutationObserver(follow).observe(chat, { childList: true, subtree: true, characterData: true, attributes: true });
  follow();
}

function whenReady(begin) {
  const ready = () => document.querySelector("#question textarea") && document.querySelector("#speech .text")
    && document.getElementById("send") && document.querySelector("#chat .log");
  if (ready()) return begin();
  const waiting = new MutationObserver(() => {
    if (!ready()) return;
    waiting.disconnect();
    begin();
  });
  waiting.observe(document.documentElement, { childList: true, subtree: true });
}

window.speechPage = {};
whenReady(() => {
  putWords();
  startTheme();
  startSpeech();
  startQuestion(word, notify);
  startFeedback(word, notify);
  watchLog();
  openAt(new URLSearchParams(location.search).get("at"), (address) => notify(word("web.no_place", { address })));
  dispatchEvent(new Event("speech:ready"));
});
