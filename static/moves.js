// Cards are moved as quickly as they are pressed: each move waits for the one before it, and takes the key of the board that is there by then.
(() => {
  "use strict";
  const line = [];
  let isUnderWay = false;

  const send = () => {
    const board = document.querySelector("#board [hx-include='#move']");
    if (isUnderWay || !line.length) return;
    if (!board) line.length = 0; // an answer took its place, and says why
    else {
      isUnderWay = true;
      const { path, values } = line[0];
      htmx.ajax("POST", path, { source: board, target: "#board", swap: "outerHTML", values });
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#board .menu button[hx-post]");
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    button.setAttribute("aria-busy", "true");
    line.push({ path: button.getAttribute("hx-post"), values: { [button.name]: button.value } });
    send();
  }, true);
  const goOn = () => {
    isUnderWay = false;
    line.shift();
    send();
  };
  document.addEventListener("htmx:afterSettle", (event) => { if (isUnderWay && event.detail.requestConfig?.verb === "post") goOn(); });
  ["htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, () => {
    isUnderWay = false;
    line.length = 0;
    document.querySelectorAll("#board .menu [aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  }));
})();
