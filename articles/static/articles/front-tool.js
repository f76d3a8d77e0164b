/* The front page tool while one drags. Every step is the form itself, sent with the button that does the same, so the
   server alone knows how pins move; this swaps in what it answers. Without it each button loads the page. */

const FAR = 6; // pixels before a press is a drag
const EDGE = 60; // pixels from the edge of the window where it begins to scroll
const PAUSE = 350; // milliseconds after the last key before the search goes out
const QUARTER = 15 * 60 * 1000;

const said = document.getElementById("front-said");
let form = document.getElementById("front-tool");
let asked = 0;

async function send(verb, extra = {}) {
  const fields = new FormData(form);
  fields.set("do", verb);
  fields.set("csrfmiddlewaretoken", token() ?? fields.get("csrfmiddlewaretoken"));
  for (const [name, value] of Object.entries(extra)) fields.set(name, value);
  const number = ++asked; // only the last question counts: an answer that comes after a later one is dropped
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (number === asked) show(page, verb, answer);
  } catch {
    if (number === asked) stay("The desk did not answer. Nothing is lost: try again.");
  }
}

function show(page, verb, answer) {
  const [tool, conflict] = ["front-tool", "front-conflict"].map((id) => page.getElementById(id));
  if (tool) swap(tool, verb);
  else if (conflict) {
    document.querySelector("main").replaceWith(document.adoptNode(conflict.closest("main")));
    document.getElementById("front-conflict").addEventListener("submit", () => (leaving = true));
  } else if (answer.redirected || [401, 403].includes(answer.status)) {
    stay("You are not signed in any more. Sign in in another window, then do this again: nothing is lost.");
  } else stay("The desk could not do this. Nothing is lost: try again.");
}

function stay(words) {
  form.removeAttribute("aria-busy");
  tell(words, true);
}

/* Whoever signs in anew, in another window, has another token than the one that came with this page. */
function token() {
  return document.cookie.match(/(?:^|; )(?:__Host-)?csrf=([^;]+)/)?.[1];
}

function swap(fresh, verb) {
  const kept = remember(verb);
  form.replaceWith(document.adoptNode(fresh));
  form = fresh;
  begin();
  bring(kept);
  tell([...form.querySelectorAll("[data-said], .messagelist li")].map((line) => line.textContent).join(" "));
}

/* Where the eyes and the fingers are, so that they are there again: the list, the field, the place of the story. */
function remember(verb) {
  const focused = document.activeElement;
  const [name, place] = verb.split(":");
  return {
    scrolled: form.querySelector(".candidates")?.scrollTop ?? 0,
    typed: focused?.name === "q" ? focused.value : null,
    id: focused?.id,
    slot: name === "place" ? place : focused?.closest("[data-slot]")?.dataset.slot,
    step: focused?.closest(".slot-more") && focused.dataset.step,
  };
}

function bring({ scrolled, typed, id, slot, step }) {
  const list = form.querySelector(".candidates");
  if (list) list.scrollTop = scrolled;
  if (typed !== null) {
    const field = form.querySelector("[name=q]");
    field.value = typed;
    return field.focus();
  }
  const more = slot && form.querySelector(`[data-slot="${slot}"] .slot-more`);
  if (more && step) more.open = true;
  const found = [step && more?.querySelector(`[data-step="${step}"]`), id && document.getElementById(id)];
  const next = found.find((element) => element && (element.checkVisibility?.() ?? true)) ?? more?.querySelector("summary");
  next?.focus({ preventScroll: true });
}

function tell(words, isTrouble = false) {
  said.textContent = words;
  said.classList.toggle("visually-hidden", !isTrouble);
}

/* Buttons of the form ------------------------------------------------------------------------------------------- */

function onSubmit(event) {
  const button = event.submitter;
  if (button?.hasAttribute("formaction")) return; // another page: history, or the page as a reader
  event.preventDefault();
  send(button?.value ?? "look");
}

/* Search while typing, and the clock line that can be pressed ---------------------------------------------------- */

let pause;

function onInput(event) {
  if (event.target.name !== "q") return;
  clearTimeout(pause);
  pause = setTimeout(() => send("search"), PAUSE);
}

function onClock(event) {
  const line = event.currentTarget;
  const box = line.getBoundingClientRect();
  const [begins, ends] = [Date.parse(line.dataset.begins), Date.parse(line.dataset.ends)];
  const moment = begins + ((event.clientX - box.left) / box.width) * (ends - begins);
  send(`go:${new Date(Math.round(moment / QUARTER) * QUARTER).toISOString()}`);
}

/* Keyboard: Enter on a story takes it up, Enter on a place puts it down, Escape lets go --------------------------- */

function onKey(event) {
  const { target, key } = event;
  if (key === "Escape") {
    if (drag) return drop(null);
    const open = target.closest(".slot-more[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
      return;
    }
    const chosen = form.querySelector("[name=story]:checked");
    if (chosen) {
      chosen.checked = false;
      chosen.focus();
      tell("Nothing is chosen.");
    }
  } else if (key === "Enter" && target.name === "story") {
    event.preventDefault();
    target.checked = true;
    form.querySelector(".place-here").focus();
    tell("Choose its place: Tab or the arrow keys go from place to place, Enter puts it down, Escape lets go.");
  } else if (target.classList?.contains("place-here") && key.startsWith("Arrow")) {
    event.preventDefault();
    const places = [...form.querySelectorAll(".place-here")];
    const step = key === "ArrowDown" || key === "ArrowRight" ? 1 : -1;
    places[(places.indexOf(target) + step + places.length) % places.length].focus();
  }
}

/* Pointer: a story is dragged to a place, or from its place back to the list ------------------------------------- */

let drag = null;

function onDown(event) {
  const source = event.target.closest(".candidate, .slot[data-story]");
  const isControl = event.target.closest("button, summary, input, select, .slot-more > div");
  if (!source || isControl || event.button || drag) return;
  // A finger scrolls the page; it drags by the handle alone.
  if (event.pointerType === "touch" && !event.target.closest(".grip")) return;
  drag = { source, x: event.clientX, y: event.clientY, pointer: event.pointerId, ghost: null, over: null };
  window.addEventListener("pointermove", onMove);
  window.addEventListener("pointerup", onUp);
  window.addEventListener("pointercancel", onCancel);
}

function onMove(event) {
  if (!drag || event.pointerId !== drag.pointer) return;
  if (!drag.ghost) {
    if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR) return;
    lift();
  }
  event.preventDefault();
  drag.ghost.style.transform = `translate(${event.clientX + 8}px, ${event.clientY + 8}px)`;
  const found = document.elementFromPoint(event.clientX, event.clientY);
  over(found?.closest(".slot") ?? (drag.source.matches(".slot-pinned") ? found?.closest(".candidates") : null) ?? null);
  if (event.clientY < EDGE) window.scrollBy(0, -12);
  else if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, 12);
}

function lift() {
  drag.ghost = document.createElement("p");
  drag.ghost.className = "ghost headline";
  drag.ghost.textContent = drag.source.querySelector(".headline").textContent;
  document.body.append(drag.ghost);
  drag.source.classList.add("lifted");
  document.documentElement.classList.add("dragging");
}

function over(target) {
  if (drag.over === target) return;
  drag.over?.classList.remove("over");
  drag.over = target === drag.source ? null : target;
  drag.over?.classList.add("over");
}

function onUp(event) {
  if (event.pointerId === drag?.pointer) drop(drag.over);
}

function onCancel(event) {
  if (event.pointerId === drag?.pointer) drop(null);
}

function drop(target) {
  const { source, ghost } = drag;
  window.removeEventListener("pointermove", onMove);
  window.removeEventListener("pointerup", onUp);
  window.removeEventListener("pointercancel", onCancel);
  document.documentElement.classList.remove("dragging");
  source.classList.remove("lifted");
  drag.over?.classList.remove("over");
  ghost?.remove();
  drag = null;
  if (!ghost) return;
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }));
  const story = source.dataset.story;
  if (target?.matches(".slot")) send(`place:${target.dataset.slot}:${story}`);
  else if (target) send(`take:${story}`);
}

/* The click that follows a drag is none. */
function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

/* ---------------------------------------------------------------------------------------------------------------- */

let leaving = false;

function begin() {
  form.addEventListener("submit", onSubmit);
  form.addEventListener("input", onInput);
  form.addEventListener("keydown", onKey);
  form.addEventListener("pointerdown", onDown);
  form.addEventListener("dragstart", (event) => event.preventDefault()); // the browser's own, of pictures
  form.querySelector(".clock-line").addEventListener("click", onClock);
  form.classList.add("by-hand");
  for (const element of form.querySelectorAll(".by-script")) element.hidden = false;
  for (const source of form.querySelectorAll(".candidate label, .slot[data-story] header")) {
    if (form.querySelector(".candidates")) source.prepend(grip());
  }
}

function grip() {
  const handle = document.createElement("span");
  handle.className = "grip";
  handle.setAttribute("aria-hidden", "true");
  return handle;
}

window.addEventListener("beforeunload", (event) => {
  if (form.hasAttribute("data-changed") && !leaving) event.preventDefault();
});

begin();
