// Ticked rows: one box ticks the whole page, the bar says how many. Without this file the boxes work one by one.
const all = document.querySelector("[data-tick-all]");
const told = document.querySelector("[data-ticked]");
const boxes = [...document.querySelectorAll("tbody input[name=number]")];

function tell() {
  const ticked = boxes.filter((box) => box.checked).length;
  if (told) told.textContent = told.dataset.ticked.replace("{n}", ticked);
  if (!all) return;
  all.checked = ticked > 0 && ticked === boxes.length;
  all.indeterminate = ticked > 0 && ticked < boxes.length;
}

if (all) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
}
document.addEventListener("change", (event) => boxes.includes(event.target) && tell());
document.getElementById("selection")?.addEventListener("reset", () => setTimeout(tell));
window.addEventListener("pageshow", tell);
