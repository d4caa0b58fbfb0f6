// <speech-assistant>: the conversation in a place of the host's page. It loads when it comes near the window.

class SpeechAssistantElement extends HTMLElement {
  connectedCallback() {
    if (this.conversation) return;
    const wishes = wishesOf(this.dataset);
    const root = this.shadowRoot ?? shadowOn(this);
    this.conversation = new Conversation(wishes, (kind, message) => this.hear(kind, message), { lazy: true });
    this.apology = apology(wishes, () => this.conversation.again());
    const place = make("div", { id: "inline", className: wishes.theme || "system" }, this.conversation.frame, this.apology);
    place.style.height = `${wishes.height}px`;
    root.replaceChildren(place);
  }

  disconnectedCallback() {
    this.conversation?.end();
    this.conversation = null;
  }

  ask(question) {
    this.scrollIntoView({ block: "nearest" });
    this.conversation?.ask(question);
  }

  hear(kind, message) {
    this.apology.hidden = kind !== "silent";
    if (kind === "answer" || kind === "error") tell(this, kind, message.detail);
  }
}
