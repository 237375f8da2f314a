// Light, dark or as the system: kept in a cookie, so that the server paints the next page right at once.
const group = document.querySelector("[data-theme-switch]");

function show(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const button of group.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === theme));
}

if (group) {
  group.hidden = false;
  show(document.documentElement.dataset.theme || "auto");
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const age = button.value === "auto" ? 0 : 31536000;
    document.cookie = `theme=${button.value}; path=/; max-age=${age}; samesite=lax`;
    show(button.value);
  });
}
