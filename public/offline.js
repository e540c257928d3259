// Beside the app, once the first page stands: has the site kept for days without
// a network (public/sw.js does it), offers new versions, and writes down what
// this page asks the network for.
//
// Tells the app by the event `plumbline:offline` on the window, with everything
// it knows as JSON in `detail` (the app reads it in src/ui/state/offline.rs), and
// does what the event `plumbline:wish` says in its `detail`: "tell", "look" for a
// new version, "take" it over, "again" fetch what is missing.

(() => {
  "use strict";

  const version = document.querySelector('meta[name="plumbline:version"]').content;
  const workers = navigator.serviceWorker;
  /** An hour: often enough for a tab that is open for days. */
  const PATIENCE = 3_600_000;
  /** How long a worker may be silent before it counts as gone. */
  const SILENCE = 10_000;

  const folder = new URL("./", location.href).href;
  const known = { folder, version, copy: "underway", update: "none", files: 0, why: "", requests: [] };
  let registration;
  let asked = Date.now();
  let announced = false;

  const tell = (news) => {
    Object.assign(known, news);
    if (announced) return;
    // One event for everything that happens at once.
    announced = true;
    setTimeout(() => {
      announced = false;
      dispatchEvent(new CustomEvent("plumbline:offline", { detail: JSON.stringify(known) }));
    });
  };

  // --- What was asked for ---------------------------------------------------

  const seen = new Set();
  const note = (entries, by) => {
    for (const { name, entryType, initiatorType, transferSize, encodedBodySize, workerStart, startTime } of entries) {
      const address = new URL(name, location.href);
      const key = `${by} ${name} ${startTime}`;
      if (!/^http/.test(address.protocol) || seen.has(key)) continue;
      seen.add(key);
      const whole = address.href.split("#")[0];
      known.requests.push({
        address: whole.startsWith(folder) ? whole.slice(folder.length) || "./" : whole,
        own: address.origin === location.origin,
        kind: entryType === "navigation" ? "page" : initiatorType || "",
        by,
        // Nothing came over the network for what a cache had.
        sent: transferSize ?? null,
        size: encodedBodySize ?? null,
        kept: workerStart > 0 && !transferSize,
      });
    }
    tell({});
  };
  note(performance.getEntriesByType("navigation"), "page");
  try {
    new PerformanceObserver((list) => note(list.getEntries(), "page")).observe({ type: "resource", buffered: true });
  } catch {
    note(performance.getEntriesByType("resource"), "page");
  }

  // --- The copy and its versions --------------------------------------------

  /** Asks a worker; `undefined` where it does not answer. */
  const ask = (worker, act) =>
    new Promise((answer) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = (event) => answer(event.data);
      setTimeout(answer, SILENCE);
      worker.postMessage({ act, version }, [port2]);
    });

  /** Finds out how things stand. */
  const settle = async () => {
    const worker = registration.active;
    if (worker?.state !== "activated") return;
    let state = await ask(worker, "state");
    if (state?.missing) {
      tell({ copy: "underway" });
      state = await ask(worker, "mend");
    }
    const news = { copy: state && !state.missing ? "ready" : "failed", files: state?.files ?? 0 };
    if (registration.waiting || (state && state.version !== version)) news.update = "ready";
    tell(news);
    note(state?.requests ?? [], "worker");
  };

  /** Follows a new version until it is here or could not be had. */
  const follow = (worker) => {
    if (!worker || followed.has(worker)) return;
    followed.add(worker);
    const first = !registration.active || worker === registration.active;
    if (worker.state === "installing") tell(first ? { copy: "underway" } : { update: "underway" });
    let whole = worker.state !== "installing";
    worker.addEventListener("statechange", () => {
      whole ||= worker.state === "installed";
      if (whole) settle();
      else tell(first ? { copy: "failed" } : { update: "failed" });
    });
  };
  const followed = new Set();

  /** Asks the host whether there is a new version. */
  const look = async () => {
    asked = Date.now();
    tell({ update: "looking" });
    try {
      await registration.update();
      if (!registration.installing && known.update === "looking") tell({ update: "newest" });
      settle();
    } catch {
      tell({ update: "unreachable" });
    }
  };

  /** Goes over to the new version; unsaved changes are the app's business. */
  const take = () => {
    const reload = () => location.reload();
    workers.addEventListener("controllerchange", reload);
    if (!registration.waiting) return reload();
    registration.waiting.postMessage({ act: "take over", version });
    setTimeout(() => {
      workers.removeEventListener("controllerchange", reload);
      tell({ update: "stuck" });
    }, SILENCE);
  };

  const wishes = { tell: () => tell({}), look, take, again: () => start() };
  addEventListener("plumbline:wish", (event) => {
    if (registration || !["look", "take"].includes(event.detail)) wishes[event.detail]?.();
  });

  const start = async () => {
    if (!version) return tell({ copy: "off" });
    if (!workers) return tell({ copy: isSecureContext ? "impossible" : "insecure" });
    tell({ copy: "underway", why: "" });
    try {
      const made = await workers.register("sw.js", { updateViaCache: "none" });
      if (!made) throw new Error("it is switched off");
      // After a failure it may be another one.
      if (made !== registration) made.addEventListener("updatefound", () => follow(made.installing));
      registration = made;
      [registration.installing, registration.waiting, registration.active].forEach(follow);
      settle();
    } catch (error) {
      tell({ copy: "impossible", why: String(error.message ?? error) });
    }
  };

  workers?.addEventListener("message", ({ data }) => {
    if (data?.failed) tell({ why: `${data.failed}: ${data.why}` });
  });
  workers?.addEventListener("controllerchange", () => registration && settle());
  document.addEventListener("visibilitychange", () => {
    if (registration && !document.hidden && Date.now() - asked > PATIENCE) look();
  });
  start();
})();
