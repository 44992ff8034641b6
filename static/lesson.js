// Reads a lesson aloud by a voice that lives on this device; where there is none, nothing is offered. Keeps the wish for larger text, and opens the contents where they stand beside the text.
(() => {
  "use strict";
  const size = document.getElementById("larger"), KEPT = "larger-text";
  try {
    if (size && localStorage.getItem(KEPT) === "1") size.checked = true;
    size?.addEventListener("change", () => localStorage.setItem(KEPT, size.checked ? "1" : "0"));
  } catch { /* a browser that keeps nothing forgets the wish */ }

  const within = document.querySelector(".within details");
  if (within && matchMedia("(min-width:64rem)").matches) within.open = true;

  const button = document.getElementById("aloud"), speech = window.speechSynthesis;
  if (!button || !speech) return;
  const language = button.dataset.language;
  const voice = () => speech.getVoices().find((one) => one.localService && one.lang.toLowerCase().split(/[-_]/)[0] === language);
  const offer = () => { button.hidden = !voice(); };
  const words = () => [...document.querySelectorAll(".lesson :is(h1,h2,h3,.aim,.told p,.told li,.steps p,figcaption)")]
    .map((part) => { const copy = part.cloneNode(true); copy.querySelectorAll(".gloss").forEach((note) => note.remove()); return copy.textContent.trim(); })
    .filter(Boolean);
  const rest = () => { button.setAttribute("aria-pressed", "false"); button.querySelector("span").textContent = button.dataset.read; };

  button.addEventListener("click", () => {
    if (speech.speaking) { speech.cancel(); rest(); return; }
    const parts = words();
    parts.forEach((text, number) => {
      const said = new SpeechSynthesisUtterance(text);
      said.voice = voice();
      said.lang = said.voice.lang;
      if (number === parts.length - 1) said.onend = rest;
      speech.speak(said);
    });
    button.setAttribute("aria-pressed", "true");
    button.querySelector("span").textContent = button.dataset.stop;
  });
  window.addEventListener("pagehide", () => speech.cancel());
  speech.addEventListener?.("voiceschanged", offer);
  offer();
})();
