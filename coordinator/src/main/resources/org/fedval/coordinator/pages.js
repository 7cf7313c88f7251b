// Small helpers of the pages; every page also works without them.
"use strict";

// htmx sends what a form of ours would send.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.body.dataset.csrf;
  if (token) {
    event.detail.headers["X-CSRF-Token"] = token;
  }
});
