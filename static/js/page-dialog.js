// <a href="/page" data-page-dialog>: shows the [data-dialog-content] of that page in a window; without script the link goes there.
const open = async (link) => {
  const response = await fetch(link.href, { credentials: "same-origin" });
  if (!response.ok) throw new Error(String(response.status));
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const content = page.querySelector("[data-dialog-content]");
  if (!content) throw new Error("no content");
  const dialog = document.createElement("dialog");
  dialog.className = "dialog dialog-page";
  dialog.setAttribute("aria-labelledby", content.getAttribute("aria-labelledby"));
  // The page's own h1 is the second title here.
  content.classList.remove("panel");
  dialog.append(document.adoptNode(content));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-dialog-close]")) {
      event.preventDefault();
      dialog.close();
    }
  });
  document.body.append(dialog);
  dialog.showModal();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-page-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link).catch(() => location.assign(link.href));
});
