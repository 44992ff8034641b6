// Writing numbers as in a spreadsheet: arrows and Enter move, a block is pasted cell by cell, the quotient is shown while one types.
(() => {
  "use strict";
  const DIGITS = "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩";
  const number = (text) => {
    let plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(/[۰-۹٠-٩]/g, (d) => DIGITS.indexOf(d) % 10).replace("٫", ".").replace(/٬/g, ",").replace("−", "-");
    plain = /^-?\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?$/.test(plain) ? plain.replaceAll(",", "") : plain.replace(",", ".");
    return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
  };
  const boxes = (cell) => [...cell.querySelectorAll("input:not([type=hidden]):not([type=checkbox])")];
  const shown = (value) => (Number.isFinite(value) ? String(Number(value.toPrecision(4))) : "–");

  const divide = (place) => {
    const result = place?.querySelector("output.result");
    if (!result) return;
    const [above, below] = ["numerator", "denominator"].map((name) => number(place.querySelector(`[name=${name}]`)?.value ?? ""));
    result.textContent = below ? shown((above / below) * Number(place.dataset.scale || 1)) : "–";
  };
  document.addEventListener("input", (event) => divide(event.target.closest("[data-scale]")));
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("form[data-scale]").forEach(divide));

  // Rows of boxes as they stand on the screen, so that the arrows know their neighbours.
  const rows = (table) => [...table.tBodies[0].rows].map((row) => [...row.cells].flatMap((cell) => (cell.tagName === "TD" ? boxes(cell) : [])));
  const place = (table, box) => {
    const all = rows(table), y = all.findIndex((row) => row.includes(box));
    return [all, y, y < 0 ? -1 : all[y].indexOf(box)];
  };
  const go = (box) => { box?.focus(); box?.select(); };
  document.addEventListener("keydown", (event) => {
    const table = event.target.closest?.("table.entry");
    if (!table || event.target.tagName !== "INPUT" || event.altKey || event.ctrlKey || event.metaKey) return;
    const [all, y, x] = place(table, event.target);
    if (y < 0) return;
    const ahead = document.dir === "rtl" ? -1 : 1, at = event.target.selectionStart, end = event.target.value.length;
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [event.shiftKey ? -1 : 1, 0] };
    if (event.key === "ArrowRight" && at === end) steps.ArrowRight = [0, ahead];
    if (event.key === "ArrowLeft" && event.target.selectionEnd === 0) steps.ArrowLeft = [0, -ahead];
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const next = all[y + step[0]]?.[x + step[1]];
    if (next) go(next);
    else if (event.key === "Enter") { event.target.blur(); event.target.focus(); } // at the edge Enter saves, and stays
  });

  // A pasted block goes in only where all of it fits; otherwise it is kept in sight, and nothing is overwritten.
  document.addEventListener("paste", (event) => {
    const table = event.target.closest?.("table.entry"), text = event.clipboardData?.getData("text") ?? "";
    if (!table || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const block = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
    const [all, y, x] = place(table, event.target), note = table.closest("form").querySelector(".pasted");
    const fits = block.every((line, dy) => line.every((_, dx) => all[y + dy]?.[x + dx]));
    note.hidden = fits;
    if (!fits) { note.querySelector("textarea").value = text; note.scrollIntoView({ block: "center" }); return; }
    const touched = new Set();
    block.forEach((line, dy) => line.forEach((value, dx) => {
      const box = all[y + dy][x + dx];
      box.value = value.trim();
      touched.add(box.closest("td"));
    }));
    touched.forEach((cell) => { divide(cell); boxes(cell)[0].dispatchEvent(new Event("change", { bubbles: true })); });
  });

  // A half-filled pair waits for its other half; what was saved keeps the place one is at.
  document.addEventListener("htmx:confirm", (event) => {
    const cell = event.target.closest?.("td[hx-post]");
    if (!cell || event.detail.elt !== cell) return;
    const pair = boxes(cell);
    if (pair.length === 2 && pair.some((box) => !box.value.trim()) && pair.includes(document.activeElement)) event.preventDefault();
  });
  // A cell sends itself alone: the sheet around it is a form too, for those without scripts, and would come along.
  document.addEventListener("htmx:configRequest", (event) => {
    const cell = event.target.closest?.("td[hx-post]"), sent = event.detail.formData;
    if (!cell || event.detail.elt !== cell) return;
    const token = sent.get("csrf_token");
    [...sent.keys()].forEach((name) => sent.delete(name));
    cell.querySelectorAll("input[name]").forEach((box) => { if (box.type !== "checkbox" || box.checked) sent.append(box.name, box.value); });
    if (token) sent.append("csrf_token", token);
  });
  // What did not arrive says so in its box, and is sent again when the connection is back.
  const unsent = new Set();
  document.addEventListener("htmx:sendError", (event) => {
    const cell = event.target.closest?.("td[hx-post]");
    if (!cell || unsent.has(cell.id)) return;
    unsent.add(cell.id);
    cell.className = "bad";
    const says = Object.assign(document.createElement("small"), { className: "err", textContent: cell.closest("table").dataset.unsent });
    says.setAttribute("role", "alert");
    cell.append(says);
  });
  window.addEventListener("online", () => {
    const again = [...unsent];
    unsent.clear();
    again.forEach((id) => {
      const cell = document.getElementById(id);
      cell?.querySelector("small.err")?.remove();
      if (cell) boxes(cell)[0]?.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
  document.addEventListener("input", (event) => event.target.closest?.("table.entry td.ok")?.classList.remove("ok"));
  let held = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const active = document.activeElement;
    held = event.detail.target.contains?.(active) && active.name ? [event.detail.target.id, active.name] : null;
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (held) document.getElementById(held[0])?.querySelector(`[name=${held[1]}]:not([type=hidden])`)?.focus();
    held = null;
  });
})();
