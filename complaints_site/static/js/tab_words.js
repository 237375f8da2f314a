// What a consumer types stands there again after a reload, in this tab alone: the phone may be another's, too.
// Words that were sent are let go at the next page; what the server refused it gives back itself.
const prefix = "tab-words:";
const sent = `${prefix}sent`;

function keep(key, text) {
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    // a full or forbidden storage: the words stay in the box
  }
}

function kept(key) {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

const keyOf = (area) => `${prefix}${new URL(area.form?.getAttribute("action") || "", location.href).pathname}:${area.name}`;

// A page reached by a reload or by going back is not the answer to what was sent.
if (performance.getEntriesByType("navigation")[0]?.type === "navigate") {
  for (const key of kept(sent).split("\n")) if (key) keep(key, "");
  keep(sent, "");
}
for (const area of document.querySelectorAll("main textarea[name]:not([data-draft-key])")) {
  const key = keyOf(area);
  if (area.value) keep(key, area.value);
  else area.value = kept(key);
  area.addEventListener("input", () => keep(key, area.value));
  area.form?.addEventListener("submit", () => keep(sent, `${kept(sent)}\n${key}`));
}
