// The floating button, and the dialog that it opens.

class Button {
  constructor(wishes) {
    this.wishes = wishes;
    this.host = make("div");
    this.host.dataset.speechAssistant = "button";
    this.root = shadowOn(this.host);
    this.root.append(...this.build());
    this.paint();
    this.root.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    document.body.append(this.host);
    if (wishes.open) this.open({ focus: false });
  }

  build() {
    const { lang, label, title } = this.wishes;
    this.launcher = make("button", { type: "button", id: "launcher" }, make("span", { className: "icon" }),
      make("span", { className: "label", textContent: label }));
    this.launcher.setAttribute("aria-haspopup", "dialog");
    this.launcher.setAttribute("aria-controls", "panel");
    this.launcher.addEventListener("click", () => (this.isOpen ? this.close() : this.open()));
    const close = make("button", { type: "button", id: "close", textContent: "×" });
    close.setAttribute("aria-label", word("close", lang));
    close.addEventListener("click", () => this.close());
    this.size = make("button", { type: "button", id: "size", textContent: "⤢" });
    this.size.setAttribute("aria-label", word("size", lang));
    this.size.addEventListener("click", () => this.enlarge());
    this.panel = make("div", { id: "panel", hidden: true }, make("div", { className: "buttons" }, this.size, close));
    this.panel.setAttribute("role", "dialog");
    this.panel.setAttribute("aria-label", title);
    this.expanded(false);
    this.size.setAttribute("aria-pressed", "false");
    return [this.launcher, this.panel];
  }

  paint() {
    const { colour, side, layer, theme } = this.wishes;
    this.root.adoptedStyleSheets[0].cssRules[0].style.setProperty("z-index", layer, "important");
    this.panel.className = this.launcher.className = `${side} ${theme || "system"}`;
    if (!colour) return;
    this.launcher.style.setProperty("--fill", `#${colour}`);
    this.launcher.style.color = isPale(colour) ? "#000" : "#fff";
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  open({ focus = true } = {}) {
    if (!this.isOpen) {
      this.before = document.activeElement;
      this.start();
      this.panel.hidden = false;
      this.expanded(true);
      tell(this.host, "open");
    }
    if (focus) this.conversation.focus();
  }

  close() {
    if (!this.isOpen) return;
    this.panel.hidden = true;
    this.expanded(false);
    const back = this.before && this.before !== document.body && this.before !== this.host ? this.before : this.launcher;
    back.focus();
    tell(this.host, "close");
  }

  ask(question) {
    this.open();
    this.conversation.ask(question);
  }

  /** Makes the conversation when it is first needed: a page that nobody asks from loads nothing more. */
  start() {
    if (this.conversation) return;
    this.conversation = new Conversation(this.wishes, (kind, message) => this.hear(kind, message), { widget: true });
    this.apology = apology(this.wishes, () => this.conversation.again());
    this.panel.append(this.conversation.frame, this.apology);
  }

  hear(kind, message) {
    this.apology.hidden = kind !== "silent";
    if (kind === "close") this.close();
    if (kind === "answer" || kind === "error") tell(this.host, kind, message.detail);
  }

  enlarge() {
    const large = this.panel.classList.toggle("large");
    this.size.setAttribute("aria-pressed", String(large));
  }

  expanded(open) {
    this.launcher.setAttribute("aria-expanded", String(open));
  }
}
