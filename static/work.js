// What pages to work on do better with scripts; a lesson does without.
(() => {
  "use strict";

  // A link to hand on: without scripts it is marked and copied by hand, and no button is shown.
  const offerCopies = () => document.querySelectorAll("[data-copy][hidden]").forEach((button) => { button.hidden = false; });
  document.addEventListener("DOMContentLoaded", offerCopies);
  document.addEventListener("htmx:afterSettle", offerCopies);
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    field.select();
    await (navigator.clipboard?.writeText(field.value) ?? Promise.reject()).catch(() => document.execCommand("copy"));
    button.textContent = button.nextElementSibling.textContent = button.dataset.done;
  });
})();
