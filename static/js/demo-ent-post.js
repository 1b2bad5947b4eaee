// The page's button does the same by hand.
document.querySelector("form[data-post-at-once]")?.requestSubmit();
