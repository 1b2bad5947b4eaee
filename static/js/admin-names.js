// Names for what Django's own scripts draw without one: the search fields of its lists, the icons of its pickers.
const name = () => {
  for (const icon of document.querySelectorAll("span.help-tooltip[aria-label]")) icon.setAttribute("role", "img");
  for (const field of document.querySelectorAll(".select2-search__field:not([aria-label])")) {
    const row = field.closest(".form-row");
    const label = row && row.querySelector("label");
    field.setAttribute("aria-label", label ? label.textContent.trim().replace(/\s*:$/, "") : "Rechercher");
  }
};
window.addEventListener("load", () => {
  name();
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
});
