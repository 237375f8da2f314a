// The consumer's accept button repeats the chosen offer (data-accept of the radio).
function repeat(form) {
  const chosen = form.querySelector("input[type=radio][data-accept]:checked");
  const words = form.querySelector("[data-accept-label] > span");
  if (chosen && words) words.textContent = chosen.dataset.accept;
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-accept]")) repeat(event.target.form);
});
document.querySelectorAll("form:has([data-accept])").forEach(repeat);
