// Small helpers of the pages; every page also works without them.
"use strict";

// htmx sends what a form of ours would send.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.body.dataset.csrf;
  if (token) {
    event.detail.headers["X-CSRF-Token"] = token;
  }
});

// A button that prints, for browsers that can.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// The part of a page that changes while a study runs: the server says when, nobody asks again and
// again. A page that is not looked at listens to nothing.
const live = document.querySelector("[data-events]");
if (live && window.EventSource) {
  const note = document.getElementById("live-note");
  let source;

  const listen = () => {
    if (source || document.hidden) {
      return;
    }
    source = new EventSource(live.dataset.events);
    source.addEventListener("change", (event) => {
      note.hidden = true;
      live.innerHTML = event.data;
    });
    source.addEventListener("end", () => {
      rest();
      window.location.reload(); // what can be read and done is another now
    });
    source.addEventListener("error", () => {
      // The browser tries again by itself, unless the server refused.
      if (source && source.readyState === EventSource.CLOSED) {
        rest();
        note.hidden = false;
      }
    });
  };
  const rest = () => {
    source?.close();
    source = undefined;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  window.addEventListener("pagehide", rest);
  listen();
}

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
