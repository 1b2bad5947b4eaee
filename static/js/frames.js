// The frame of a simulated screen: as high as its page needs, up to its usual height, so that the answer stays in sight.
const LEAST = 160;

for (const frame of document.querySelectorAll("iframe.screen")) {
  const most = frame.clientHeight;
  let height = 0;
  const fit = () => {
    const page = frame.contentDocument;
    if (!page || !page.body) return;
    // At no height, what fills the window counts for nothing: only what the page needs is left.
    frame.style.height = "0";
    const needed = page.documentElement.scrollHeight + 6;
    // Never lower than before: what is below must not jump at each page of the screen.
    height = Math.max(height, Math.min(most, Math.max(LEAST, needed)));
    frame.style.height = `${height}px`;
  };
  frame.addEventListener("load", fit);
  if (frame.contentDocument && frame.contentDocument.readyState === "complete" && frame.contentDocument.URL !== "about:blank") fit();
}
