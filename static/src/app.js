// Progressive enhancement only: every task can be done with this file missing.
import { initAll } from "./govuk-frontend.min.js";

const DRAFT_PREFIX = "draft:";
const SENT = "draft-sent";

function start(scope) {
  initAll({ scope });
  scope.querySelectorAll("form[data-keep-draft]").forEach(keepDraft);
  scope.querySelectorAll("form[data-warn-unsaved]").forEach(warnUnsaved);
  scope.querySelectorAll("[data-poll-url]").forEach(poll);
  scope.querySelectorAll("form").forEach(submitOnce);
  scope.querySelectorAll("input[type=radio][aria-controls]").forEach(allowedAriaOnly);
}

/**
 * GOV.UK's radios say `aria-expanded`, which ARIA does not allow on a radio button: take it off as often as it comes.
 * What is revealed follows the choice in the reading order, so nothing is lost with it.
 */
function allowedAriaOnly(radio) {
  radio.removeAttribute("aria-expanded");
  new MutationObserver(() => radio.removeAttribute("aria-expanded")).observe(radio, {
    attributeFilter: ["aria-expanded"],
  });
}

/** A second press of the same form does nothing while the first is under way. */
function submitOnce(form) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || form.method === "get") return;
    if (form.dataset.submitted) {
      event.preventDefault();
      return;
    }
    form.dataset.submitted = "yes";
  });
  // Coming back with the browser's button must find a form that works.
  window.addEventListener("pageshow", () => delete form.dataset.submitted);
}

// What a page gives anew each time, and what is no typing of the person's.
const OF_THE_PAGE = new Set(["csrfmiddlewaretoken", "version", "seen", "once"]);

/** Everything that stands in the form, in its order: words, choices, hidden counts of rows. No files. */
function entries(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OF_THE_PAGE.has(name));
}

function written(form) {
  return JSON.stringify(entries(form));
}

/**
 * Keep what is typed in this tab until it is saved. sessionStorage, so that it ends with the tab:
 * a shared computer must not hold an applicant's words. The value of `data-keep-draft` names the draft
 * and holds the record's version, so an old draft is never put over newer text without asking.
 * `data-typed-here`: the server drew the form from what was sent, so the form itself is the draft.
 */
function keepDraft(form) {
  const key = DRAFT_PREFIX + location.pathname + ":" + form.dataset.keepDraft;
  const standing = written(form);
  const keep = () => writeDraft(key, form, standing);
  const kept = readDraft(key);
  if ("typedHere" in form.dataset) keep();
  else if (kept.length && JSON.stringify(kept) !== standing) offerDraft(form, key, kept);
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", () => {
    keep();
    try {
      sessionStorage.setItem(SENT, key);
    } catch {
      // Without storage there is no draft to forget.
    }
  });
}

/** A page that reports success after a form was sent means that its words are saved: drop the draft. */
function forgetSavedDraft() {
  const key = sessionStorage.getItem(SENT);
  if (key && document.querySelector(".govuk-notification-banner--success")) sessionStorage.removeItem(key);
  sessionStorage.removeItem(SENT);
}

function readDraft(key) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key));
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function writeDraft(key, form, standing) {
  const now = written(form);
  try {
    if (now !== standing || "typedHere" in form.dataset) sessionStorage.setItem(key, now);
    else sessionStorage.removeItem(key);
  } catch {
    // Storage full or forbidden: the warning on leaving still stands.
  }
}

function offerDraft(form, key, kept) {
  const box = document.createElement("div");
  box.className = "govuk-inset-text";
  box.setAttribute("role", "status");
  const words = document.createElement("p");
  words.className = "govuk-body";
  words.textContent = "Text that you typed here earlier was not saved. You can put it back.";
  box.append(
    words,
    draftButton("Put my text back", () => {
      if (form.dataset.redraw) {
        redrawWith(form, kept);
        return;
      }
      putBack(form, kept);
      box.remove();
      form.querySelector("textarea, input:not([type=hidden])")?.focus();
    }),
    draftButton("Discard it", () => {
      sessionStorage.removeItem(key);
      box.remove();
    })
  );
  form.prepend(box);
}

/** Where rows come and go, only the server can draw the form that was typed: `data-redraw` is its button for that. */
function redrawWith(form, kept) {
  const [name, value] = form.dataset.redraw.split("=");
  const sent = document.createElement("form");
  sent.method = "post";
  sent.hidden = true;
  const ofThePage = [...new FormData(form)].filter(([field]) => OF_THE_PAGE.has(field));
  [...ofThePage, ...kept, [name, value]].forEach(([field, text]) => {
    const carrier = document.createElement("textarea"); // an input would lose line breaks
    carrier.name = field;
    carrier.value = text;
    sent.append(carrier);
  });
  document.body.append(sent);
  sent.submit();
}

function putBack(form, kept) {
  const values = new Map();
  kept.forEach(([name, value]) => values.set(name, [...(values.get(name) || []), value]));
  [...form.elements].forEach((field) => {
    if (!field.name || OF_THE_PAGE.has(field.name) || ["hidden", "file", "submit", "button"].includes(field.type)) return;
    const mine = values.get(field.name) || [];
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked !== mine.includes(field.value)) field.click();
    } else if (mine.length) {
      field.value = mine.shift();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
}

function draftButton(label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary govuk-!-margin-right-2 govuk-!-margin-bottom-0";
  button.textContent = label;
  button.addEventListener("click", act);
  return button;
}

/** The browser's own question before leaving a page with words that were not saved. */
function warnUnsaved(form) {
  const standing = written(form);
  let saving = false;
  form.addEventListener("submit", () => (saving = true));
  window.addEventListener("pageshow", () => (saving = false));
  window.addEventListener("beforeunload", (event) => {
    if (!saving && ("typedHere" in form.dataset || written(form) !== standing)) event.preventDefault();
  });
}

/**
 * Replace a region's content with the server's HTML fragment every `data-poll-seconds` (2 by default).
 * An element with `data-poll-done` in the answer stops the polling. The region is aria-live="polite".
 */
function poll(region) {
  const pause = Number(region.dataset.pollSeconds || 2) * 1000;
  let failures = 0;
  const ask = async () => {
    try {
      const answer = await fetch(region.dataset.pollUrl, {
        credentials: "same-origin",
        headers: { "X-Requested-With": "fetch" },
      });
      // A redirect means the sign-in page: never paint that into the region.
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const html = await answer.text();
      if (html.trim() !== region.innerHTML.trim()) {
        region.innerHTML = html;
        initAll({ scope: region });
      }
      if (region.querySelector("[data-poll-done]")) return;
      failures = 0;
    } catch {
      failures += 1;
      if (failures > 10) return;
    }
    setTimeout(ask, pause * (1 + failures));
  };
  setTimeout(ask, pause);
}

forgetSavedDraft();
start(document);
