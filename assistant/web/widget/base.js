// Where the script comes from, and what the host's page sets in attributes. Each value is
// checked here and used as a text or a property, never as HTML.

// A second copy of the script changes nothing: what the first one has made stays.
if (window.SpeechAssistant) return;

const SCRIPT = document.currentScript;
const BASE = new URL(".", SCRIPT.src);

/** What `data` (an element's data-… attributes) wishes for, with defaults for what is missing or senseless. */
function wishesOf(data) {
  const lang = oneOf(data.lang, ["zh", "en"], /^zh/i.test(navigator.language || "zh") ? "zh" : "en");
  const title = (data.title ?? "").trim() || word("title", lang);
  return {
    lang,
    title,
    label: (data.label ?? "").trim() || title,
    theme: oneOf(data.theme, ["light", "dark"], ""),
    colour: colourOf(data.color ?? ""),
    side: oneOf(data.position, ["left", "right"], "right"),
    layer: wholeNumber(data.zIndex, 2147483000),
    height: wholeNumber(data.height, 640),
    button: data.button !== "none",
    open: data.open !== undefined && data.open !== "false",
  };
}

function oneOf(value, known, otherwise) {
  return known.includes(value) ? value : otherwise;
}

function wholeNumber(value, otherwise) {
  return /^\d{1,10}$/.test(value ?? "") ? Math.min(Number(value), 2147483647) : otherwise;
}

/** `asked` as six hexadecimal digits, the way a canvas writes a colour; "" where it is none, or not opaque. */
function colourOf(asked) {
  const paint = document.createElement("canvas").getContext("2d");
  paint.fillStyle = "#010203";
  paint.fillStyle = asked;
  return /^#[0-9a-f]{6}$/.test(paint.fillStyle) && paint.fillStyle !== "#010203" ? paint.fillStyle.slice(1) : "";
}

/** Whether black is easier to read on the colour than white is (relative luminance, WCAG 2.2). */
function isPale(colour) {
  const [red, green, blue] = [0, 2, 4].map((at) => (parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18;
}

/** The words for `key`. */
function word(key, lang) {
  return WORDS[`widget.${key}`][lang === "zh" ? 0 : 1];
}

/** A new element with properties, and children in it. */
function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** A shadow root on `host`: the page's style does not get in, and ours not out. */
function shadowOn(host) {
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  return root;
}

/** Tells the host's page: a listener on `document` hears of every button and element. */
function tell(host, name, detail = {}) {
  host.dispatchEvent(new CustomEvent(`speech-assistant:${name}`, { detail, bubbles: true, composed: true }));
}
