// The timeline of a session: where one is, listening, and zooming.
//
// The drawing is complete without this script. Its positions are shares of its width,
// so that zooming makes it wider, and time is a share of the session.

const byId = (id) => document.getElementById(id);
const session = JSON.parse(byId("data").textContent);
const timeline = byId("timeline");
const chart = byId("chart");
const cursor = byId("cursor");
const audio = byId("audio");

/** Where one is, in seconds. */
let position = 0;
/** How many times wider than its frame the drawing is. */
let zoom = 1;
/** The time at the frame's left edge, in seconds. */
let leftEdge = 0;
/** The time pointed at, in seconds; null when none is. */
let pointed = null;
/** Where to go as soon as the sound is known, in seconds; null when nowhere. */
let pending = null;

/** What else is to be done where the position changes. */
const watchers = [];

const isPlaying = () => audio !== null && !audio.paused && !audio.ended;

function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value) => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(whole % 60)}`
    : `${minutes}:${two(whole % 60)}`;
}

/** The last of ordered things that begins at a time or before; undefined when none does. */
function lastAt(things, seconds, begin) {
  let low = 0;
  let high = things.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (begin(things[middle]) <= seconds) low = middle + 1;
    else high = middle;
  }
  return things[low - 1];
}

const pauseAt = (seconds) => {
  const pause = lastAt(session.pauses, seconds, (pause) => pause[0]);
  return pause && seconds < pause[0] + pause[1] ? pause : undefined;
};
const phaseAt = (seconds) => lastAt(session.phases, seconds, (phase) => phase.at)?.name;

/** What is known of a moment, in words. */
function describe(seconds) {
  const words = [clock(seconds)];
  const phase = phaseAt(seconds);
  if (phase) words.push(phase);
  const pause = pauseAt(seconds);
  if (pause) words.push(`pause of ${pause[1].toFixed(2)} s`);
  return words;
}

/** What is known of a moment, with the strips' values and what is marked there. */
function details(seconds) {
  const words = describe(seconds);
  const step = Math.floor(seconds / session.step);
  for (const strip of session.strips) if (strip[step]) words.push(strip[step]);
  const reach = (session.duration * 8) / chart.clientWidth;
  for (const moment of session.moments) {
    if (Math.abs(moment.at - seconds) < reach) words.push(moment.name);
  }
  return words;
}

// Position

function show() {
  const share = `${(position / session.duration) * 100}%`;
  cursor.setAttribute("x1", share);
  cursor.setAttribute("x2", share);
  byId("clock").textContent = `${clock(position)} / ${clock(session.duration)}`;
  if (pointed === null) byId("readout").textContent = details(position).join(" · ");
  const now = String(Math.floor(position));
  if (timeline.getAttribute("aria-valuenow") !== now) timeline.setAttribute("aria-valuenow", now);
  // A screen reader would read each change out while playing.
  if (!isPlaying()) timeline.setAttribute("aria-valuetext", describe(position).join(", "));
  for (const watch of watchers) watch();
}

function reveal() {
  const x = (position / session.duration) * chart.clientWidth;
  const width = timeline.clientWidth;
  if (x < timeline.scrollLeft || x > timeline.scrollLeft + width * 0.9) {
    scrollFrame(x - width * 0.15);
  }
}

/** Goes to a time, and listens from there when asked to. */
function go(seconds, listens = false) {
  position = Math.min(session.duration, Math.max(0, seconds));
  if (audio) {
    if (audio.readyState > 0) audio.currentTime = position;
    else pending = position;
    if (listens) listen();
  }
  show();
  reveal();
}

function listen() {
  // Refused when the sound is missing: then the error event says so.
  audio.play().catch(() => {});
}

/** The next or previous of ordered times; a second after one, it counts as the previous. */
function neighbour(times, direction) {
  return direction > 0
    ? times.find((time) => time > position + 0.05)
    : times.findLast((time) => time < position - (isPlaying() ? 1 : 0.05));
}

function goToNeighbour(times, direction) {
  const time = neighbour(times, direction);
  if (time !== undefined) go(time);
}

const longPauses = session.pauses.filter((pause) => pause[1] > session.longPause)
  .map((pause) => pause[0]);

// Listening

function skipPause() {
  if (!byId("skip").checked) return;
  const pause = pauseAt(position);
  // A little of each pause is left, so that words do not run into each other.
  if (pause && position > pause[0] + 0.12 && position < pause[0] + pause[1] - 0.2) {
    audio.currentTime = pause[0] + pause[1] - 0.1;
  }
}

function follow() {
  if (audio.seeking || pending !== null) return;
  position = audio.currentTime;
  if (isPlaying()) {
    skipPause();
    if (byId("follow").checked) reveal();
  }
  show();
}

function animate() {
  follow();
  if (isPlaying()) requestAnimationFrame(animate);
}

function togglePlaying() {
  if (!audio) return;
  if (isPlaying()) audio.pause();
  else listen();
}

function changeSpeed(step) {
  const speed = byId("speed");
  speed.selectedIndex = Math.min(speed.options.length - 1, Math.max(0, speed.selectedIndex + step));
  audio.playbackRate = Number(speed.value);
}

function flip(id) { byId(id).checked = !byId(id).checked; }

if (audio) {
  audio.controls = false;
  audio.addEventListener("loadedmetadata", () => {
    if (pending !== null) audio.currentTime = pending;
    pending = null;
  });
  audio.addEventListener("play", () => {
    byId("play").setAttribute("aria-label", "Pause");
    byId("play").classList.add("playing");
    animate();
  });
  for (const kind of ["pause", "ended"]) {
    audio.addEventListener(kind, () => {
      byId("play").setAttribute("aria-label", "Play");
      byId("play").classList.remove("playing");
      show();
    });
  }
  // Frames are not drawn in a hidden window; its sound goes on.
  for (const kind of ["timeupdate", "seeked"]) audio.addEventListener(kind, follow);
  audio.addEventListener("error", () => {
    byId("missing").hidden = false;
    byId("play").disabled = true;
    pending = null;
  });
  if (audio.error) audio.dispatchEvent(new Event("error"));
  byId("play").addEventListener("click", togglePlaying);
  byId("speed").addEventListener("change", () => changeSpeed(0));
}

// Zooming

/** At most 60 pixels for a second. */
const largestZoom = () => Math.max(1, (session.duration * 60) / timeline.clientWidth);

/** Zooms so that a time stays where it is; without one, the cursor or the middle does. */
function setZoom(wanted, seconds) {
  const width = timeline.clientWidth;
  const place = (time) => (time / session.duration) * chart.clientWidth - timeline.scrollLeft;
  if (seconds === undefined) {
    const x = place(position);
    seconds = x >= 0 && x <= width
      ? position
      : ((timeline.scrollLeft + width / 2) / chart.clientWidth) * session.duration;
  }
  const x = place(seconds);
  zoom = Math.min(largestZoom(), Math.max(1, wanted));
  chart.style.width = `${zoom * 100}%`;
  scrollFrame((seconds / session.duration) * chart.clientWidth - x);
  showTicks();
}

function scrollFrame(x) {
  timeline.scrollLeft = x;
  leftEdge = (timeline.scrollLeft / chart.clientWidth) * session.duration;
}

/** Keeps what is seen when the window changes. */
function fit() {
  const left = leftEdge;
  zoom = Math.min(zoom, largestZoom());
  chart.style.width = `${zoom * 100}%`;
  scrollFrame((left / session.duration) * chart.clientWidth);
  showTicks();
}

/** Shows the finest ticks whose labels have room. */
function showTicks() {
  const perSecond = chart.clientWidth / session.duration;
  const room = session.duration >= 3600 ? 60 : 42;
  const level = session.tickSteps.findLastIndex((step) => step * perSecond >= room);
  chart.dataset.level = String(Math.max(0, level));
}

byId("zoom-in").addEventListener("click", () => setZoom(zoom * 1.6));
byId("zoom-out").addEventListener("click", () => setZoom(zoom / 1.6));
byId("zoom-all").addEventListener("click", () => setZoom(1));
new ResizeObserver(fit).observe(timeline);
timeline.addEventListener("scroll", () => scrollFrame(timeline.scrollLeft));

let zoomOnScreen = 1;
addEventListener("beforeprint", () => { zoomOnScreen = zoom; setZoom(1); });
addEventListener("afterprint", () => setZoom(zoomOnScreen));

// Pointing

const timeUnder = (event) => {
  const box = chart.getBoundingClientRect();
  return ((event.clientX - box.left) / box.width) * session.duration;
};

timeline.addEventListener("click", (event) => go(timeUnder(event), true));
timeline.addEventListener("pointermove", (event) => {
  pointed = timeUnder(event);
  byId("readout").textContent = details(pointed).join(" · ");
});
timeline.addEventListener("pointerleave", () => {
  pointed = null;
  show();
});
timeline.addEventListener("wheel", (event) => {
  // A pinch arrives as a wheel with Control; a plain wheel scrolls the page.
  if (!event.ctrlKey) return;
  event.preventDefault();
  setZoom(zoom * Math.exp(-event.deltaY / 200), timeUnder(event));
}, { passive: false });

byId("previous-pause").addEventListener("click", () => goToNeighbour(longPauses, -1));
byId("next-pause").addEventListener("click", () => goToNeighbour(longPauses, 1));

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-at]");
  if (!link) return;
  event.preventDefault();
  go(Number(link.dataset.at), true);
});

// Keys

const phaseStarts = session.phases.map((phase) => phase.at);
const momentTimes = session.moments.map((moment) => moment.at);

const actions = {
  "ArrowLeft": (event) => go(position - (event.shiftKey ? 1 : 5)),
  "ArrowRight": (event) => go(position + (event.shiftKey ? 1 : 5)),
  "Home": () => go(0),
  "End": () => go(session.duration),
  "p": () => goToNeighbour(longPauses, -1),
  "n": () => goToNeighbour(longPauses, 1),
  "[": () => goToNeighbour(phaseStarts, -1),
  "]": () => goToNeighbour(phaseStarts, 1),
  "m": (event) => goToNeighbour(momentTimes, event.shiftKey ? -1 : 1),
  "+": () => setZoom(zoom * 1.6),
  "=": () => setZoom(zoom * 1.6),
  "-": () => setZoom(zoom / 1.6),
  "0": () => setZoom(1),
};
if (audio) {
  Object.assign(actions, {
    " ": togglePlaying,
    "<": () => changeSpeed(-1),
    ">": () => changeSpeed(1),
    "s": () => flip("skip"),
    "f": () => flip("follow"),
  });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isOnTimeline = event.target === timeline;
  if (!isOnTimeline) {
    if (!byId("keys").checked || event.target.matches("select, input[type='search']")) return;
    // Keys that mean something to what is focused, or scroll the page, stay with it.
    if (event.key === " " && event.target.matches("a, button, input, summary")) return;
    if (event.key === "Home" || event.key === "End") return;
  }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const action = actions[key];
  if (!action) return;
  event.preventDefault();
  action(event);
});

// Start: an address such as report.html#t=165.98 leads to that moment.

function goToAddress() {
  const found = /^#t=([0-9.]+)$/.exec(location.hash);
  if (found) go(Number(found[1]));
}

byId("controls").hidden = false;
addEventListener("hashchange", goToAddress);
setZoom(1);
show();
goToAddress();
