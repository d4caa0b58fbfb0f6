// The question box: sending, input methods, examples; and what leaves the page: copies and the .docx.

const LIMIT = 500;
const DRAFT = "speech-draft";
let refused = 0;
let sent = false;
const box = () => document.querySelector("#question textarea");

/** Puts `question` into the box as if it had been typed. */
function fill(question) {
  const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  set.call(box(), question);
  box().dispatchEvent(new Event("input", { bubbles: true }));
}

/** Whether an answer is on its way, or stands there and Gradio has yet to end it: until then it drops what is sent. */
export function asking() {
  return sent || document.querySelector("#chat .answer.pending") !== null;
}

/** Shows whether an answer is on its way: it can be stopped, and nothing else be begun. */
export function showAsking() {
  document.body.classList.toggle("asking", asking());
  for (const id of ["new", "export"]) document.getElementById(id).disabled = asking();
}

/** Notes that Gradio has taken a question, or has ended one. */
function take(question) {
  sent = question;
  showAsking();
  if (!sent) dispatchEvent(new Event("speech:settled"));
}

/** Sends `question` once Gradio has taken over the box's value, in its next update; a key pressed meanwhile changes nothing. */
function send(question) {
  if (asking()) return;
  fill(question);
  setTimeout(() => (box().value === question ? document.getElementById("send").click() : send(question)), 30);
}

/** Puts what a question was taken to mean into the box, to be corrected and asked again. */
function correct(question) {
  fill(question);
  box().focus();
  box().setSelectionRange(question.length, question.length);
}

/** Keeps Enter from sending while an input method composes, or while an answer is on its way. */
function guardEnter(event) {
  if (event.key !== "Enter" || !event.target.matches?.("#question textarea")) return;
  if (event.isComposing || event.keyCode === 229) {
    event.stopImmediatePropagation();
  } else if (!event.shiftKey && asking()) {
    event.stopImmediatePropagation();
    event.preventDefault();
  }
}

/** Copies both forms. Works without HTTPS too, where `navigator.clipboard` does not exist. */
function copy(html, plain) {
  const give = (event) => {
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", plain);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("copy", give, true);
  const done = document.execCommand("copy");
  document.removeEventListener("copy", give, true);
  return done;
}

function save(file, name) {
  const bytes = Uint8Array.from(atob(file), (one) => one.charCodeAt(0));
  const type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** Ends an answer that will not come: the question goes back into the box. */
function lost(words, notify) {
  const pending = document.querySelector("#chat .answer.pending");
  if (pending) {
    if (!box().value) fill(pending.closest(".turn").querySelector(".asked").lastChild.textContent);
    pending.querySelector(".waiting").textContent = words;
    pending.className = "answer failed";
  }
  take(false);
  notify(words);
  dispatchEvent(new CustomEvent("speech:lost", { detail: words }));
}

function onClick(event, word, notify) {
  const button = event.target.closest("#chat button");
  if (!button) return;
  if (button.matches(".example, .suggestion")) send(button.textContent);
  else if (button.matches(".again")) send(button.dataset.question);
  else if (button.matches(".correct")) correct(button.dataset.question);
  else if (button.matches(".copy")) {
    const done = copy(button.dataset.html, button.dataset.plain);
    notify(word(done ? "web.copied" : "web.copy_failed"));
  }
}

function startCounter(word) {
  const counter = Object.assign(document.createElement("span"), { id: "count" });
  document.getElementById("ask").append(counter);
  box().addEventListener("input", () => {
    const count = [...box().value.trim()].length;
    counter.textContent = count > LIMIT * 0.8 ? word("web.characters", { count, limit: LIMIT }) : "";
    counter.classList.toggle("over", count > LIMIT);
  });
}

/** Whether what is sent to Gradio is a question; the page's loading, a stop or an export is none. */
function isQuestion(body) {
  const { components, dependencies } = window.gradio_config;
  const button = components.find((one) => one.props.elem_id === "send").id;
  return dependencies.find((one) => one.targets.some(([id]) => id === button)).id === JSON.parse(body).fn_index;
}

/** What a refusal says of itself, where it is one of the server's own sentences. */
export async function told(response) {
  if (!response.headers.get("content-type")?.startsWith("application/problem+json")) return null;
  return (await response.clone().json()).detail;
}

/** The same response, that calls `broken` where its stream breaks off. */
function watched(response, broken) {
  const reader = response.body.getReader();
  const body = new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        controller.error(error);
        if (error.name !== "AbortError") broken();
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(body, response);
}

/** Tells of a question that did not reach the server, or whose answer broke off: Gradio says the one only in English,
 * and of the other nothing, it tries to connect again. */
function watchSending(word, notify) {
  const request = window.fetch;
  window.fetch = async (...given) => {
    const address = String(given[0]?.url ?? given[0]);
    const calling = address.includes("/queue/join");
    const asked = calling && isQuestion(given[1].body);
    if (asked) take(true);
    try {
      const response = await request(...given);
      if (calling && !response.ok) {
        const words = (await told(response))
          ?? word({ 413: "web.too_large", 503: "web.busy" }[response.status] ?? "web.lost");
        // A stop that is refused does not end the answer that is on its way.
        if (asked) lost(words, notify);
        else notify(words);
        refused = Date.now();
      }
      if (!address.includes("/queue/data") || !response.body) return response;
      return watched(response, () => asking() && lost(word("web.lost"), notify));
    } catch (error) {
      if (calling) lost(word("web.lost"), notify);
      throw error;
    }
  };
}

/** Keeps what has been typed over a reload, until it is answered. */
function startDraft() {
  const kept = sessionStorage.getItem(DRAFT);
  if (kept && !box().value) fill(kept);
  box().addEventListener("input", () => sessionStorage.setItem(DRAFT, box().value));
}

/** Empties the box of `question`, whose turn stands there; what else has been typed meanwhile stays. */
export function taken(question) {
  if (box().value.trim() !== question) return;
  fill("");
  // Until it is answered, a reload brings it back.
  sessionStorage.setItem(DRAFT, question);
}

/** Forgets the draft: its question is answered. */
export function forgetDraft() {
  if (!box().value) sessionStorage.removeItem(DRAFT);
}

export function startQuestion(word, notify) {
  watchSending(word, notify);
  startDraft();
  for (const kind of ["keydown", "keypress"]) document.addEventListener(kind, guardEnter, true);
  document.addEventListener("click", (event) => onClick(event, word, notify), true);
  startCounter(word);
  window.speechPage.send = send;
  window.speechPage.save = (file) => (file ? save(file, word("web.docx_name")) : notify(word("web.docx_empty")));
  window.speechPage.settled = () => take(false);
  // Of a question that was refused, with a reason, Gradio tells once more, without.
  window.speechPage.lost = () => Date.now() - refused < 3000 || lost(word("web.lost"), notify);
}
