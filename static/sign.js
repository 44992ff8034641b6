// A name drawn by finger or mouse, kept as strokes, so that it is still there when the form comes back. Without scripts the field is not shown.
(() => {
  "use strict";
  const field = document.querySelector("[data-signature]");
  const kept = document.querySelector("input[name=drawing]"), typed = document.querySelector("input[name=cannot_draw]");
  if (!field || !kept) return;
  const canvas = field.querySelector("canvas"), paper = canvas.getContext("2d");
  let strokes = kept.value, isDown = false;
  field.hidden = false;

  const ink = () => {
    Object.assign(paper, { lineWidth: 4, lineCap: "round", lineJoin: "round", strokeStyle: "#1d4a8c" });
    paper.clearRect(0, 0, canvas.width, canvas.height);
    if (strokes) paper.stroke(new Path2D(strokes));
    kept.value = strokes;
  };
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    const within = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
    return within(((event.clientX - box.left) / box.width) * 600, 600) + " " + within(((event.clientY - box.top) / box.height) * 200, 200);
  };
  canvas.addEventListener("pointerdown", (event) => {
    isDown = true;
    typed.checked = false;
    canvas.setPointerCapture(event.pointerId);
    strokes += "M" + at(event);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!isDown || strokes.length > 19000) return;
    strokes += "L" + at(event);
    ink();
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { isDown = false; ink(); });
  field.querySelector("[data-wipe]").addEventListener("click", () => { strokes = ""; ink(); });
  ink();
})();
