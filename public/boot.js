// Starts the app, and says so in plain words when it cannot start or has stopped.
//
// Trunk writes the addresses of the app into <meta name="plumbline:js"> and
// <meta name="plumbline:wasm"> (pattern_script in Trunk.toml). The app mounts
// itself into #app; when it has, #boot goes away. On a panic the app sends the
// event `plumbline:panic` to the window, with the message as its `detail`.
//
// A classic script, so that it also runs where modules do not load.

(() => {
  "use strict";

  const boot = document.getElementById("boot");
  const panic = document.getElementById("panic");

  /** The absolute address Trunk wrote into the page under this name. */
  const address = (name) =>
    new URL(document.querySelector(`meta[name="plumbline:${name}"]`).content, document.baseURI).href;

  /** The hash that the build computed for the file at this address, if there is one. */
  const integrity = (url) =>
    [...document.querySelectorAll("link[data-integrity]")].find((link) => link.href === url)?.dataset
      .integrity ?? "";

  /** An element with text, and attributes where given. */
  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  /** Replaces the loading sentence by what went wrong and the ways on. */
  const failed = (sentence, error) => {
    if (error) console.error("Plumbline did not start:", error);
    const again = element("button", "Try again", { type: "button" });
    again.addEventListener("click", () => location.reload());
    const ways = element("p", "");
    ways.append(again, " ", element("a", "Open the rescue page", { href: "rescue.html" }));
    boot.setAttribute("role", "alert");
    boot.dataset.state = "failed";
    boot.replaceChildren(
      element("h1", "Plumbline could not start"),
      element("p", sentence),
      element("p", "Your reviews are still in this browser. The rescue page can save them to a file."),
      ways,
    );
  };

  /** Shows the banner that the app has stopped, once. */
  const stopped = (message) => {
    boot.remove();
    if (!panic.hidden) return;
    document.getElementById("panic-message").textContent = String(message ?? "");
    panic.hidden = false;
  };

  document.getElementById("panic-reload").addEventListener("click", () => location.reload());
  addEventListener("plumbline:panic", (event) => stopped(event.detail));
  // A trap (an exhausted stack, say) runs no panic hook, but the app is as dead.
  const trapped = (error) => {
    const trap = typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError;
    if (trap) stopped(error.message);
    return trap;
  };
  addEventListener("error", (event) => trapped(event.error));
  addEventListener("unhandledrejection", (event) => trapped(event.reason));

  /** Loads and starts the app; the page goes on when its `main` has returned. */
  const start = async () => {
    const wasm = address("wasm");
    const file = fetch(wasm, { integrity: integrity(wasm) }).then((response) => {
      if (!response.ok) throw new Error(`${wasm} was answered with ${response.status}`);
      return response;
    });
    // Whichever fails first is reported; the other must not be an unhandled rejection.
    file.catch(() => {});
    const app = await import(address("js"));
    await app.default({ module_or_path: file });
    boot.remove();
  };

  if (location.protocol === "file:") {
    failed("The page was opened as a file. Browsers run it only from a web server: cargo xtask serve starts one.");
  } else if (typeof WebAssembly !== "object") {
    failed("This browser has no WebAssembly, or it is switched off, as some hardened modes do.");
  } else {
    start().catch((error) => {
      if (!trapped(error) && panic.hidden) failed("A part of the page did not arrive, or something blocked it.", error);
    });
  }
})();
