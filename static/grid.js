// Writing numbers as in a spreadsheet: arrows and Enter move, a block is pasted cell by cell, the quotient is shown while one types.
(() => {
  "use strict";
  const DIGITS = "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩";
  const number = (text) => {
    let plain = text.trim().replace(/[۰-۹٠-٩]/g, (d) => DIGITS.indexOf(d) % 10).replace("٫", ".").replace(/٬/g, ",").replace("−", "-");
    if (/\d\s+\d/.test(plain) && !/^-?[1-9]\d{0,2}(\s\d{2,3})*\s\d{3}([.,]\d+)?$/.test(plain)) return NaN; // 1 200, but not 5 2
    plain = plain.replace(/\s/g, "");
    plain = /^-?[1-9]\d{0,2}(,\d{2,3})*,\d{3}(\.\d+)?$/.test(plain) ? plain.replaceAll(",", "") : plain.replace(",", ".");
    return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
  };
  const boxes = (cell) => [...cell.querySelectorAll("input:not([type=hidden]):not([type=checkbox])")];
  const shown = (value) => (Number.isFinite(value) ? String(Number(value.toPrecision(4))) : "–");

  const divide = (place) => {
    const result = place?.querySelector("output.result");
    if (!result) return;
    const [above, below] = ["numerator", "denominator"].map((name) => number(place.querySelector(`[name=${name}]`)?.value ?? ""));
    const quotient = below ? shown((above / below) * Number(place.dataset.scale || 1)) : "–";
    result.textContent = quotient + (quotient === "–" ? "" : place.dataset.sign || "");
  };
  document.addEventListener("input", (event) => divide(event.target.closest("[data-scale]")));
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("form[data-scale]").forEach(divide));

  // A cell is sent once: when the focus leaves it, by Enter, or when “yes, it is right” is ticked; never between the two boxes of a pair.
  const underWay = new Map(); // what was sent and is not answered yet
  const typed = (cell) => boxes(cell).map((box) => box.value).join("\n");
  const isTyped = (cell) => boxes(cell).some((box) => box.value !== box.defaultValue);
  const isLeft = (cell) => cell.isConnected && !cell.contains(document.activeElement);
  const send = (cell) => {
    if (underWay.has(cell.id)) return; // its answer looks again at what stands here
    underWay.set(cell.id, typed(cell));
    cell.dispatchEvent(new CustomEvent("leave"));
  };
  const open = (target) => target.closest?.("table.entry td[hx-post]");
  document.addEventListener("focusout", (event) => {
    const cell = open(event.target);
    if (cell) setTimeout(() => { if (isLeft(cell) && isTyped(cell)) send(cell); }); // only then is it known where the focus went
  });
  document.addEventListener("change", (event) => { if (event.target.name === "sure" && open(event.target)) send(open(event.target)); });

  // Up and down keep to the period, whatever is locked in between; left and right go along the row.
  const upright = (cell, box, dy) => {
    const rows = [...cell.closest("tbody").rows], at = boxes(cell).indexOf(box);
    for (let y = rows.indexOf(cell.parentElement) + dy; rows[y]; y += dy) {
      const there = boxes(rows[y].cells[cell.cellIndex]);
      if (there.length) return there[Math.min(at, there.length - 1)];
    }
    return null;
  };
  const along = (cell, box, dx) => { const row = boxes(cell.parentElement); return row[row.indexOf(box) + dx]; };
  document.addEventListener("keydown", (event) => {
    const box = event.target, cell = open(box);
    if (!cell || !boxes(cell).includes(box) || event.altKey || event.ctrlKey || event.metaKey) return;
    const ahead = document.dir === "rtl" ? -1 : 1;
    const ways = { ArrowUp: [upright, -1], ArrowDown: [upright, 1], Enter: [upright, event.shiftKey ? -1 : 1] };
    if (box.selectionStart === box.value.length) ways.ArrowRight = [along, ahead];
    if (box.selectionEnd === 0) ways.ArrowLeft = [along, -ahead];
    if (!ways[event.key]) return;
    event.preventDefault();
    if (event.key === "Enter" && (isTyped(cell) || cell.classList.contains("bad"))) send(cell);
    const [way, far] = ways[event.key], next = way(cell, box, far);
    next?.focus();
    next?.select();
  });

  // Where each number of a pasted block belongs, by its row and its period; or why none is put in.
  const laid = (cell, box, block) => {
    const rows = [...cell.closest("tbody").rows], top = rows.indexOf(cell.parentElement);
    const each = boxes(cell).length, first = boxes(cell).indexOf(box), isColumn = block.every((line) => line.length === 1), put = [];
    let isLocked = false;
    for (const [dy, line] of block.entries()) {
      const row = rows[top + dy];
      if (!row) return { why: "outside" };
      if (Number(row.dataset.boxes) !== each) return { why: "mixed" };
      if (each === 2 && !isColumn && (first || line.length % 2)) return { why: "halves" };
      for (const [dx, value] of line.entries()) {
        const there = row.cells[cell.cellIndex + Math.floor((first + dx) / each)];
        if (!there) return { why: "outside" };
        const target = boxes(there)[(first + dx) % each], stands = target?.value.trim();
        if (!target) isLocked = isLocked || Boolean(value.trim());
        else if (stands && value.trim() && number(stands) !== number(value)) return { why: "full" };
        else if (!stands && value.trim()) put.push([target, value.trim()]);
      }
    }
    return { why: isLocked ? "locked" : "", put };
  };
  document.addEventListener("paste", (event) => {
    const cell = open(event.target), text = event.clipboardData?.getData("text") ?? "";
    if (!cell || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const block = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
    const { why, put } = laid(cell, event.target, block), note = cell.closest("form").querySelector(".pasted");
    note.hidden = !why;
    note.querySelectorAll("[data-why]").forEach((word) => { word.hidden = !word.dataset.why.split(" ").includes(why); });
    if (!put) { note.querySelector("textarea").value = text; note.scrollIntoView({ block: "center" }); return; }
    put.forEach(([box, value]) => { box.value = value; });
    new Set(put.map(([box]) => box.closest("td"))).forEach((one) => { divide(one); send(one); });
  });

  // A cell sends itself alone: the sheet around it is a form too, for those without scripts, and would come along.
  // It does not bear the form’s name: what a form of that name sent last is what comes back, and a cell has but its own number.
  document.addEventListener("htmx:configRequest", (event) => {
    const cell = event.target.closest?.("td[hx-post]"), sent = event.detail.formData;
    if (!cell || event.detail.elt !== cell) return;
    const token = sent.get("csrf_token");
    [...sent.keys()].forEach((name) => sent.delete(name));
    cell.querySelectorAll("input[name]").forEach((box) => { if (box.type !== "checkbox" || box.checked) sent.append(box.name, box.value); });
    if (token) sent.append("csrf_token", token);
  });
  // The session has ended, or another began: the whole sheet goes the plain way, so that all that is typed comes back.
  let isLeaving = false;
  addEventListener("pageshow", () => { isLeaving = false; });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const cell = event.target.closest?.("td[hx-post]");
    const { xhr } = event.detail;
    if (!cell || !(xhr.getResponseHeader("HX-Redirect") || xhr.status === 400)) return;
    event.preventDefault();
    if (!isLeaving) cell.closest("form").submit();
    isLeaving = true;
  });
  // An answer never takes the place of what is being typed: then only what stands around the boxes comes from it.
  const take = (cell, fresh, isOther) => {
    cell.querySelector("[name=seen]").value = fresh.querySelector("[name=seen]").value;
    boxes(cell).forEach((box, at) => { box.defaultValue = boxes(fresh)[at].defaultValue; });
    cell.querySelectorAll("small.err, label").forEach((old) => old.remove());
    cell.className = isOther ? "" : fresh.className;
    for (const name of ["aria-invalid", "aria-describedby"]) {
      const says = isOther ? null : boxes(fresh)[0].getAttribute(name);
      if (says) boxes(cell)[0].setAttribute(name, says);
      else boxes(cell)[0].removeAttribute(name);
    }
    if (!isOther) cell.append(...fresh.querySelectorAll("small.err, label"));
  };
  let ticked = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const cell = event.detail.target, { xhr } = event.detail;
    if (!underWay.has(cell.id)) return;
    const isOther = typed(cell) !== underWay.get(cell.id);
    ticked = cell.contains(document.activeElement) ? cell.id : null;
    if (!isOther && !boxes(cell).includes(document.activeElement)) return;
    const fresh = new DOMParser().parseFromString(`<table><tr>${event.detail.serverResponse}</tr></table>`, "text/html").getElementById(cell.id);
    if (!fresh || boxes(fresh).length !== boxes(cell).length) return;
    event.detail.shouldSwap = false;
    ticked = null;
    take(cell, fresh, isOther && xhr.status !== 409);
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (ticked) boxes(document.getElementById(ticked))[0]?.focus();
    ticked = null;
  });
  // What did not arrive says so in its box, and is sent again when the connection is back.
  const unsent = new Set();
  document.addEventListener("htmx:afterRequest", (event) => {
    const cell = event.detail.requestConfig.elt, { status } = event.detail.xhr; // `detail.elt` is what stands there by now
    if (!underWay.delete(cell.id)) return;
    if (status) unsent.delete(cell.id);
    if ([200, 422].includes(status) && isLeft(cell) && isTyped(cell)) send(cell); // typed meanwhile, and left
  });
  document.addEventListener("htmx:sendError", (event) => {
    const cell = open(event.target);
    if (!cell || unsent.has(cell.id)) return;
    unsent.add(cell.id);
    cell.className = "bad";
    const says = Object.assign(document.createElement("small"), { className: "err", textContent: cell.closest("table").dataset.unsent });
    says.setAttribute("role", "alert");
    cell.append(says);
  });
  window.addEventListener("online", () => {
    const again = [...unsent].map((id) => document.getElementById(id)).filter(Boolean);
    unsent.clear();
    again.forEach((cell) => { cell.querySelector("small.err")?.remove(); send(cell); });
  });
  document.addEventListener("input", (event) => event.target.closest?.("table.entry td.ok")?.classList.remove("ok"));
})();
