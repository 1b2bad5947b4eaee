// <form data-draft="key">: what is typed comes back after a detour («Signaler un problème», a reload), in this tab only.
// Sending the form forgets it. What the server wrote in the form wins.
const form = document.querySelector("form[data-draft]");
if (form) {
  const key = `brouillon:${form.dataset.draft}`;
  const fields = [...form.elements].filter((field) => field.name && !["hidden", "submit"].includes(field.type));
  const ticked = (field) => ["checkbox", "radio"].includes(field.type);
  const isEmpty = fields.every((field) => (ticked(field) ? !field.checked : !field.value));
  const restore = (saved) => {
    for (const [rank, field] of fields.entries()) {
      if (ticked(field)) field.checked = saved[rank] === true;
      else field.value = saved[rank] ?? "";
    }
  };
  try {
    const saved = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    if (isEmpty && saved.length === fields.length) restore(saved);
    form.addEventListener("input", () => {
      sessionStorage.setItem(key, JSON.stringify(fields.map((field) => (ticked(field) ? field.checked : field.value))));
    });
    form.addEventListener("submit", () => sessionStorage.removeItem(key));
  } catch {
    // No storage, as in some private windows: the detour then forgets.
  }
}
