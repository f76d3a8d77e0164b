// Beside a date and a time: whose time it is, how far off, and whether the clocks of that place show it at all.
// The server says and checks the same; this says it while one types.

const MINUTE = 60_000;

function parts(zone, moment) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hourCycle: "h23",
    year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  });
  const found = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(found.year, found.month - 1, found.day, found.hour, found.minute);
}

// Minutes that the clocks of `zone` are ahead of UTC at `moment`.
function offset(zone, moment) {
  return Math.round((parts(zone, moment) - Math.floor(moment / MINUTE) * MINUTE) / MINUTE);
}

// The moments at which the clocks of `zone` show `typed`: none, one, or two; the first one first.
function moments(zone, typed) {
  const shown = Date.parse(`${typed}Z`);
  const offsets = new Set([-1440, 0, 1440].map((minutes) => offset(zone, shown + minutes * MINUTE)));
  const found = [...offsets].map((minutes) => shown - minutes * MINUTE);
  return found.filter((moment) => parts(zone, moment) === shown).sort((a, b) => a - b);
}

function place(zone, moment) {
  const minutes = offset(zone, moment);
  if (!minutes) return "UTC";
  const city = zone.split("/").pop().replaceAll("_", " ");
  const rest = Math.abs(minutes) % 60;
  const hours = Math.floor(Math.abs(minutes) / 60) + (rest ? `:${String(rest).padStart(2, "0")}` : "");
  return `${city}, UTC${minutes < 0 ? "−" : "+"}${hours}`;
}

function count(number, word) {
  return number ? `${number} ${word}${number === 1 ? "" : "s"}` : "";
}

function way(span) {
  const minutes = Math.round(Math.abs(span) / MINUTE);
  if (!minutes) return "now";
  const days = Math.floor(minutes / 1440);
  const words = days >= 2
    ? count(days, "day")
    : [count(Math.floor(minutes / 60), "hour"), count(minutes % 60, "minute")].filter(Boolean).join(" ");
  return span > 0 ? `in ${words}` : `${words} ago`;
}

function say(field) {
  const zone = field.dataset.moment;
  const input = field.querySelector("input");
  const output = field.querySelector("[data-moment-way]");
  const found = input.value ? moments(zone, input.value.slice(0, 16)) : [];
  const span = found.length ? found[0] - Date.now() : 0;
  field.querySelector("[data-moment-place]").textContent = place(zone, found[0] ?? Date.now());
  const isWrong = Boolean(input.value) && (!found.length || span <= 0);
  output.classList.toggle("is-alert", isWrong);
  if (!input.value) output.value = "";
  else if (!found.length) output.value = "The clocks leave this hour out. Choose a time before or after.";
  else if (span <= 0) output.value = `This time has passed: ${way(span)}.`;
  else if (found.length > 1) output.value = `${way(span)}; this hour comes twice in that night, and the first is taken`;
  else output.value = way(span);
}

for (const field of document.querySelectorAll("[data-moment]")) {
  field.addEventListener("input", () => say(field));
  say(field);
  setInterval(say, 20_000, field);
}
