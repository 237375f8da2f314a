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
  return document.querySelector("[data-number].current") ?? document.querySelector("[data-number]:has([aria-current=true])");
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

// A text field is gone to, everything else is clicked.
function press(element) {
  if (!element) return;
  if (typing(element)) element.focus();
  else element.click();
}

const acts = {
  j: () => move(1),
  k: () => move(-1),
  Enter: () => press(currentRow()?.querySelector("a[href]")),
  x: () => press(currentRow()?.querySelector("input[type=checkbox]")),
  "/": () => press(visible("[data-search]")),
  "?": () => document.getElementById("key-sheet")?.showModal(),
};

function actFor(key) {
  const afterG = Date.now() - prefixAt < 1500;
  prefixAt = key === "g" ? Date.now() : 0;
  if (key === "q" && afterG) return () => press(document.querySelector("[data-queue]") ?? document.querySelector(".brand"));
  const labelled = visible(`[data-key="${CSS.escape(key)}"]:not([aria-disabled="true"])`);
  return labelled ? () => press(labelled) : acts[key];
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
  const act = actFor(event.key);
  if (!act) return;
  event.preventDefault();
  act();
});

const toggle = document.querySelector("[data-keys-switch]");
if (toggle) {
  toggle.checked = enabled();
  toggle.addEventListener("change", () => localStorage.setItem(stored, toggle.checked ? "on" : "off"));
}
