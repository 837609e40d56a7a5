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

function textFields(form) {
  return [...form.querySelectorAll("textarea[name], input[type=text][name], input[type=search][name]")];
}

/**
 * Keep what is typed in this tab until it is saved. sessionStorage, so that it ends with the tab:
 * a shared computer must not hold an applicant's words. The value of `data-keep-draft` names the draft
 * and holds the record's version, so an old draft is never put over newer text without asking.
 */
function keepDraft(form) {
  const key = DRAFT_PREFIX + location.pathname + ":" + form.dataset.keepDraft;
  const kept = readDraft(key);
  const changed = textFields(form).filter((field) => field.name in kept && kept[field.name] !== field.value);
  if (changed.length) offerDraft(form, key, changed, kept);
  form.addEventListener("input", () => writeDraft(key, form));
  form.addEventListener("submit", () => {
    writeDraft(key, form);
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
    return JSON.parse(sessionStorage.getItem(key)) || {};
  } catch {
    return {};
  }
}

function writeDraft(key, form) {
  const values = {};
  textFields(form).forEach((field) => {
    if (field.value !== field.defaultValue) values[field.name] = field.value;
  });
  try {
    if (Object.keys(values).length) sessionStorage.setItem(key, JSON.stringify(values));
    else sessionStorage.removeItem(key);
  } catch {
    // Storage full or forbidden: the warning on leaving still stands.
  }
}

function offerDraft(form, key, changed, kept) {
  const box = document.createElement("div");
  box.className = "govuk-inset-text";
  box.setAttribute("role", "status");
  const words = document.createElement("p");
  words.className = "govuk-body";
  words.textContent = "Text that you typed here earlier was not saved. You can put it back.";
  box.append(
    words,
    draftButton("Put my text back", () => {
      changed.forEach((field) => {
        field.value = kept[field.name];
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      box.remove();
      changed[0].focus();
    }),
    draftButton("Discard it", () => {
      sessionStorage.removeItem(key);
      box.remove();
    })
  );
  form.prepend(box);
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
  let saving = false;
  form.addEventListener("submit", () => (saving = true));
  window.addEventListener("beforeunload", (event) => {
    if (!saving && textFields(form).some((field) => field.value !== field.defaultValue)) event.preventDefault();
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
