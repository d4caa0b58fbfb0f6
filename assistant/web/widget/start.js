// The start: the button as the script's own attributes wish for it, the element, and what a page can call.

const wishes = wishesOf(SCRIPT.dataset);
let button = null;
const later = [];

/** Does `action` with the button; where there is none, with the first element on the page, if it can. */
function withAssistant(action) {
  if (document.readyState === "loading" && !button) {
    later.push(action);
    return;
  }
  const found = button ?? document.querySelector("speech-assistant");
  if (found) action(found);
}

function start() {
  if (wishes.button) button = new Button(wishes);
  for (const action of later.splice(0)) withAssistant(action);
}

window.SpeechAssistant = Object.freeze({
  open: () => withAssistant((assistant) => assistant.open?.()),
  close: () => withAssistant((assistant) => assistant.close?.()),
  ask: (question) => withAssistant((assistant) => assistant.ask(question)),
});

if (!customElements.get("speech-assistant")) customElements.define("speech-assistant", SpeechAssistantElement);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
