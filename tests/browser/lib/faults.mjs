// What went wrong behind a page that looked well?

/** Collects errors of scripts, refused parts of pages, faults of the server, and calls to other machines. */
export class Faults {
  #found = [];
  #allowed = new Set();

  /** Another server of this journey may be asked as well. */
  allow(host) {
    this.#allowed.add(host);
  }

  /** Listens to every page of a context. */
  watch(context, baseUrl) {
    const { host } = new URL(baseUrl);
    context.on("console", (message) => {
      // The browser also writes a line for every answer of 400 and above; answers are judged below instead.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
        this.#add(message.page()?.url(), message.text());
      }
    });
    context.on("weberror", (event) => this.#add(event.page()?.url(), String(event.error())));
    context.on("response", (response) => {
      const request = response.request();
      // A form with mistakes and a page that is not there are proper answers, when they are whole pages.
      const proper = request.resourceType() === "document" && response.status() < 500;
      if (response.status() >= 400 && !proper) {
        this.#add(request.frame().url(), `${response.status()} ${request.method()} ${response.url()}`);
      }
    });
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.host !== host && !this.#allowed.has(url.host)) {
        this.#add(request.frame().url(), `asks another machine: ${request.url()}`);
      }
    });
  }

  /** Fails if anything was found, and tells it. */
  none() {
    if (this.#found.length > 0) {
      throw new Error(this.#found.join("\n"));
    }
  }

  #add(where, what) {
    this.#found.push(`${where ?? "(no page)"}: ${what}`);
  }
}
