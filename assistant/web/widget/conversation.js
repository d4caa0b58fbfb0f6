// The conversation in its frame, and what is said between it and the host's page.

const PATIENCE = 20000;

class Conversation {
  /** `hear(kind, message)` is called with what the frame says: "ready", "answer", "error", "close"; or "silent". */
  constructor(wishes, hear, { lazy = false, widget = false } = {}) {
    this.hear = hear;
    this.ready = false;
    this.waiting = [];
    this.frame = make("iframe", { title: wishes.title, allow: "clipboard-write", loading: lazy ? "lazy" : "eager" });
    this.frame.addEventListener("load", () => this.greet());
    this.frame.src = addressOf(wishes, widget);
    this.listener = (event) => this.receive(event);
    window.addEventListener("message", this.listener);
    if (!lazy) this.wait(PATIENCE);
  }

  ask(question) {
    this.say({ kind: "ask", question: String(question) });
  }

  focus() {
    this.frame.focus();
    this.say({ kind: "focus" });
  }

  /** Loads the frame anew. */
  again() {
    this.ready = false;
    this.wait(PATIENCE);
    this.frame.src = String(this.frame.src);
  }

  end() {
    clearTimeout(this.timer);
    window.removeEventListener("message", this.listener);
    this.frame.remove();
  }

  /** Says `message` now, or as soon as the frame can hear. */
  say(message) {
    if (this.ready) this.post(message);
    else this.waiting.push(message);
  }

  post(message) {
    this.frame.contentWindow?.postMessage({ speechAssistant: message }, BASE.origin);
  }

  greet() {
    // A page that was loaded anew does not hear yet, nor does the browser's page of an error.
    this.ready = false;
    this.post({ kind: "hello" });
    this.wait(PATIENCE / 5);
  }

  /** A frame that does not answer a greeting holds the browser's page of an error, which nobody can ask. */
  wait(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hear("silent", {}), milliseconds);
  }

  receive(event) {
    const message = event.data?.speechAssistant;
    if (event.source !== this.frame.contentWindow || event.origin !== BASE.origin || !message) return;
    clearTimeout(this.timer);
    if (message.kind === "ready") {
      this.ready = true;
      for (const said of this.waiting.splice(0)) this.post(said);
    }
    this.hear(message.kind, message);
  }
}

/** The page for the frame, with what was wished for. */
function addressOf(wishes, widget) {
  const address = new URL("embed", BASE);
  const asked = { lang: wishes.lang, title: wishes.title, color: wishes.colour, __theme: wishes.theme, widget: widget ? "1" : "" };
  for (const [name, value] of Object.entries(asked)) if (value) address.searchParams.set(name, value);
  return String(address);
}

/** What stands where a conversation should be and is not: why, and a button to try again. */
function apology(wishes, again) {
  const button = make("button", { type: "button", textContent: word("again", wishes.lang) });
  const note = make("div", { className: "apology", hidden: true },
    make("p", { textContent: word("silent", wishes.lang) }), button);
  note.setAttribute("role", "alert");
  button.addEventListener("click", () => {
    note.hidden = true;
    again();
  });
  return note;
}
