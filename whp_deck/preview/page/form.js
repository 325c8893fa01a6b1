// The form for the practice's decisions. `saved` is what the files hold, `values` what stands in the fields.
import { day, get, make, state, words } from "./page.js";

let form = null, saved = {}, values = {}, loading = false, target = "", notice = "";

const home = () => document.getElementById("form");
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const dirty = () => Object.keys(values).filter(key => !same(values[key], saved[key]));
const copy = value => structuredClone(value);
const questions = () => form.groups.flatMap(group => group.questions);

export async function openForm(field = "") {
  target = field || target;
  if (!form) await load();
  if (form) reach();
}

// The files changed: take their answers, but keep what was typed and not saved.
export async function formOnChange() {
  if (form || loading || home().childElementCount) await load();
}

async function load() {
  loading = true;
  try {
    const told = await get("/form");
    if (told.problems) return showUnreadable(told.problems);
    take(told);
  } catch { /* the page tells that the server is gone */ } finally {
    loading = false;
  }
}

function take(told) {
  if (form?.revision === told.revision) return;
  const mine = form ? dirty() : [], base = saved, typed = values;
  form = told;
  saved = copy(told.answers);
  values = copy(told.answers);
  for (const key of mine) {
    if (same(base[key], saved[key])) values[key] = typed[key];
    else if (Array.isArray(typed[key])) {
      // entries are known by their place in the file, which has changed: what is ours goes behind what is there
      const own = typed[key].filter(entry => entry.at === null || !same(entry, base[key].find(one => one.at === entry.at)));
      values[key] = [...saved[key], ...own.map(entry => ({ ...entry, at: null }))];
    } else values[key] = typed[key];
  }
  notice = mine.length && base !== saved ? words("form_changed") : "";
  draw(mine.filter(key => !same(base[key], saved[key])));
}

function showUnreadable(problems) {
  form = null;
  home().replaceChildren(make("p", { role: "alert" }, words("form_failed")), make("pre", {}, problems.join("\n\n")));
}

// --- drawing

// Whoever reads or types further down must not be thrown about: the first field in sight stays where it is.
function steadily(change) {
  const fields = [...home().querySelectorAll("input, textarea, select")];
  const top = element => element.getBoundingClientRect().top;
  const seen = fields.find(field => top(field) >= 0);
  const before = seen && top(seen);
  change();
  const again = seen && document.getElementById(seen.id);
  if (again) scrollBy({ top: top(again) - before, behavior: "instant" });
}

const draw = (conflicts = []) => steadily(() => drawForm(conflicts));

function drawForm(conflicts) {
  const focused = document.activeElement?.id;
  home().replaceChildren(
    make("nav", { className: "groups", "aria-label": words("form_groups") }, form.groups.map(group =>
      make("button", { type: "button", className: "quiet small", on: { click: () => goTo(group) } }, group.title))),
    make("p", {}, words("form_text", { files: form.files.map(file => file.split("/").slice(-2).join("/")).join(", ") })),
    make("div", { id: "form-notice", className: "banner", role: "alert", hidden: !notice }, notice ? make("p", {}, notice) : null),
    make("form", { noValidate: true, on: { submit: save } },
      form.groups.map(group => make("section", { className: "group" },
        make("h3", { id: `g-${group.id}`, tabIndex: -1 }, group.title), make("p", { className: "lead" }, group.text),
        group.questions.map(question => drawQuestion(question, conflicts.includes(question.key))))),
      make("div", { className: "savebar" },
        make("p", { id: "save-state", role: "status" }),
        make("button", { type: "button", id: "discard", className: "quiet", on: { click: discard } }, words("discard")),
        make("button", { type: "submit", id: "save" }, words("save")))));
  tell();
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function goTo(group) {
  const title = document.getElementById(`g-${group.id}`);
  title.scrollIntoView();
  title.focus({ preventScroll: true });
}

function drawQuestion(question, conflict) {
  if (form.by_hand.includes(question.key)) return make("div", { className: "question", id: `q-${question.key}` },
    make("h4", {}, question.ask), make("p", { className: "fine" }, words("by_hand")));
  if (question.kind === "list") return drawList(question);
  const now = conflict ? saved[question.key] : "";
  return make("div", { className: "question", id: `q-${question.key}` },
    field(question, `f-${question.key}`, values[question.key], value => { values[question.key] = value; },
      now ? words("in_file", { value: now }) : ""));
}

function field(question, id, value, set, more = "") {
  const told = () => { tell(); document.getElementById(`${id}-wrong`)?.remove(); input.removeAttribute("aria-invalid"); };
  const describing = [question.help || question.example || more ? `${id}-help` : null].filter(Boolean).join(" ");
  const common = { id, "aria-describedby": describing || null, "aria-required": question.required ? "true" : null };
  const shown = question.choices.find(choice => choice[0] === value)?.[1] ?? value;
  let input, extra = null;
  if (question.kind === "yes-no") {
    input = make("input", { ...common, type: "checkbox", checked: value === "yes", on: { change: () => { set(input.checked ? "yes" : ""); told(); } } });
    return make("div", { className: "field check" }, input, make("label", { htmlFor: id }, question.ask));
  }
  if (question.kind === "text") input = make("textarea", { ...common, rows: 2, value });
  else if (question.kind === "choice" && !question.free) input = make("select", common,
    make("option", { value: "" }, words("choose")),
    question.choices.map(([key, title]) => make("option", { value: key, selected: key === value }, title)),
    value && !question.choices.some(choice => choice[0] === value) ? make("option", { value, selected: true }, value) : null);
  else {
    const kinds = { date: /^(\d{4}-\d\d-\d\d)?$/, time: /^(\d\d:\d\d)?$/ };
    const type = kinds[question.kind]?.test(value) ? question.kind : "text";
    input = make("input", { ...common, type, value: shown, autocomplete: "off", spellcheck: type === "text" });
    if (question.choices.length) {
      input.setAttribute("list", `${id}-choices`);
      extra = make("datalist", { id: `${id}-choices` }, question.choices.map(choice => make("option", { value: choice[1] })));
    }
    if (question.kind === "color") {
      extra = make("span", { className: "swatch", "aria-hidden": "true" });
      extra.style.backgroundColor = value || "transparent";
    }
  }
  const key = text => question.choices.find(choice => choice[1] === text)?.[0] ?? text;
  input.addEventListener("input", () => {
    set(question.kind === "choice" ? key(input.value) : input.value);
    if (question.kind === "color" && extra) extra.style.backgroundColor = input.value;
    told();
  });
  const help = [question.help, question.example && question.kind !== "date" ? words("example", { example: question.example }) : "", more].filter(Boolean);
  return make("div", { className: "field" },
    make("label", { htmlFor: id }, question.ask, question.required ? make("span", { className: "needed" }, words("required")) : null),
    help.length ? make("div", { className: "help", id: `${id}-help` }, help.map(text => make("p", {}, text))) : null,
    make("div", { className: "input" }, input, extra));
}

function drawList(question) {
  const entries = values[question.key];
  const redraw = (focus, stay = false) => {
    document.getElementById(`q-${question.key}`).replaceWith(drawList(question));
    tell();
    document.getElementById(focus)?.focus({ preventScroll: stay });
  };
  const remove = n => {
    entries.splice(n, 1);
    redraw(n < entries.length ? `remove-${question.key}-${n}` : `add-${question.key}`, true);
  };
  const add = fields => {
    const blank = Object.fromEntries(question.fields.map(inner => [inner.key, ""]));
    const known = Object.fromEntries(Object.entries(fields).filter(([name]) => name in blank));
    entries.push({ at: null, ...blank, ...known });
    redraw(`f-${question.key}-${entries.length - 1}-${question.fields[0].key}`);
  };
  const has = suggestion => entries.some(entry => question.fields.filter(inner => inner.required).every(inner => entry[inner.key] === suggestion[inner.key]));
  const left = question.suggestions.filter(suggestion => !has(suggestion));
  return make("div", { className: "question list", id: `q-${question.key}`, role: "group", "aria-labelledby": `l-${question.key}` },
    make("h4", { id: `l-${question.key}` }, question.ask), question.help ? make("p", { className: "help" }, question.help) : null,
    entries.map((entry, n) => {
      const legend = make("legend", {}, called(question, entry, n));
      const set = (key, value) => {
        entry[key] = value;
        legend.textContent = called(question, entry, n);
      };
      return make("fieldset", {}, legend,
        make("div", { className: "fields" }, question.fields.map(inner =>
          field(inner, `f-${question.key}-${n}-${inner.key}`, entry[inner.key] ?? "", value => set(inner.key, value)))),
        make("button", { type: "button", id: `remove-${question.key}-${n}`, className: "quiet small", on: { click: () => remove(n) } },
          words("remove", { item: question.item.toLowerCase(), number: n + 1 })));
    }),
    make("div", { className: "adding" },
      make("button", { type: "button", id: `add-${question.key}`, className: "quiet", on: { click: () => add({}) } },
        words("add", { item: question.item.toLowerCase() })),
      left.length ? make("p", { className: "fine" }, words("suggestions")) : null,
      left.map(suggestion => make("button", { type: "button", className: "quiet small", on: { click: () => add(suggestion) } },
        words("add_suggestion", { text: describe(question, suggestion) })))));
}

// An entry by its number and by what it is, as people call it: “Handoff 2: clinician → front desk, at checkout”.
function called(question, entry, n) {
  const name = describe(question, entry);
  return words(name ? "entry_named" : "entry", { item: question.item, number: n + 1, name });
}

function describe(question, entry) {
  const title = (name, value) => question.fields.find(inner => inner.key === name)?.choices.find(choice => choice[0] === value)?.[1] ?? value;
  const people = [title("giver", entry.giver), title("receiver", entry.receiver), title("who", entry.who)].filter(Boolean).join(" → ");
  if (people) return [people, entry.when].filter(Boolean).join(", ");
  if (entry.session) return [/^\d{4}-\d\d-\d\d$/.test(entry.date) ? day(entry.date) : "", entry.place].filter(Boolean).join(", ");
  return entry[question.fields[0].key];
}

function tell(text = "") {
  const count = dirty().length;
  document.getElementById("save").disabled = count === 0;
  document.getElementById("discard").hidden = count === 0;
  const line = document.getElementById("save-state");
  const next = text || (count ? words(count === 1 ? "unsaved_one" : "unsaved", { count }) : words("nothing_to_save"));
  if (line.textContent !== next) line.textContent = next;
}

function reach() {
  if (!target || !form) return;
  const wanted = questions().find(question => target.startsWith(question.key));
  const place = wanted && document.getElementById(`q-${wanted.key}`);
  target = "";
  const empty = place && [...place.querySelectorAll("input:not([type=checkbox]), textarea, select")].find(input => !input.value);
  (empty ?? place?.querySelector("input, textarea, select, button"))?.focus();
  place?.scrollIntoView({ block: "center" });
}

// --- saving

function discard() {
  values = copy(saved);
  notice = "";
  draw();
  document.getElementById("save").focus();
}

async function save(event) {
  event.preventDefault();
  const keys = dirty();
  if (!keys.length) return;
  tell(words("saving"));
  document.getElementById("save").disabled = true;
  let answer;
  try {
    answer = await fetch("/form", {
      method: "POST", headers: { "content-type": "application/json" },
      body: JSON.stringify({ revision: form.revision, answers: Object.fromEntries(keys.map(key => [key, values[key]])) }),
    });
  } catch {
    return tell(words("stopped"));
  }
  const told = await answer.json().catch(() => ({ problems: [String(answer.status)] }));
  if (answer.status === 409) return load();
  if (!answer.ok) return showWrong(told);
  saved = copy(values);
  notice = "";
  document.getElementById("form-notice").hidden = true;
  await load();
  tell(words("saved"));
}

function showWrong(told) {
  for (const old of document.querySelectorAll(".wrong")) old.remove();
  const wrong = Object.entries(told.wrong ?? {});
  let first = null;
  for (const [key, text] of wrong) {
    const id = `f-${key.replace(/\.(\d+)\.(\w+)$/, "-$1-$2")}`;
    const input = document.getElementById(id);
    const place = input?.closest(".field") ?? document.getElementById(`q-${key}`);
    place?.append(make("p", { className: "wrong", id: `${id}-wrong` }, text));
    input?.setAttribute("aria-invalid", "true");
    if (input) input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${id}-wrong`.trim());
    first ??= input;
  }
  tell(wrong.length ? words("form_wrong", { count: wrong.length }) : words("form_problems"));
  if (told.problems?.length) {
    const box = document.getElementById("form-notice");
    box.hidden = false;
    box.replaceChildren(make("p", {}, words("form_problems")), make("pre", {}, told.problems.join("\n\n")));
    box.scrollIntoView({ block: "center" });
  }
  first?.focus();
}

addEventListener("beforeunload", event => {
  if (form && state.seen && dirty().length) event.preventDefault();
});
