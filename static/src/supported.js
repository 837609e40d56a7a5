// Before the page is painted: say that scripts run, so that enhanced parts do not flash open and shut.
// A separate classic file because the content security policy allows no inline script.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
