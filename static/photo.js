// A chosen photo is shown and made small before it is sent. Without scripts it is sent as it is, and the server does the same.
(() => {
  "use strict";
  const SMALL = 150000; // three seconds of a line of 400 kbit/s
  const STEPS = [[1600, 0.82], [1600, 0.7], [1600, 0.58], [1280, 0.58], [1024, 0.58], [1024, 0.45], [1024, 0.3]]; // longest edge and quality

  const shrunk = async (file) => {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const longest = Math.max(picture.width, picture.height);
    if (longest <= STEPS[0][0] && file.size <= SMALL) return file;
    const canvas = document.createElement("canvas"), paper = canvas.getContext("2d");
    let blob;
    for (const [edge, quality] of STEPS) {
      const scale = Math.min(1, edge / longest), width = Math.round(picture.width * scale);
      if (canvas.width !== width || !blob) {
        canvas.width = width;
        canvas.height = Math.round(picture.height * scale);
        paper.fillStyle = "#fff";
        paper.fillRect(0, 0, width, canvas.height);
        paper.drawImage(picture, 0, 0, width, canvas.height);
      }
      blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
      if (blob.size <= SMALL) break;
    }
    return new File([blob], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" });
  };

  const show = (label, file) => {
    let picture = label.querySelector("img");
    if (!picture) {
      picture = document.createElement("img");
      picture.alt = "";
      label.querySelector("svg").replaceWith(picture);
    }
    URL.revokeObjectURL(picture.src);
    picture.src = URL.createObjectURL(file);
    told(label);
  };

  const told = (label) => {
    label.classList.add("has");
    const hint = label.querySelector("[data-chosen]");
    hint.textContent = hint.dataset.chosen;
  };

  document.addEventListener("change", async (event) => {
    const input = event.target, label = input.closest?.("label.photo"), file = input.files?.[0];
    if (!label || !file) return;
    if (label.matches("[data-plain]")) {
      told(label); // a voice is sent as it is
      return;
    }
    try {
      const small = await shrunk(file);
      const carrier = new DataTransfer();
      carrier.items.add(small);
      input.files = carrier.files;
      show(label, small);
    } catch (unreadable) {
      label.classList.remove("has"); // the server will say in words what is wrong with it
    }
  });
})();
