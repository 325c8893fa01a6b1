// The slides: sessions with their minutes, the strip of pictures, the stage with one slide and its notes.
import { day, make, number, problemItem, state, words } from "./page.js";
import { openRehearsal } from "./rehearsal.js";

let at = { session: 1, id: null };
let drawn = "";

const byId = id => document.getElementById(id);
const sessions = () => state.seen?.deck?.sessions ?? [];
const session = () => sessions().find(one => one.number === at.session) ?? sessions()[0];
const index = () => Math.max(0, session().slides.findIndex(slide => slide.id === at.id));

export function picture(slide, attributes = {}) {
  const alt = words("slide_alt", slide);
  return slide.picture
    ? make("img", { src: `/picture/${slide.picture}`, alt, width: 1280, height: 720, decoding: "async", ...attributes })
    : make("div", { className: "blank", role: "img", "aria-label": alt }, make("strong", {}, slide.title), words("no_picture"));
}

export function showSlides(seen) {
  if (!seen.deck) return;
  const now = JSON.stringify(seen.deck.sessions);
  if (now !== drawn) {
    drawn = now;
    const hash = location.hash.split("/");
    if (at.id === null && hash[0] === "#slides" && hash.length > 2) at = { session: Number(hash[1]), id: hash.slice(2).join("/") };
    at.session = session().number;
    at.id = session().slides[index()].id;
    drawSessions();
    drawStrip();
  }
  drawStage();
}

function drawSessions() {
  byId("sessions").hidden = false;
  byId("sessions").replaceChildren(...sessions().map(one => {
    const spare = one.slot - one.minutes;
    return make("button", {
      type: "button", className: "session", "aria-pressed": String(one.number === session().number),
      on: { click: () => go(one.number, one.slides[0].id) },
    },
    make("span", { className: "name" }, one.of > 1 ? `${one.number}  ${one.topic}` : one.topic),
    make("span", { className: "minutes" }, words("session_minutes", { minutes: number(one.minutes), slot: number(one.slot) }),
      make("span", { className: spare < 0 ? "bad" : "" }, words(spare < 0 ? "over_minutes" : "spare_minutes", { minutes: number(Math.abs(spare)) }))),
    minutesBar(one),
    one.meetings.length ? make("span", { className: "when" }, one.meetings.map(meeting =>
      [[meeting.date && day(meeting.date), meeting.start].filter(Boolean).join(" "), meeting.place].filter(Boolean).join(", ")).join(" · ")) : null);
  }));
}

// One block for each part of the session, as wide as its minutes; the longest has the accent.
function minutesBar(one) {
  const parts = [];
  for (const slide of one.slides.filter(slide => !slide.hidden)) {
    if (parts.at(-1)?.name !== slide.part) parts.push({ name: slide.part, minutes: 0 });
    parts.at(-1).minutes += slide.minutes;
  }
  const longest = Math.max(...parts.map(part => part.minutes));
  const whole = Math.max(one.slot, one.minutes);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "bar");
  svg.setAttribute("viewBox", "0 0 100 6");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  let x = 0;
  for (const part of [...parts, { minutes: whole - one.minutes, spare: true }]) {
    const width = (part.minutes / whole) * 100;
    if (width <= 0) continue;
    const block = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    block.setAttribute("x", x);
    block.setAttribute("width", Math.max(0.2, width - 0.6));
    block.setAttribute("height", 6);
    block.setAttribute("class", part.spare ? "spare" : part.minutes === longest ? "longest" : "part");
    svg.append(block);
    x += width;
  }
  return svg;
}

function drawStrip() {
  const focused = document.activeElement?.closest?.("#strip button")?.dataset.id;
  byId("strip").replaceChildren(...session().slides.map(slide => make("li", {},
    make("button", {
      type: "button", "data-id": slide.id, className: slide.hidden ? "thumb off" : "thumb",
      on: { click: () => go(at.session, slide.id) },
    },
    picture(slide, { alt: "", loading: "lazy" }),
    make("span", { className: "label" },
      make("span", { className: "number" }, String(slide.number)), " ", make("span", {}, slide.title),
      make("span", { className: "fine" }, slide.hidden ? words("hidden") : words("minutes_short", { minutes: number(slide.minutes) })))))));
  if (focused) byId("strip").querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
}

function drawStage() {
  const slides = session().slides, slide = slides[index()];
  at.id = slide.id;
  for (const button of byId("strip").querySelectorAll("button")) {
    const here = button.dataset.id === slide.id;
    if (here) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    if (here) reveal(button);
  }
  const shown = byId("frame").querySelector("img");
  if (shown && slide.picture) {
    const address = `/picture/${slide.picture}`;
    if (shown.getAttribute("src") !== address) shown.src = address;
    shown.alt = words("slide_alt", slide);
  } else byId("frame").replaceChildren(picture(slide));
  byId("place").textContent = words("slide_of", { number: slide.number, count: slides.length });
  byId("previous").disabled = index() === 0;
  byId("next").disabled = index() === slides.length - 1;
  byId("notes").replaceChildren(
    make("h2", {}, words("notes")),
    ...(slide.notes.length ? slide.notes.map(part => make("div", { className: "part" },
      part.label ? make("h3", {}, part.label) : null,
      make("div", {}, part.paragraphs.map(text => make("p", {}, text))))) : [make("p", { className: "fine" }, words("no_notes"))]),
    slide.problems.length ? make("ul", { className: "problems" }, slide.problems.map(problemItem)) : "",
    make("p", { className: "fine" }, make("code", {}, slide.id), " ", slide.place ? words("from_file", { place: slide.place }) : ""),
    state.seen.unseen ? make("p", { className: "fine" }, state.seen.unseen) : "");
}

function reveal(button) {
  const strip = byId("strip"), box = strip.getBoundingClientRect(), own = button.getBoundingClientRect();
  if (own.top < box.top || own.bottom > box.bottom) strip.scrollTop += own.top - box.top - 20;
  if (own.left < box.left || own.right > box.right) strip.scrollLeft += own.left - box.left - 20;
}

function go(number, id) {
  const moved = at.session !== number;
  at = { session: number, id };
  history.replaceState(null, "", `#slides/${number}/${id}`);
  if (moved) {
    drawSessions();
    drawStrip();
    byId("strip").scrollTo(0, 0);
    byId("sessions").querySelector("[aria-pressed=true]")?.focus();
  }
  drawStage();
}

function step(by) {
  const slides = session().slides;
  go(at.session, slides[Math.min(slides.length - 1, Math.max(0, index() + by))].id);
}

export function keyOnSlides(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.("input, textarea, select") || !sessions().length) return;
  const last = session().slides.length;
  const steps = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: -last, End: last };
  if (event.key in steps) {
    event.preventDefault();
    step(steps[event.key]);
  } else if (event.key === "r" || event.key === "R") rehearse();
}

function rehearse() {
  openRehearsal(session(), index());
}

byId("previous").addEventListener("click", () => step(-1));
byId("next").addEventListener("click", () => step(1));
byId("rehearse").addEventListener("click", rehearse);
