// Whom one asks says until when: the time of that side (data-dues of the select) goes into the due time,
// unless somebody has typed one.
function suggest(select) {
  const due = select.form?.querySelector("input[name=due_by]");
  if (!due || due.dataset.typed) return;
  due.value = JSON.parse(select.dataset.dues)[select.value] ?? "";
}

document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-dues]")) suggest(event.target);
});
document.addEventListener("input", (event) => {
  if (event.target.matches("input[name=due_by]")) event.target.dataset.typed = "1";
});
