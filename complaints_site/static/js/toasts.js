// A toast goes when what it offers is over: after data-seconds there is nothing left to undo.
for (const toast of document.querySelectorAll(".toast[data-seconds]")) {
  setTimeout(() => toast.remove(), Number(toast.dataset.seconds) * 1000);
}
