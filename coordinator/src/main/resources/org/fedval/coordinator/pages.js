// Small helpers of the pages; every page also works without them.
"use strict";

// htmx sends what a form of ours would send.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.body.dataset.csrf;
  if (token) {
    event.detail.headers["X-CSRF-Token"] = token;
  }
});

// A fault of a plan names its line; go there.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  const yaml = document.getElementById("yaml");
  if (!link || !yaml) {
    return;
  }
  event.preventDefault();
  const lines = yaml.value.split("\n");
  const line = Math.min(Number(link.dataset.line), lines.length) - 1;
  const start = lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0);
  yaml.focus();
  yaml.setSelectionRange(start, start + lines[line].length);
  yaml.scrollTop = (line / lines.length) * yaml.scrollHeight - yaml.clientHeight / 3;
});
