// <form data-once>: the server keeps one answer whatever arrives; this only spares it the second request of a double click.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  // Coming back, the browser may show this page as it was left.
  addEventListener("pageshow", () => delete form.dataset.sent);
}
