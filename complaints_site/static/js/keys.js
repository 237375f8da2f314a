// Single keys for those who live in the list. What a letter does stands in the page: the control with data-key="<letter>".
// Off while an input method composes, while one types, and wherever the person switched them off.
const stored = "keys";
let prefixAt = 0;

function enabled() {
  return (localStorage.getItem(stored) ?? document.body.dataset.keys) === "on";
}

function typing(target) {
  return target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;
}

function visible(selector) {
  return [...document.querySelectorAll(selector)].find((element) => element.checkVisibility());
}

function rows() {
  return [...document.querySelectorAll("[data-number]")].filter((row) => row.checkVisibility());
}

function currentRow() {
  return document.querySelector("[data-number].current") ?? document.activeElement.closest?.("[data-number]");
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(currentRow());
  const row = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))];
  for (const other of all) other.classList.toggle("current", other === row);
  (row.matches("a") ? row : row.querySelector("a[href]"))?.focus();
  row.scrollIntoView({ block: "nearest" });
}

function press(element) {
  if (!element) return false;
  if (element.matches("input, textarea, select")) element.focus();
  else element.click();
  return true;
}

const acts = {
  j: () => move(1),
  k: () => move(-1),
  Enter: () => document.activeElement === document.body && press(currentRow()?.querySelector("a[href]")),
  x: () => press(currentRow()?.querySelector("input[type=checkbox]")) && undefined,
  "/": () => press(visible("[data-search]")),
  "?": () => document.getElementById("key-sheet")?.showModal(),
};

function single(event) {
  if (prefixAt && Date.now() - prefixAt < 1500) {
    prefixAt = 0;
    return event.key === "q" ? press(document.querySelector("[data-queue], .brand")) : false;
  }
  if (event.key === "g") {
    prefixAt = Date.now();
    return true;
  }
  const labelled = visible(`[data-key="${CSS.escape(event.key)}"]:not([aria-disabled="true"])`);
  if (labelled) return press(labelled);
  return acts[event.key]?.() ?? Object.hasOwn(acts, event.key);
}

function send(event) {
  const form = event.target.form;
  const button = form?.querySelector(event.shiftKey ? "[data-send-next]" : "[data-send]");
  if (button && button.getAttribute("aria-disabled") !== "true") form.requestSubmit(button);
  return Boolean(button);
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    if (enabled() && send(event)) event.preventDefault();
    return;
  }
  if (!enabled() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && event.target !== document.body) return;
  if (single(event)) event.preventDefault();
});

const toggle = document.querySelector("[data-keys-switch]");
if (toggle) {
  toggle.checked = enabled();
  toggle.addEventListener("change", () => localStorage.setItem(stored, toggle.checked ? "on" : "off"));
}
