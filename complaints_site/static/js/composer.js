// Turns the two composer panes into tabs; without this file both forms stand one under the other.
function choose(composer, name, focus) {
  for (const tab of composer.querySelectorAll("[role=tab]")) {
    const chosen = tab.dataset.pane === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    const pane = document.getElementById(tab.getAttribute("aria-controls"));
    pane.hidden = !chosen;
    if (chosen && focus) pane.querySelector("textarea")?.focus();
  }
}

function wake(composer) {
  const tabs = composer.querySelector(".composer-tabs");
  if (!tabs || composer.dataset.awake) return;
  composer.dataset.awake = "yes";
  choose(composer, composer.dataset.open || "reply", false);
  tabs.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) choose(composer, tab.dataset.pane, true);
  });
  tabs.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = tabs.querySelector('[role=tab][aria-selected="false"]');
    choose(composer, other.dataset.pane, false);
    other.focus();
  });
}

// A script is put where the cursor stands, into the text area beside its menu; what was typed stays.
document.addEventListener("click", (event) => {
  const saying = event.target.closest("[data-insert]");
  const field = saying?.closest(".sayable, form")?.querySelector("textarea");
  if (!field) return;
  const [before, after] = [field.value.slice(0, field.selectionStart), field.value.slice(field.selectionEnd)];
  const gap = before && !before.endsWith("\n") ? "\n" : "";
  field.value = before + gap + saying.dataset.insert + after;
  saying.closest("details").open = false;
  field.focus();
  field.selectionStart = field.selectionEnd = field.value.length - after.length;
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

document.querySelectorAll(".composer").forEach(wake);
document.addEventListener("htmx:load", (event) => {
  if (event.target.matches(".composer")) wake(event.target);
  event.target.querySelectorAll(".composer").forEach(wake);
});
