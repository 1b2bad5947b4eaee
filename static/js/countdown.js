// <p data-countdown="60"> with a [data-countdown-value]: shows the time left of a timed question. The server keeps the time.
for (const element of document.querySelectorAll("[data-countdown]")) {
  const value = element.querySelector("[data-countdown-value]");
  const end = Date.now() + Number(element.dataset.countdown) * 1000;
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    value.textContent = left;
    if (left === 0) {
      element.dataset.over = "";
      clearInterval(timer);
    }
  };
  const timer = setInterval(tick, 1000);
  tick();
}
