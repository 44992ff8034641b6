// Each tap counts, however slow the line: it waits for the one before it and has a key of its own. What did not get through is sent again.
(() => {
  "use strict";
  const line = []; // taps without an answer, the first is under way
  let made = 0, isUnderWay = false;

  const show = (form) => {
    const button = form.querySelector("button"), waiting = line.filter((tap) => tap.form === form).length;
    if (waiting) button.dataset.waiting = waiting;
    else delete button.dataset.waiting;
  };
  const send = () => {
    if (isUnderWay || !line.length) return;
    isUnderWay = true;
    const { form, _key } = line[0];
    htmx.ajax("POST", form.action, { source: form, values: { _key } });
  };
  document.addEventListener("htmx:afterRequest", ({ detail: { elt: form, successful, xhr } }) => {
    if (!isUnderWay || line[0].form !== form) return;
    isUnderWay = false;
    if (successful) {
      line.shift();
      show(form);
      send();
    } else if (!xhr.status || xhr.status >= 500 || xhr.getResponseHeader("Retry-After")) {
      setTimeout(send, 5000); // or with the next tap, or when the connection is back: the same key never counts twice
    } else {
      line.length = 0; // refused for good: the page says why, or what stands
      location.reload();
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(".tally form")) return;
    event.preventDefault();
    line.push({ form, _key: `${form.elements._key.value}.${(made += 1)}` });
    show(form);
    send();
  });
  document.addEventListener("keydown", (event) => {
    if (event.repeat && event.key === "Enter" && event.target.closest(".tally")) event.preventDefault(); // a key that is held down is one tap
  });
  addEventListener("online", send);
  addEventListener("pagehide", () => line.forEach(({ form, _key }) => {
    const body = new FormData(form);
    body.set("_key", _key);
    navigator.sendBeacon(form.action, body);
  }));
})();
