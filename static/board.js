// Dragging a card to another column presses the button that its menu has for that column; without it, the menu does the same.
(() => {
  "use strict";
  let card = null;
  const button = (section) => card?.querySelector(`.menu button[value^="${section.dataset.stage}."]`);
  const column = (event) => event.target.closest?.("[data-board] section[data-stage]");

  document.addEventListener("mouseover", (event) => {
    const over = event.target.closest?.("[data-board] .card");
    if (over && over.querySelector(".menu button")) over.draggable = true;
  });
  document.addEventListener("dragstart", (event) => {
    card = event.target.closest?.("[data-board] .card");
    if (card) event.dataTransfer.setData("text/plain", card.id);
  });
  document.addEventListener("dragover", (event) => {
    const section = column(event);
    if (!section || !button(section)) return;
    event.preventDefault();
    section.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => column(event)?.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    const section = column(event);
    const press = section && button(section);
    section?.classList.remove("over");
    if (!press) return;
    event.preventDefault();
    press.click();
    card = null;
  });
  document.addEventListener("dragend", () => { card = null; });
})();
