// The page as readers will see it, beside the form: drawn by the server from what stands in the fields, again whenever
// they change, and put into the frame without moving it. The frame runs no script.

const PAUSE = 700; // ms without a change before the page is drawn again

class Preview {
  constructor(opener) {
    this.address = opener.formAction;
    this.form = opener.form;
    this.opener = opener;
    this.pane = null;
    this.drawn = "";
    this.seen = "";
    opener.setAttribute("aria-expanded", "false");
    // Without this the button opens the page in a tab.
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      if (this.pane) this.close();
      else this.open();
    });
  }

  open() {
    this.pane = document.createElement("section");
    this.pane.className = "preview-pane is-phone";
    this.pane.setAttribute("aria-label", "Preview");
    this.frame = document.createElement("iframe");
    this.frame.title = "The page as readers will see it";
    // No script runs in it; links open in tabs of their own.
    this.frame.setAttribute("sandbox", "allow-same-origin allow-popups allow-popups-to-escape-sandbox");
    this.status = document.createElement("span");
    this.status.setAttribute("role", "status");
    const bar = document.createElement("div");
    bar.className = "preview-bar";
    this.widths = ["phone", "desktop"].map((width) => this.button(width === "phone" ? "Phone" : "Desktop", () => this.show(width)));
    bar.append(...this.widths, this.status, this.button("Close", () => this.close()));
    const stage = document.createElement("div");
    stage.className = "preview-stage";
    stage.append(this.frame);
    this.pane.append(bar, stage);
    document.body.append(this.pane);
    document.body.classList.add("has-preview");
    this.opener.setAttribute("aria-expanded", "true");
    new ResizeObserver(() => this.fit()).observe(stage);
    this.pane.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.show("phone");
    this.timer = setInterval(() => this.look(), PAUSE);
    this.draw();
    this.widths[0].focus();
  }

  close() {
    clearInterval(this.timer);
    this.pane.remove();
    this.pane = null;
    this.drawn = this.seen = "";
    document.body.classList.remove("has-preview");
    this.opener.setAttribute("aria-expanded", "false");
    this.opener.focus();
  }

  button(words, press) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = words;
    button.addEventListener("click", press);
    return button;
  }

  show(width) {
    this.pane.classList.toggle("is-phone", width === "phone");
    this.widths.forEach((button, place) => button.setAttribute("aria-pressed", String((place === 0) === (width === "phone"))));
    this.fit();
  }

  // A desktop page is drawn at its own width and made smaller as a whole, so that its columns are those of a desktop.
  fit() {
    if (!this.pane) return;
    const { clientWidth: room } = this.frame.parentElement;
    const width = this.pane.classList.contains("is-phone") ? 360 : 1280;
    this.frame.style.setProperty("--width", `${width}px`);
    this.frame.style.setProperty("--scale", String(Math.min(1, room / width)));
  }

  fields() {
    const data = new FormData(this.form);
    return new URLSearchParams([...data].filter(([, value]) => typeof value === "string"));
  }

  // Drawn when nothing has changed for the length of a pause.
  look() {
    const now = this.fields().toString();
    if (now === this.seen && now !== this.drawn) this.draw();
    this.seen = now;
  }

  async draw() {
    if (this.busy) return;
    this.busy = true;
    const fields = this.fields();
    const asked = fields.toString();
    try {
      const answer = await fetch(this.address, { method: "POST", body: fields, redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = await answer.text();
      if (this.pane) this.put(page);
      this.status.textContent = "";
    } catch {
      this.status.textContent = "Not drawn: no connection, or signed out.";
    } finally {
      this.drawn = asked;
      this.busy = false;
    }
  }

  put(page) {
    const inside = this.frame.contentDocument;
    const main = inside?.querySelector("main");
    if (!main) {
      this.frame.srcdoc = page;
      return;
    }
    // Only what has changed is replaced: the rest of the page stays, and with it where it was scrolled to.
    const fresh = new DOMParser().parseFromString(page, "text/html");
    inside.title = fresh.title;
    main.replaceWith(inside.adoptNode(fresh.querySelector("main")));
  }
}

function copying(button) {
  const field = button.parentElement.querySelector("input");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = "Copied";
  });
}

document.querySelectorAll("[data-preview]").forEach((opener) => new Preview(opener));
document.querySelectorAll("[data-copy]").forEach(copying);
