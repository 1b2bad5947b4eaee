// <button data-copy="RNBJDB351" hidden>…</button>: copies, then says «Copié !» to eyes and to screen readers.
// Such a button is `hidden` in the page: without script it would do nothing.
const DELAY = 2000;

function announce(button) {
  let bubble = button.querySelector(".copied");
  if (!bubble) {
    bubble = document.createElement("span");
    bubble.className = "copied";
    bubble.setAttribute("role", "status");
    button.append(bubble);
  }
  bubble.textContent = "Copié\u00a0!";
  setTimeout(() => { bubble.textContent = ""; }, DELAY);
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Plain http (a school's test server): the old way, through a selection.
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button.dataset.copy).then(() => announce(button)));
}
