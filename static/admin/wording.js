// Shows the paragraph in a sample letter while somebody types. Without this file the button "Preview" does the same.
const WAIT = 400;

document.querySelectorAll("form[data-wording-preview]").forEach((form) => {
  const shown = document.getElementById("wording-preview");
  let waiting;
  let asked;

  async function show() {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(form.dataset.wordingPreview, {
        method: "POST",
        body: new FormData(form),
        credentials: "same-origin",
        signal: asked.signal,
      });
      if (answer.ok && !answer.redirected) shown.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  form.elements.text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, WAIT);
  });
});
