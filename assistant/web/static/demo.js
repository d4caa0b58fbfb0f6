// The page about embedding: snippets with this server's own address, and what a page hears of an answer.

const words = JSON.parse(document.getElementById("words").textContent);
const chinese = document.documentElement.lang.startsWith("zh");
const word = (key) => words[key][chinese ? 0 : 1];
const host = new URL("..", location.href).href.replace(/\/$/, "");

for (const code of document.querySelectorAll(".snippet code")) code.textContent = code.textContent.replaceAll("HOST", host);

/** Copies; works without HTTPS too, where `navigator.clipboard` does not exist. */
function copy(text) {
  const give = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  };
  document.addEventListener("copy", give);
  document.execCommand("copy");
  document.removeEventListener("copy", give);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.copy) {
    copy(document.getElementById(button.dataset.copy).textContent);
    button.textContent = word("demo.copied");
  }
  if (button?.id === "try") window.SpeechAssistant.ask(button.dataset.question);
});

document.addEventListener("speech-assistant:answer", (event) => {
  const { text, citations } = event.detail;
  const sources = citations.map((one) => `${one.address}：${one.quote}`).join("\n");
  document.getElementById("heard").textContent = `${word("demo.heard")}\n${text}\n${sources}`;
});
