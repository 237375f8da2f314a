// Files go ahead of their form, piece by piece, and go on where the connection broke (docs/uploads.md).
// Without this script the form sends them itself.
const PIECE = 256 * 1024;
const PATIENCE = 60_000; // for one piece
const WAITS = [1, 2, 4, 8, 15, 30]; // seconds
const coming = new WeakMap(); // form -> Set of files on their way
const held = new WeakMap(); // form -> the button that was pressed before all of them were there

class Refused extends Error {}

const size = (bytes) =>
  bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;

function make(tag, className, text = "") {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
}

function remembered(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    return localStorage.getItem(name);
  } catch {
    return null; // private windows: a new visit begins anew
  }
}

// One file: its row in the list, its address at the server, how far it is.
class Upload {
  constructor(file, input) {
    this.file = file;
    this.box = input.closest("[data-upload]");
    this.form = input.form;
    this.mark = `upload|${this.box.dataset.upload}|${file.name}|${file.size}|${file.lastModified}`;
    this.stopped = new AbortController();
    this.row = make("li", "file");
    this.bar = make("progress", "");
    this.bar.max = file.size;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", file.name);
    this.state = make("span", "quiet");
    const remove = make("button", "button link small", this.box.dataset.remove);
    remove.type = "button";
    remove.setAttribute("aria-label", `${this.box.dataset.remove}: ${file.name}`);
    remove.addEventListener("click", () => this.remove());
    this.row.append(make("span", "", `${file.name} · ${size(file.size)}`), this.bar, this.state, remove);
  }

  async ask(address, method, headers = {}, body = undefined) {
    const signal = AbortSignal.any([this.stopped.signal, AbortSignal.timeout(PATIENCE)]);
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
    const fixed = { "Tus-Resumable": "1.0.0", "X-CSRFToken": token };
    const answer = await fetch(address, { method, headers: { ...fixed, ...headers }, body, signal });
    if (answer.status >= 500 || answer.status === 408) throw new Error(`${answer.status}`);
    return answer;
  }

  // Where to go on; begins anew where the server knows nothing of it.
  async offset() {
    this.address ||= remembered(this.mark);
    if (this.address) {
      const answer = await this.ask(this.address, "HEAD");
      if (answer.ok) return Number(answer.headers.get("Upload-Offset"));
    }
    const name = btoa(String.fromCharCode(...new TextEncoder().encode(this.file.name.slice(-150))));
    const headers = { "Upload-Length": `${this.file.size}`, "Upload-Metadata": `filename ${name}` };
    const answer = await this.ask(this.box.dataset.upload, "POST", headers);
    if (answer.status !== 201) throw new Refused(await words(answer, this.box));
    this.address = answer.headers.get("Location");
    remembered(this.mark, this.address);
    return 0;
  }

  async send() {
    let at = await this.offset();
    this.show(at);
    while (at < this.file.size) {
      const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": `${at}` };
      const answer = await this.ask(this.address, "PATCH", headers, this.file.slice(at, at + PIECE));
      if (!answer.ok && answer.status !== 409) throw new Refused(await words(answer, this.box));
      at = Number(answer.headers.get("Upload-Offset"));
      this.show(at);
    }
  }

  // Again and again until it is there: only a refusal or the sender ends it.
  async run() {
    for (let turn = 0; !this.stopped.signal.aborted; turn += 1) {
      const before = this.bar.value;
      try {
        await this.send();
        return this.arrived();
      } catch (error) {
        if (this.stopped.signal.aborted) return undefined;
        if (error instanceof Refused) return this.refused(error.message);
        if (this.bar.value > before) turn = 0;
        this.state.textContent = this.box.dataset.waiting;
        await pause(WAITS[Math.min(turn, WAITS.length - 1)]);
      }
    }
    return undefined;
  }

  show(at) {
    this.bar.value = at;
    this.state.textContent = `${Math.floor((at / this.file.size) * 100)} %`;
  }

  arrived() {
    const field = make("input", "");
    field.type = "hidden";
    field.name = "uploaded";
    field.value = this.address.split("/").filter(Boolean).pop();
    this.row.append(field);
    this.bar.remove();
    this.state.textContent = this.box.dataset.whole;
    this.state.className = "green";
    settle(this);
  }

  refused(sentence) {
    this.bar.remove();
    this.state.textContent = sentence;
    this.state.className = "red";
    this.state.setAttribute("role", "alert");
    held.delete(this.form); // the sender is to see it before anything goes out
    this.form.querySelectorAll(".hold").forEach((told) => told.remove());
    settle(this);
  }

  remove() {
    if (this.address) this.ask(this.address, "DELETE").catch(() => {});
    this.stopped.abort();
    this.row.remove();
    settle(this);
  }
}

async function words(answer, box) {
  const isPlain = answer.headers.get("Content-Type")?.startsWith("text/plain");
  return (isPlain && (await answer.text())) || box.dataset.failed;
}

// Some seconds, or until the browser says that the line is back.
function pause(seconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    addEventListener("online", () => (clearTimeout(timer), resolve()), { once: true });
  });
}

function settle(upload) {
  const rest = coming.get(upload.form);
  rest.delete(upload);
  if (rest.size === 0 && held.has(upload.form)) {
    const button = held.get(upload.form);
    held.delete(upload.form);
    upload.form.requestSubmit(button);
  }
}

function listOf(box) {
  const known = box.querySelector(".files");
  if (known) return known;
  const list = make("ul", "files");
  list.setAttribute("aria-live", "polite");
  box.append(list);
  return list;
}

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.type !== "file" || !input.closest("[data-upload]")) return;
  const files = [...input.files];
  const list = listOf(input.closest("[data-upload]"));
  const rest = coming.get(input.form) || new Set();
  coming.set(input.form, rest);
  input.value = ""; // they go by themselves; chosen ones add up
  for (const file of files) {
    const upload = new Upload(file, input);
    const isFull = list.children.length >= Number(input.dataset.maxFiles);
    const isLarge = file.size > Number(input.dataset.maxBytes);
    list.append(upload.row);
    rest.add(upload);
    if (isFull) upload.refused(input.dataset.tooMany);
    else if (isLarge) upload.refused(input.dataset.tooLarge.replace("{name}", file.name));
    else upload.run();
  }
});

// Before anybody else hears of it: the form waits for its files.
document.addEventListener(
  "submit",
  (event) => {
    const rest = coming.get(event.target);
    if (!rest?.size) return;
    event.preventDefault();
    held.set(event.target, event.submitter);
    for (const box of event.target.querySelectorAll("[data-upload]")) {
      if (box.querySelector(".hold")) continue;
      const told = make("p", "hold meta", box.dataset.hold);
      told.setAttribute("role", "status");
      box.append(told);
    }
  },
  { capture: true },
);
