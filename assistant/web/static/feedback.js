// Whether an answer was of use: one click, kept by the server.
import { told } from "./question.js";

async function rate(button, word, notify) {
  const turn = button.closest(".turn");
  const given = {
    rating: button.dataset.rating,
    question: turn.querySelector(".asked").lastChild.textContent.slice(0, 500),
    answer: (turn.querySelector(".copy")?.dataset.plain ?? "").slice(0, 20000),
  };
  const options = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(given) };
  const response = await fetch("api/feedback", options).catch(() => null);
  if (!response?.ok) {
    notify((response && (await told(response))) || word("web.lost"));
    return;
  }
  for (const one of button.parentElement.children) one.setAttribute("aria-pressed", one === button);
  notify(word("web.thanks"));
}

export function startFeedback(word, notify) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#chat button.rate");
    if (button) rate(button, word, notify);
  });
}
