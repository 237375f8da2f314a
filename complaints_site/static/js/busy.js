// A form is sent once: its button keeps its width, says so, and a second press does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented) return;
  form.dataset.sending = "yes";
  const button = event.submitter;
  if (!button?.classList.contains("button")) return;
  button.classList.add("busy");
  button.setAttribute("aria-busy", "true");
  if (!button.dataset.busy) return;
  const words = document.createElement("span");
  words.className = "busy-label";
  words.textContent = button.dataset.busy;
  button.append(words);
});

function settle(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll(".button.busy")) {
    button.classList.remove("busy");
    button.removeAttribute("aria-busy");
    button.querySelector(".busy-label")?.remove();
  }
}

// Back from the browser's cache, or answered by a partial update: the form is free again.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(settle));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) settle(form);
});
