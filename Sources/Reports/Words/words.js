// The words of a session: the one that is heard, going to one, searching, and places to hear.
//
// The text is complete without this script. Words are the spans of the transcript, in order.

const transcript = byId("transcript");
const spans = [...transcript.querySelectorAll("p > span")];
const indexOfSpan = new Map(spans.map((span, index) => [span, index]));
let millisecond = 0;
/** Where each word begins, in seconds. */
const wordStarts = session.words.starts.map((step) => (millisecond += step) / 1000);

/** The word that is heard, or was last; -1 before the first. */
let current = -1;
/** The one word that Tab reaches. */
let reachable = -1;
/** Whether the text moves with the sound. */
let isFollowing = true;
/** Until when a scrolling of the text is the reader's. */
let readerUntil = 0;

const spanOf = (event) => event.target.closest("#transcript p > span");
const isFocusInside = () => transcript.contains(document.activeElement);

// The word that is heard

/** How many words begin at a time or before; a little later counts, as sounds are cut in blocks. */
function wordsBegun(seconds) {
  let low = 0;
  let high = wordStarts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (wordStarts[middle] <= seconds + 0.002) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isInView(span) {
  const box = transcript.getBoundingClientRect();
  const word = span.getBoundingClientRect();
  return word.bottom > box.top && word.top < box.bottom;
}

/** Moves the text, and not the page, so that a word is read with what comes after it. */
function bringUp(span) {
  const box = transcript.getBoundingClientRect();
  const word = span.getBoundingClientRect();
  if (word.top > box.top + 48 && word.bottom < box.bottom - box.height / 5) return;
  transcript.scrollTop += word.top - box.top - box.height * 0.3;
}

function setFollowing(isOn) {
  isFollowing = isOn;
  byId("follow-voice").hidden = isOn || current < 0;
}

function markWord() {
  const index = wordsBegun(position) - 1;
  if (index !== current) {
    spans[current]?.classList.remove("now");
    spans[index]?.classList.add("now");
    current = index;
    if (!isFocusInside()) makeReachable(Math.max(0, index));
  }
  if (index >= 0 && isFollowing) bringUp(spans[index]);
}

/** What is out of view is not followed any more. */
function noticeReader() {
  if (current >= 0 && !isInView(spans[current])) setFollowing(false);
}

watchers.push(markWord);
audio?.addEventListener("play", () => setFollowing(true));
byId("follow-voice").addEventListener("click", () => {
  setFollowing(true);
  markWord();
});

const readerMoves = () => { readerUntil = performance.now() + 1000; };
for (const kind of ["wheel", "touchmove", "pointerdown"]) {
  transcript.addEventListener(kind, readerMoves, { passive: true });
}
transcript.addEventListener("scroll", () => {
  if (performance.now() > readerUntil) return;
  // Scrolling goes on for a while after the wheel or the finger.
  readerMoves();
  noticeReader();
});

// Going to a word

function makeReachable(index) {
  if (index === reachable || !spans[index]) return;
  const old = spans[reachable];
  for (const name of ["tabindex", "role", "aria-description"]) old?.removeAttribute(name);
  reachable = index;
  spans[index].setAttribute("tabindex", "0");
  // One word is a button, the others are text to be read.
  spans[index].setAttribute("role", "button");
  spans[index].setAttribute("aria-description", clock(wordStarts[index]));
}

function focusWord(index) {
  const span = spans[Math.min(spans.length - 1, Math.max(0, index))];
  makeReachable(indexOfSpan.get(span));
  span.focus({ preventScroll: true });
  span.scrollIntoView({ block: "nearest" });
  noticeReader();
}

function goToWord(index, listens) {
  setFollowing(true);
  go(wordStarts[index], listens);
}

/** The first word of the next paragraph, or of the one before. */
function neighbourParagraph(index, direction) {
  let paragraph = spans[index].parentElement;
  do {
    paragraph = direction > 0 ? paragraph.nextElementSibling : paragraph.previousElementSibling;
  } while (paragraph && !paragraph.matches("p"));
  return paragraph ? indexOfSpan.get(paragraph.querySelector(":scope > span")) : index;
}

transcript.addEventListener("click", (event) => {
  const span = spanOf(event);
  // The end of a selection is no click on a word.
  if (!span || !getSelection().isCollapsed) return;
  makeReachable(indexOfSpan.get(span));
  goToWord(indexOfSpan.get(span), false);
});
transcript.addEventListener("dblclick", (event) => {
  const span = spanOf(event);
  if (!span) return;
  getSelection().removeAllRanges();
  goToWord(indexOfSpan.get(span), true);
});

const wordActions = {
  "Enter": (index) => goToWord(index, true),
  "ArrowRight": (index) => focusWord(index + 1),
  "ArrowLeft": (index) => focusWord(index - 1),
  "ArrowDown": (index) => focusWord(neighbourParagraph(index, 1)),
  "ArrowUp": (index) => focusWord(neighbourParagraph(index, -1)),
  "Home": () => focusWord(0),
  "End": () => focusWord(spans.length - 1),
};

transcript.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.startsWith("Page")) readerMoves();
  const index = indexOfSpan.get(event.target);
  const action = wordActions[event.key] ?? foundActions[event.key];
  if (index === undefined || !action || (event.shiftKey && event.key.startsWith("Arrow"))) return;
  event.preventDefault();
  event.stopPropagation();
  action(index);
});

// Searching

const search = byId("search");
/** First and last word of each place that was found. */
let places = [];
/** The place that is shown. */
let here = -1;
/** The words as they are compared, and where each begins in them; made at the first search. */
let comparable = null;

const plain = (text) => text.toLowerCase().replace(/['’]/g, "")
  .replace(/[^\p{L}\p{N}]+/gu, " ").trim();

function compare() {
  const offsets = [];
  const indices = [];
  let text = " ";
  spans.forEach((span, index) => {
    const word = plain(span.textContent);
    if (word === "") return;
    offsets.push(text.length - 1);
    indices.push(index);
    text += `${word} `;
  });
  return { text, offsets, indices };
}

/** The places of some words, of which the last may be a beginning. */
function find(query) {
  comparable ??= compare();
  const { text, offsets, indices } = comparable;
  const wordAt = (offset) => {
    let low = 0;
    let high = offsets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (offsets[middle] <= offset) low = middle + 1;
      else high = middle;
    }
    return indices[low - 1];
  };
  const found = [];
  for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) {
    found.push([wordAt(at), wordAt(at + query.length - 1)]);
  }
  return found;
}

function markPlaces(isOn) {
  for (const [first, last] of places) {
    for (let index = first; index <= last; index += 1) spans[index].classList.toggle("found", isOn);
  }
}

function showPlace(index) {
  for (const span of transcript.querySelectorAll(".here")) span.classList.remove("here");
  here = index;
  const [first, last] = places[index] ?? [0, -1];
  for (let word = first; word <= last; word += 1) spans[word].classList.add("here");
  byId("found-count").textContent = places.length > 0 ? `${here + 1} of ${places.length}` : "none";
  for (const id of ["previous-found", "next-found"]) byId(id).disabled = places.length === 0;
}

function searchAgain() {
  markPlaces(false);
  const words = plain(search.value);
  const isSearch = words.length > 1;
  places = isSearch ? find(` ${words}`) : [];
  markPlaces(true);
  byId("found").hidden = !isSearch;
  // From the word that is heard on.
  const next = places.findIndex((place) => place[0] >= Math.max(0, current));
  showPlace(places.length > 0 ? Math.max(0, next) : -1);
  if (here >= 0) {
    bringUp(spans[places[here][0]]);
    noticeReader();
  }
}

function goToPlace(direction) {
  if (places.length === 0) return;
  showPlace((here + direction + places.length) % places.length);
  focusWord(places[here][0]);
}

function closeSearch() {
  const wasInField = document.activeElement === search;
  const place = places[here];
  search.value = "";
  searchAgain();
  if (wasInField) focusWord(place ? place[0] : reachable);
}

function openSearch() {
  search.focus();
  search.select();
}

search.addEventListener("input", searchAgain);
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter") goToPlace(event.shiftKey ? -1 : 0);
  else if (event.key === "Escape") closeSearch();
  else return;
  event.preventDefault();
});
byId("previous-found").addEventListener("click", () => goToPlace(-1));
byId("next-found").addEventListener("click", () => goToPlace(1));

/** Keys that mean something while places are shown. */
const foundActions = {
  get "n"() { return places.length > 0 ? () => goToPlace(1) : undefined; },
  get "p"() { return places.length > 0 ? () => goToPlace(-1) : undefined; },
  get "Escape"() { return places.length > 0 ? closeSearch : undefined; },
};
const { n: nextPause, p: previousPause } = actions;
actions.n = (event) => (foundActions.n ?? nextPause)(event);
actions.p = (event) => (foundActions.p ?? previousPause)(event);
actions["/"] = openSearch;
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target !== search) foundActions.Escape?.();
});

// Places worth hearing: what is open is marked in the text.

const filters = [...document.querySelectorAll("details[data-filter]")];

function markFilters() {
  for (const span of transcript.querySelectorAll(".hit")) span.classList.remove("hit");
  for (const filter of filters) {
    if (!filter.open) continue;
    for (const [first, end] of session.words.places[filter.dataset.filter]) {
      for (let word = first; word < end; word += 1) spans[word].classList.add("hit");
    }
  }
}

for (const filter of filters) {
  filter.addEventListener("toggle", markFilters);
  filter.addEventListener("click", (event) => {
    if (event.target.closest("a")) setFollowing(true);
  });
}

byId("word-controls").hidden = false;
makeReachable(0);
markWord();
