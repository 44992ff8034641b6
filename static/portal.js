// What a page does better with scripts; without them every form and link still works.
(() => {
  "use strict";
  const main = () => document.getElementById("main");

  // A busy state after 150 ms, on the element that asked.
  const waiting = new WeakMap();
  document.addEventListener("htmx:beforeRequest", (event) => {
    const asker = event.detail.elt;
    waiting.set(asker, setTimeout(() => asker.setAttribute("aria-busy", "true"), 150));
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    clearTimeout(waiting.get(event.detail.elt));
    event.detail.elt.removeAttribute("aria-busy");
  });

  // A tap that did not get through says so, until one does.
  const lose = (is) => { const told = document.getElementById("lost"); if (told) told.hidden = !is; };
  ["htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, () => lose(true)));
  document.addEventListener("htmx:beforeSwap", () => lose(false));

  // After a swap or a page with errors, the summary of what is wrong comes first.
  const faceErrors = (within) => within?.querySelector?.("#sorry")?.focus();
  document.addEventListener("htmx:afterSettle", (event) => faceErrors(event.target));
  document.addEventListener("DOMContentLoaded", () => faceErrors(main()));

  // Where what was pressed went with the part that was put anew: on to the first field of the same form, else to the part itself.
  document.addEventListener("htmx:afterSettle", (event) => {
    const asked = event.detail.requestConfig;
    if (!asked || asked.verb === "get" || document.activeElement !== document.body) return;
    const form = [...document.forms].find((one) => one.getAttribute("hx-post") === asked.path);
    const place = form?.querySelector("input:not([type=hidden]), select, textarea") ?? document.getElementById(asked.target?.id);
    if (place && !place.matches("a[href], button, input, select, textarea")) place.tabIndex = -1;
    place?.focus({ preventScroll: true });
  });

  // What is missing is said by the portal, in the page's language and beside its field. The browser speaks only where it would send nothing for what was typed, as for half a date.
  document.addEventListener("click", (event) => {
    const form = event.target.closest?.("button, input")?.form;
    if (form?.method === "post") form.noValidate = ![...form.elements].some((one) => one.validity?.badInput);
  }, true);

  // A form is sent once; the key makes a second sending harmless, this makes it rare.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent && !event.defaultPrevented) event.preventDefault();
    if (form.method === "post" && !form.hasAttribute("hx-post")) form.dataset.sent = "1";
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // A page that is meant for paper.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
  });
})();
