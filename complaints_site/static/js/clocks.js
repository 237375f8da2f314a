// Re-tells every running clock's remaining time each half minute, in the words the server left in #clock-words.
const words = document.getElementById("clock-words");
const minute = 60000;

function fill(pattern, values) {
  return words.dataset[pattern].replace(/%\((\w+)\)s/g, (_, name) => values[name]);
}

function span(milliseconds) {
  const total = Math.floor(Math.abs(milliseconds) / minute);
  const days = Math.floor(total / 1440);
  const hours = Math.floor((total % 1440) / 60);
  const minutes = total % 60;
  if (days) return fill(hours ? "daysHours" : "days", { days, hours });
  if (hours) return fill(minutes ? "hoursMinutes" : "hours", { hours, minutes: String(minutes).padStart(2, "0") });
  return fill(minutes ? "minutes" : "moment", { minutes });
}

function retell(clock) {
  const left = Date.parse(clock.dataset.due) - Date.now();
  const late = left < 0;
  if (late && clock.dataset.state !== "late") {
    clock.classList.remove("running", "soon");
    clock.classList.add("late");
    clock.dataset.state = "late";
    clock.querySelector(".icon").replaceWith(words.content.querySelector(".icon").cloneNode(true));
  }
  const text = fill(late ? "late" : "left", { time: span(left) });
  const bold = clock.querySelector("b");
  if (bold.textContent !== text) bold.textContent = text;
}

function retellAll() {
  document.querySelectorAll(".clock[data-due]").forEach(retell);
}

if (words) {
  setInterval(retellAll, minute / 2);
  document.addEventListener("visibilitychange", () => document.hidden || retellAll());
}
