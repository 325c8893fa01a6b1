// Packet and files: downloads for each session, and the pages of what is printed.
import { get, make, state, words } from "./page.js";

const KINDS = [[/-packet\./, "packet_file"], [/-handout\./, "handout_file"], [/-share\./, "share_file"],
  [/-invite\./, "invite_file"], [/\.pptx$/, "deck_file"]];
const ENDINGS = { pdf: "PDF", docx: "Word", ics: "iCalendar", md: "Text" };
const open = new Set();
let shown = -1, asked = 0;

const kind = name => KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? "other_file";
const size = bytes => bytes < 1e6 ? words("kilobytes", { size: Math.ceil(bytes / 1000) }) : words("megabytes", { size: (bytes / 1e6).toFixed(1) });

export async function openPapers(again = false) {
  const home = document.getElementById("papers");
  if (!state.seen || state.seen.version === 0) return setTimeout(openPapers, 300);
  if (!again && shown === state.seen.version) return;
  const mine = ++asked;
  home.replaceChildren(make("p", { className: "busy", role: "status" }, words("files_making")));
  let made;
  try {
    made = await get("/papers");
  } catch {
    made = { files: [], said: words("stopped"), version: -1 };
  }
  if (mine !== asked) return;
  shown = made.version;
  if (made.said) {
    shown = -1;
    home.replaceChildren(make("p", {}, words("files_failed")), make("pre", {}, made.said),
      make("button", { type: "button", on: { click: () => openPapers(true) } }, words("files_make")));
    return;
  }
  const stems = (state.seen.deck?.sessions ?? []).map(session => session.stem);
  const owner = name => stems.filter(stem => name.startsWith(`${stem}.`) || name.startsWith(`${stem}-`)).sort((a, b) => b.length - a.length)[0];
  home.replaceChildren(...(state.seen.deck?.sessions ?? []).map(session => make("section", { className: "paper-session" },
    make("h3", {}, session.of > 1 ? `${session.number}  ${session.topic}` : session.topic),
    make("ul", { className: "papers" }, made.files.filter(file => owner(file.name) === session.stem)
      .sort((a, b) => order(a.name) - order(b.name)).map(paper)))),
    state.seen.unseen ? make("p", { className: "fine" }, state.seen.unseen) : "");
}

const order = name => ["deck_file", "packet_file", "handout_file", "share_file", "invite_file", "other_file"].indexOf(kind(name)) * 2 + (name.endsWith(".docx") ? 1 : 0);

function paper(file) {
  const pages = make("div", { className: "pages", hidden: true, tabIndex: 0, role: "region", "aria-label": file.name });
  const label = () => words(file.pages === 1 ? "show_page" : "show_pages", { count: file.pages });
  const toggle = file.pages ? make("button", { type: "button", className: "quiet", "aria-expanded": "false" }, label()) : null;
  const set = visible => {
    pages.hidden = !visible;
    toggle.setAttribute("aria-expanded", String(visible));
    toggle.textContent = visible ? words("hide_pages") : label();
    if (visible) open.add(file.name);
    else open.delete(file.name);
    if (visible && !pages.childElementCount) pages.append(...Array.from({ length: file.pages }, (_, n) => make("img", {
      src: `/paper/${encodeURIComponent(file.name)}/${n + 1}?version=${shown}`, alt: words("page_alt", { name: file.name, number: n + 1 }), loading: "lazy", width: 1000, height: 1294,
    })));
  };
  toggle?.addEventListener("click", () => set(pages.hidden));
  if (toggle && open.has(file.name)) set(true);
  return make("li", {},
    make("div", { className: "line" },
      make("span", { className: "kind" }, words(kind(file.name)), " ", make("span", { className: "type" }, ENDINGS[file.name.split(".").pop()] ?? "")),
      make("a", { href: `/file/${encodeURIComponent(file.name)}`, download: file.name, "aria-label": words("download", { name: file.name }) }, file.name),
      make("span", { className: "fine size" }, size(file.bytes)), toggle ?? "",
      (state.seen.edited ?? []).includes(file.name) ? make("span", { className: "fine alone" }, words("deck_file_alone")) : ""), pages);
}
