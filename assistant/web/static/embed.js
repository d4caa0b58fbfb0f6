// The page in a frame of another page: which sites may speak with it, what they may ask, what they are told.

(() => {
  const allowed = new Set([location.origin, ...document.currentScript.dataset.origins.split(" ").filter(Boolean)]);
  const wishes = new URLSearchParams(location.search);
  const waiting = [];
  let parent = null;
  let ready = false;
  let asking = false;
  let again;

  /** Says `message` to the parent, if it is one of the allowed and has greeted. */
  function say(message) {
    if (parent) window.parent.postMessage({ speechAssistant: message }, parent);
  }

  function receive(event) {
    const message = event.data?.speechAssistant;
    if (event.source !== window.parent || !allowed.has(event.origin) || !message) return;
    if (message.kind === "hello") {
      parent = event.origin;
      say({ kind: ready ? "ready" : "here" });
    }
    if (message.kind === "focus") document.querySelector("#question textarea")?.focus();
    if (message.kind === "ask") {
      // As a box keeps it.
      waiting.push(String(message.question).replace(/\r\n?/g, "\n"));
      askNext();
    }
  }

  /** Asks what waits, one at a time. */
  function askNext() {
    if (!ready || asking || !waiting.length || document.body.classList.contains("asking")) return;
    asking = true;
    press(waiting.shift());
  }

  /** Sends `question`, and again until its turn stands there: of one before it that failed, Gradio may have yet to hear. */
  function press(question, tries = 40) {
    if (!tries) return window.speechPage.lost();
    const before = shown();
    window.speechPage.send(question);
    again = setTimeout(() => shown() === before && press(question, tries - 1), 500);
  }

  /** Which question was asked last: the words may be those of the one before it. */
  function shown() {
    return [...document.querySelectorAll("#chat .turn")].pop()?.dataset.live ?? "";
  }

  /** A turn of the conversation, for the parent's page. */
  function told(turn) {
    const sentence = (link) => document.querySelector(`#speech #${CSS.escape(link.getAttribute("href").slice(1))}`);
    const places = (links) => {
      const found = new Map([...turn.querySelectorAll(links)].map((link) => [link.dataset.address, link]));
      return [...found].map(([address, link]) => ({ address, quote: sentence(link)?.textContent ?? "" }));
    };
    return {
      question: turn.querySelector(".asked").lastChild.textContent,
      text: [...turn.querySelectorAll(".answer .said")].map((line) => line.textContent).join("\n"),
      refused: turn.querySelector(".answer.refused") !== null,
      citations: places("a.cite:not(.near)"),
      nearest: places("a.cite.near"),
    };
  }

  /** Watches for the turn that comes of a question asked here. */
  function watch() {
    const chat = document.getElementById("chat");
    let sent = false;
    let before = "";
    const done = (kind, detail) => {
      clearTimeout(again);
      sent = asking = false;
      say({ kind, detail });
      askNext();
    };
    const follow = () => {
      const last = [...chat.querySelectorAll(".turn")].pop();
      // Between the click and the question's own turn, the last one is still the one before it.
      const now = shown();
      if (!sent) before = now;
      if (!sent || now === before || !last || last.querySelector(".answer.pending")) return;
      before = now;
      if (last.querySelector(".answer.done")) done("answer", told(last));
      else done("error", { message: last.querySelector(".answer .said, .answer .waiting").textContent });
    };
    document.addEventListener("click", (event) => (sent ||= event.target.closest("#send") !== null), true);
    document.addEventListener("keydown", (event) => (sent ||= event.key === "Enter" && !event.shiftKey
      && !event.isComposing && event.target.matches("#question textarea")), true);
    window.addEventListener("speech:settled", askNext);
    window.addEventListener("speech:lost", (event) => done("error", { message: event.detail }));
    new MutationObserver(follow).observe(chat, { childList: true, subtree: true, characterData: true, attributes: true });
    follow();
  }

  function begin() {
    ready = true;
    const title = wishes.get("title");
    if (title) document.querySelector(".banner .name").textContent = title;
    if (matchMedia("(max-width: 860px)").matches) document.getElementById("fold").click();
    watch();
    say({ kind: "ready" });
    askNext();
  }

  /** The page in the parent's colour: darker where white would be hard to read on it, paler in the dark. */
  function paint(colour) {
    const parts = [0, 2, 4].map((at) => parseInt(colour.slice(at, at + 2), 16));
    const mixed = (with_, share) => `rgb(${parts.map((part) => Math.round(part + (with_ - part) * share)).join(" ")})`;
    const light = parts.map((part) => (part / 255) ** 2.2);
    const luminance = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
    // White on it reaches 4.5 : 1 (WCAG 2.2) where the luminance is at most .18.
    const share = luminance > 0.18 ? 1 - (0.18 / luminance) ** (1 / 2.2) : 0;
    const fill = mixed(0, share);
    const strong = mixed(0, share + (1 - share) * 0.2);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      html.embedded { --accent: ${fill}; --fill: ${fill}; --fill-strong: ${strong}; --accent-soft: rgb(${parts.join(" ")} / 9%); }
      html.embedded body.dark { --accent: ${mixed(255, 0.55)}; --fill: ${fill}; --fill-strong: ${strong}; --accent-soft: rgb(${parts.join(" ")} / 22%); }`);
    document.adoptedStyleSheets = [sheet];
  }

  document.documentElement.classList.add("embedded");
  if (wishes.has("widget")) document.documentElement.classList.add("in-widget");
  if (/^[0-9a-f]{6}$/.test(wishes.get("color") ?? "")) paint(wishes.get("color"));
  window.addEventListener("message", receive);
  window.addEventListener("speech:ready", begin);
  window.addEventListener("keydown", (event) => {
    const reading = document.querySelector("#quote.shown");
    if (event.key === "Escape" && !event.isComposing && !reading) say({ kind: "close" });
  }, true);
})();
