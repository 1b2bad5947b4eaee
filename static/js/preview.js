// <section data-preview>: what pupils will read follows what is typed beside it. Without script it shows what was sent.
for (const part of document.querySelectorAll("[data-preview-of]")) {
  const field = document.getElementById(part.dataset.previewOf);
  const other = document.getElementById(part.dataset.previewElse ?? "");
  const initial = part.dataset.previewEmpty ?? "";
  const show = () => {
    const chosen = other?.selectedOptions?.[0];
    // «1.1 Mener une recherche…» -> «Mener une recherche…»: an untitled campaign shows the name of its profile.
    const name = chosen?.value ? chosen.textContent.replace(/^\d\.\d /, "") : initial;
    part.textContent = field.value || (other ? name : "");
  };
  field?.addEventListener("input", show);
  other?.addEventListener("change", show);
  if (field) show();
}
