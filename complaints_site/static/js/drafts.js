// Keeps what is typed in every [data-draft-key] text area on this device until the server confirms it was taken.
// The key names complaint, buffer and person, so that neither a reply nor a note can turn up in the other's place.
const prefix = "draft:";
const delay = 400;
const lifetime = 14 * 86400000;

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(prefix + key));
  } catch {
    return null;
  }
}

function store(key, text) {
  try {
    if (text) localStorage.setItem(prefix + key, JSON.stringify({ text, at: Date.now() }));
    else localStorage.removeItem(prefix + key);
    return true;
  } catch {
    return false; // a full or forbidden storage: the words stay in the box
  }
}

function tell(area, at) {
  const state = document.querySelector(`[data-draft-state="${CSS.escape(area.dataset.draftKey)}"]`);
  if (!state) return;
  const time = new Date(at).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
  const pattern = at ? (state.dataset.saved ?? "") : "";
  state.textContent = pattern.replace("{time}", time).replace("{count}", String([...area.value].length));
}

// Words the server offers stand before what was typed already, and only once.
function withOffered(typed, offered) {
  return typed.includes(offered) ? typed : `${offered}\n\n${typed}`;
}

function watch(area) {
  if (area.dataset.draftWatched) return;
  area.dataset.draftWatched = "yes";
  const key = area.dataset.draftKey;
  const kept = read(key);
  if (kept?.text && !area.value) area.value = kept.text;
  else if (kept?.text && "draftOffered" in area.dataset) area.value = withOffered(kept.text, area.value);
  if (area.value) tell(area, kept?.at ?? Date.now());
  let timer;
  const save = () => {
    clearTimeout(timer);
    if (area.isConnected && store(key, area.value)) tell(area, area.value ? Date.now() : 0);
  };
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  });
  area.addEventListener("blur", save);
  window.addEventListener("pagehide", save);
}

// Only a page the server sends after success carries data-draft-done="<key>".
function forgetDone(root) {
  for (const done of root.querySelectorAll("[data-draft-done]")) store(done.dataset.draftDone, "");
}

function forgetOld() {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(prefix) && Date.now() - (read(name.slice(prefix.length))?.at ?? 0) > lifetime) localStorage.removeItem(name);
  }
}

function begin(root) {
  forgetDone(root);
  root.querySelectorAll("textarea[data-draft-key]").forEach(watch);
}

begin(document);
try {
  forgetOld();
} catch {
  // storage is forbidden here; nothing to tidy
}
document.addEventListener("htmx:load", (event) => begin(event.target));
