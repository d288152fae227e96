// Terms show their definition, which stands in the foot of the page, at the window's
// lower edge while they are pointed at or focused. Escape puts it away.

const tip = document.getElementById("tip");

function explain(event) {
  const term = event.target.closest?.(".term");
  const definition = term && document.getElementById(term.getAttribute("aria-describedby"));
  tip.hidden = !definition;
  if (definition) tip.textContent = definition.textContent;
}

if (tip) {
  for (const kind of ["mouseover", "focusin"]) document.addEventListener(kind, explain);
  document.addEventListener("focusout", () => { tip.hidden = true; });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") tip.hidden = true;
  });
}
