// <select data-autosubmit>: sends its form when it changes. The form's own button, marked data-without-script, is then not needed.
for (const select of document.querySelectorAll("[data-autosubmit]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
  for (const button of select.form.querySelectorAll("[data-without-script]")) button.hidden = true;
}
