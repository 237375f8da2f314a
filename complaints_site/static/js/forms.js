// Whoever leaves a long form finds his words there again: every form with a text area, on this device, for this person.
// The words are kept per address and row until the server has taken them (middleware.kept_drafts); drafts.js keeps the
// two boxes of the composer in the same way and clears away what is older than two weeks.
const prefix = "draft:form:";
const delay = 400;
const cookie = "draft_done";
const own = "_draft";
const passing = ["seen", "hinted", "version"]; // hidden figures that are no row
const person = document.body.dataset.draftsOf;

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(storage, key, value) {
  try {
    if (value) storage.setItem(key, JSON.stringify(value));
    else storage.removeItem(key);
  } catch {
    // a full or forbidden storage: the words stay in the form
  }
}

const isTyped = (field) => field.name && !field.disabled && !["hidden", "file", "submit", "button", "password"].includes(field.type);
const isChecked = (field) => ["checkbox", "radio"].includes(field.type);
const namesakes = (form, name) => [...form.elements].filter((field) => isTyped(field) && field.name === name);

function valueOf(form, name) {
  const fields = namesakes(form, name);
  if (fields.some(isChecked)) return fields.filter((field) => field.checked).map((field) => field.value);
  return fields.map((field) => field.value);
}

function fill(form, name, values) {
  const fields = namesakes(form, name);
  if (fields.some(isChecked)) fields.forEach((field) => (field.checked = values.includes(field.value)));
  else fields.forEach((field, index) => (field.value = values[index] ?? field.value));
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function keyOf(form) {
  const { pathname } = new URL(form.getAttribute("action") || "", location.href);
  const rows = [...form.querySelectorAll("input[type=hidden]")].filter((field) => !passing.includes(field.name) && /^\d+$/.test(field.value));
  return `${prefix}${person}:${pathname}:${rows.map((field) => `${field.name}=${field.value}`).join("&")}`;
}

function told(at) {
  const day = { timeZone: "Asia/Shanghai", month: "2-digit", day: "2-digit" };
  const clock = { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", hour12: false };
  const date = (moment) => new Date(moment).toLocaleDateString("en-CA", day);
  const time = new Date(at).toLocaleTimeString("en-GB", clock);
  return date(at) === date(Date.now()) ? time : `${date(at)} ${time}`;
}

// Whoever shows what the form says, looks again.
const show = (form) => form.dispatchEvent(new Event("input", { bubbles: true }));

// Says that the words come from here, and takes them away again at a press.
function sayRestored(form, at, discard) {
  const note = document.getElementById("draft-note").content.firstElementChild.cloneNode(true);
  const words = note.querySelector("[data-words]");
  words.textContent = words.dataset.words.replace("{time}", told(at));
  note.querySelector("[data-draft-discard]").addEventListener("click", () => {
    note.remove();
    discard();
  });
  const body = form.querySelector(".dialog-body");
  if (body) body.prepend(note);
  else form.before(note);
}

function watch(form) {
  if (form.dataset.draftWatched || form.getAttribute("method") !== "post" || "noDraft" in form.dataset) return;
  if (!form.querySelector("textarea") || form.querySelector("[data-draft-key]")) return;
  form.dataset.draftWatched = "yes";
  const key = keyOf(form);
  const kept = read(key);
  const touched = new Set(Object.keys(kept?.values ?? {}));
  const away = [...touched].filter((name) => namesakes(form, name).length && !same(valueOf(form, name), kept.values[name]));
  let timer = 0;
  const save = () => {
    clearTimeout(timer);
    timer = 0;
    if (!form.isConnected || !touched.size) return;
    write(localStorage, key, { values: Object.fromEntries([...touched].map((name) => [name, valueOf(form, name)])), at: Date.now() });
  };
  const note = (event) => {
    if (!isTyped(event.target)) return;
    touched.add(event.target.name);
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  };
  const discard = () => {
    form.reset();
    touched.clear();
    clearTimeout(timer);
    write(localStorage, key, null);
    show(form);
  };
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  window.addEventListener("pagehide", () => timer && save());
  form.addEventListener("submit", () => {
    save();
    sign(form, key);
  });
  if (!away.length) return;
  for (const name of away) fill(form, name, kept.values[name]);
  if (document.readyState === "complete") show(form);
  else window.addEventListener("load", () => show(form));
  sayRestored(form, kept.at, discard);
}

// The form names its draft; the server sends the name back once it has taken the words.
function sign(form, key) {
  const name = crypto.getRandomValues(new Uint32Array(2)).join("");
  let field = form.querySelector(`input[name=${own}]`);
  if (!field) {
    field = Object.assign(document.createElement("input"), { type: "hidden", name: own });
    form.append(field);
  }
  field.value = name;
  write(sessionStorage, prefix + "sent", { key, name });
}

function forgetTaken() {
  const done = document.cookie.split("; ").find((pair) => pair.startsWith(`${cookie}=`))?.slice(cookie.length + 1);
  if (!done) return;
  let sent = null;
  try {
    sent = JSON.parse(sessionStorage.getItem(prefix + "sent"));
  } catch {
    return;
  }
  if (sent?.name !== done) return;
  write(localStorage, sent.key, null);
  write(sessionStorage, prefix + "sent", null);
  document.cookie = `${cookie}=; path=/; max-age=0; samesite=lax`;
}

if (person) {
  forgetTaken();
  document.querySelectorAll("form").forEach(watch);
  document.addEventListener("htmx:load", (event) => event.target.querySelectorAll?.("form").forEach(watch));
}
