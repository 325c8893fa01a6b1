// The page's frame: what is seen now, which view is open, what the status says. Waits for the server's word of changes.
import { showSlides, keyOnSlides } from "./slides.js";
import { openForm, formOnChange } from "./form.js";
import { openPapers } from "./papers.js";

const texts = JSON.parse(document.getElementById("words").textContent);
export const state = { seen: null };

export function words(key, fields = {}) {
  return texts[key].replace(/\{(\w+)\}/g, (_, name) => fields[name] ?? "");
}

// An element with attributes and children; texts are never read as markup.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, call] of Object.entries(value)) element.addEventListener(event, call);
    else if (name in element && name !== "list" && name !== "form") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

// A day as people say it: Mon, Nov 30.
export function day(date) {
  const [year, month, number] = date.split("-").map(Number);
  const options = { weekday: "short", month: "short", day: "numeric" };
  return new Date(year, month - 1, number).toLocaleDateString(document.documentElement.lang, options);
}

// Minutes as slides and packet write them: 1½.
export const number = value => {
  const whole = Math.trunc(value);
  return value - whole === 0.5 ? `${whole || ""}½` : String(Math.round(value * 100) / 100);
};

// A message, with what is to be typed set as code.
const typed = text => text.split("`").map((part, n) => n % 2 ? make("code", {}, part) : part);

export async function get(address) {
  const answer = await fetch(address, { headers: { accept: "application/json" } });
  if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
  return answer.status === 204 ? null : answer.json();
}

function setStatus(name, text) {
  const status = document.getElementById("status");
  if (status.dataset.state === name) return;
  status.dataset.state = name;
  status.textContent = text ?? words(name);
}

export function problemItem(problem) {
  return make("li", { className: `problem ${problem.severity}` },
    make("p", { className: "message" },
      make("strong", {}, words(problem.severity === "warning" ? "warning" : "error")), " ", typed(problem.message)),
    problem.hint ? make("p", { className: "hint" }, typed(words("hint", { hint: problem.hint }))) : null,
    problem.place ? make("p", { className: "where" }, make("code", {}, problem.place)) : null);
}

function showBanner(seen) {
  const banner = document.getElementById("banner");
  const stale = !seen.current && seen.version > 0;
  const errors = seen.problems.filter(problem => problem.severity === "error");
  banner.hidden = !stale && errors.length === 0;
  if (banner.hidden) return;
  banner.replaceChildren(
    make("p", {}, make("strong", {}, words(stale ? "stale" : "broken")), " ", words(stale ? "stale_text" : "broken_text")),
    seen.failure ? make("pre", {}, seen.failure) : "",
    make("ul", { className: "problems" }, errors.slice(0, 5).map(problemItem)));
}

function showProblems(seen) {
  const count = seen.problems.length + (seen.failure ? 1 : 0);
  const badge = document.getElementById("problem-count");
  badge.hidden = count === 0;
  badge.textContent = count;
  badge.classList.toggle("bad", seen.problems.some(problem => problem.severity === "error") || seen.failure !== "");
  const list = document.getElementById("problem-list");
  list.replaceChildren(
    count === 0 ? make("p", { className: "good" }, words("no_problems")) : make("ul", { className: "problems" },
      seen.failure ? make("li", { className: "problem error" }, make("pre", {}, seen.failure)) : null,
      seen.problems.map(problemItem)),
    seen.note ? make("p", { className: "fine" }, seen.note) : "");
  const open = seen.deck?.open_decisions ?? [];
  const openBadge = document.getElementById("open-count");
  openBadge.hidden = open.length === 0;
  openBadge.textContent = open.length;
  document.getElementById("open-list").replaceChildren(...(open.length ? [
    make("h3", {}, words("open_decisions")),
    make("p", {}, words("open_decisions_text")),
    make("ul", { className: "open" }, open.map(one => make("li", {},
      make("span", {}, one.question), " ",
      make("a", { href: `#decisions/${one.field}` }, words("answer_it")),
      one.place ? make("code", {}, one.place) : null)))] : []));
  const left = seen.deck?.left_out ?? [];
  document.getElementById("left-out").replaceChildren(...(left.length ? [
    make("h3", {}, words("left_out")),
    make("p", {}, typed(words("left_out_text"))),
    make("ul", { className: "left" }, left.map(one => make("li", {},
      make("code", {}, one.id), ` ${one.title ?? ""} `, make("span", { className: "fine" }, typed(one.reason)))))] : []));
}

function show(seen) {
  const before = state.seen;
  state.seen = seen;
  if (seen.deck) {
    document.getElementById("deck-name").textContent = seen.deck.name;
    document.getElementById("practice-name").textContent = seen.deck.practice;
    document.title = `${seen.deck.name} – whp-deck`;
  }
  const errors = seen.problems.some(problem => problem.severity === "error");
  setStatus(seen.version === 0 ? "loading" : !seen.current ? "stale" : errors ? "broken" : "current");
  showBanner(seen);
  showProblems(seen);
  showSlides(seen);
  if (before && before.version > 0 && before.version !== seen.version) {
    formOnChange();
    if (view() === "files") openPapers();
  }
}

// --- views

const VIEWS = ["slides", "decisions", "files", "problems"];
export const view = () => {
  const name = location.hash.slice(1).split("/")[0];
  return VIEWS.includes(name) ? name : "slides";
};

// How far each view is scrolled: going to another one and back comes back to the same place.
const tops = {};
let last = "";

function route() {
  const current = view();
  const moved = current !== last;
  if (last && moved) tops[last] = scrollY;
  last = current;
  for (const name of VIEWS) {
    document.getElementById(`view-${name}`).hidden = name !== current;
    const link = document.querySelector(`[data-view=${name}]`);
    if (name === current) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (moved) scrollTo({ top: tops[current] ?? 0, behavior: "instant" });
  if (current === "decisions") openForm(location.hash.split("/").slice(1).join("/"));
  if (current === "files") openPapers();
  if (current === "slides" && state.seen) showSlides(state.seen);
}
addEventListener("hashchange", route);
document.querySelector(".skip").addEventListener("click", event => {
  event.preventDefault();
  document.getElementById("main").focus();
});
addEventListener("keydown", event => {
  if (view() === "slides" && !document.querySelector("dialog[open]")) keyOnSlides(event);
});

// --- the server's word

const sleep = milliseconds => new Promise(done => setTimeout(done, milliseconds));

async function follow() {
  for (let failed = 0; ;) {
    try {
      const seen = await get("/seen");
      failed = 0;
      if (!state.seen || state.seen.version !== seen.version) show(seen);
      const told = await get(`/wait?version=${seen.version}`);
      if (told?.closing) throw new Error("closing");
    } catch {
      failed += 1;
      if (failed > 1) {
        setStatus("stopped");
        const banner = document.getElementById("banner");
        banner.hidden = false;
        banner.replaceChildren(make("p", {}, make("strong", {}, words("stopped")), " ", words("stopped_text")));
      }
      await sleep(Math.min(400 * failed, 5000));
    }
  }
}

route();
follow();
