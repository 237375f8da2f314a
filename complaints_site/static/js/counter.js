// Counts what is typed into a long text and says when it is too long. It never cuts anything.
function counterFor(field) {
  if (field.nextElementSibling?.matches(".counter")) return field.nextElementSibling;
  const counter = document.createElement("p");
  counter.className = "counter hint";
  counter.setAttribute("aria-live", "polite");
  field.after(counter);
  return counter;
}

function count(field) {
  const most = Number(field.dataset.most);
  const typed = [...field.value].length;
  const counter = counterFor(field);
  counter.textContent = field.dataset.counted
    .replace("{n}", typed.toLocaleString("en"))
    .replace("{most}", most.toLocaleString("en"));
  counter.classList.toggle("over", typed > most);
}

document.addEventListener("input", (event) => {
  if (event.target instanceof HTMLTextAreaElement && event.target.dataset.most) count(event.target);
});
for (const field of document.querySelectorAll("textarea[data-most]")) if (field.value) count(field);
