// The rehearsal: one slide large, its notes, the next one, and a clock for the slide and for the whole session.
import { make, number, words } from "./page.js";
import { picture } from "./slides.js";

const dialog = document.getElementById("rehearsal");
let run = null;

export function openRehearsal(session, from) {
  const slides = session.slides.filter(slide => !slide.hidden);
  const start = Math.max(0, slides.findIndex(slide => slide.id === session.slides[from]?.id));
  run = { session, slides, at: start, spent: slides.map(() => 0), last: null, timer: null, done: false };
  draw();
  dialog.showModal();
  dialog.querySelector("#go").focus();
}

const time = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
const budget = slide => slide.minutes * 60;
const running = () => run.last !== null;

function tick() {
  const now = performance.now();
  if (running()) run.spent[run.at] += (now - run.last) / 1000;
  run.last = now;
  clocks();
}

function toggle() {
  if (running()) {
    tick();
    run.last = null;
    clearInterval(run.timer);
  } else {
    run.last = performance.now();
    run.timer = setInterval(tick, 250);
  }
  dialog.querySelector("#go").textContent = words(running() ? "pause" : "go_on");
}

function move(by) {
  if (running()) tick();
  const next = run.at + by;
  if (next < 0) return;
  if (next >= run.slides.length) return finish();
  run.at = next;
  draw();
  dialog.querySelector("#forth").focus();
}

function finish() {
  if (running()) toggle();
  run.done = true;
  draw();
}

function stop() {
  clearInterval(run?.timer);
  dialog.close();
}

function draw() {
  if (run.done) return summary();
  const slide = run.slides[run.at], after = run.slides[run.at + 1];
  const begun = run.spent.some(seconds => seconds > 0) || running();
  const total = run.slides.reduce((sum, one) => sum + one.minutes, 0);
  dialog.replaceChildren(
    make("div", { className: "head" },
      make("h2", { id: "rehearsal-title" }, words("rehearsal")),
      make("p", {}, words("rehearsal_text", { slides: run.slides.length, minutes: number(total) })),
      make("button", { type: "button", className: "quiet", on: { click: stop } }, words("close"))),
    make("div", { className: "now" }, picture(slide)),
    make("div", { className: "side" },
      make("div", { className: "clocks" }, clock("slide-clock", "this_slide"), clock("total-clock", "whole_session")),
      make("div", { className: "buttons" },
        make("button", { type: "button", className: "quiet", disabled: run.at === 0, on: { click: () => move(-1) } }, words("previous")),
        make("button", { type: "button", id: "go", on: { click: toggle } }, words(running() ? "pause" : begun ? "go_on" : "start")),
        make("button", { type: "button", id: "forth", className: "quiet", on: { click: () => move(1) } }, words(after ? "next" : "finish"))),
      make("div", { className: "script", tabIndex: 0, role: "region", "aria-label": words("notes") },
        slide.notes.map(part => make("div", { className: "part" }, part.label ? make("h3", {}, part.label) : null,
          part.paragraphs.map(text => make("p", {}, text))))),
      make("p", { className: "after" }, after ? words("up_next", after) : words("last_slide"))));
  clocks();
}

function clock(id, label) {
  return make("div", { className: "clock", id },
    make("span", { className: "what" }, words(label)), make("span", { className: "time" }),
    make("progress", { max: 1, value: 0, "aria-label": words(label) }));
}

function clocks() {
  if (run.done) return;
  const whole = run.slides.reduce((sum, one) => sum + budget(one), 0);
  const spent = run.spent.reduce((sum, one) => sum + one, 0);
  set("slide-clock", run.spent[run.at], budget(run.slides[run.at]));
  set("total-clock", spent, whole);
}

function set(id, spent, planned) {
  const element = dialog.querySelector(`#${id}`);
  if (!element) return;
  const over = spent > planned;
  element.classList.toggle("over", over);
  const text = words("of_time", { time: time(spent), budget: time(planned) });
  element.querySelector(".time").textContent = over ? `${text}, ${words("over_by", { time: time(spent - planned) })}` : text;
  element.querySelector("progress").value = planned ? Math.min(1, spent / planned) : 1;
}

function summary() {
  const row = (title, planned, spent) => make("tr", { className: spent > planned ? "over" : "" },
    make("th", { scope: "row" }, title), make("td", {}, time(planned)), make("td", {}, time(spent)));
  dialog.replaceChildren(
    make("div", { className: "head" },
      make("h2", { id: "rehearsal-title" }, words("how_it_went")),
      make("button", { type: "button", className: "quiet", on: { click: () => openAgain() } }, words("again")),
      make("button", { type: "button", id: "go", on: { click: stop } }, words("close"))),
    make("div", { className: "result", tabIndex: 0, role: "region", "aria-label": words("how_it_went") }, make("table", {},
      make("thead", {}, make("tr", {}, ["slide", "planned", "taken"].map(key => make("th", { scope: "col" }, words(key))))),
      make("tbody", {}, run.slides.map((slide, n) => row(`${slide.number}  ${slide.title}`, budget(slide), run.spent[n]))),
      make("tfoot", {}, row(words("total"), run.slides.reduce((sum, one) => sum + budget(one), 0),
        run.spent.reduce((sum, one) => sum + one, 0))))));
  dialog.querySelector("#go").focus();
}

function openAgain() {
  const { session } = run;
  dialog.close();
  openRehearsal(session, 0);
}

dialog.addEventListener("keydown", event => {
  if (run?.done || event.target.closest(".script") && ["ArrowUp", "ArrowDown"].includes(event.key)) return;
  if (["ArrowRight", "PageDown"].includes(event.key)) move(1);
  else if (["ArrowLeft", "PageUp"].includes(event.key)) move(-1);
  else if (event.key === " " && !event.target.closest("button")) toggle();
  else return;
  event.preventDefault();
});
dialog.addEventListener("close", () => clearInterval(run?.timer));
