// Lists the chosen files with their sizes and refuses those that are too large, before anything is sent.
function size(bytes) {
  return bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function listFor(input) {
  if (input.nextElementSibling?.matches(".files")) return input.nextElementSibling;
  const list = document.createElement("ul");
  list.className = "files";
  list.setAttribute("aria-live", "polite");
  input.after(list);
  return list;
}

function complaint(input, files) {
  const most = Number(input.dataset.maxBytes || 0);
  const many = Number(input.dataset.maxFiles || 0);
  const large = most && files.find((file) => file.size > most);
  if (large) return (input.dataset.tooLarge || "").replace("{name}", large.name);
  return many && files.length > many ? input.dataset.tooMany || "" : "";
}

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
  if (input.closest("[data-upload]")) return; // resume.js sends these ahead
  const files = [...input.files];
  input.setCustomValidity(complaint(input, files));
  listFor(input).replaceChildren(
    ...files.map((file) => {
      const item = document.createElement("li");
      item.className = "file";
      item.textContent = `${file.name} · ${size(file.size)}`;
      return item;
    }),
  );
  input.reportValidity();
});
