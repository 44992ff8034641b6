// Slides by the keys: arrows, page up and down, space. Without it the links on each slide lead on.
(() => {
  "use strict";
  const all = [...document.querySelectorAll(".slide")], turned = document.documentElement.dir === "rtl";
  const steps = { ArrowDown: 1, PageDown: 1, " ": 1, ArrowUp: -1, PageUp: -1, ArrowRight: turned ? -1 : 1, ArrowLeft: turned ? 1 : -1, Home: -all.length, End: all.length };
  const nearest = () => all.reduce((best, one, at) => Math.abs(one.getBoundingClientRect().top) < Math.abs(all[best].getBoundingClientRect().top) ? at : best, 0);
  document.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || (event.key === " " && event.target.closest("a,button"))) return;
    event.preventDefault();
    all[Math.min(Math.max(nearest() + step, 0), all.length - 1)].scrollIntoView({ behavior: "instant" });
  });
})();
