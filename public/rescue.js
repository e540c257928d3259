// Saves what Plumbline keeps in this browser, without WebAssembly: for the day
// when the app does not start. Reads only.

(() => {
  "use strict";

  const state = document.getElementById("state");
  const all = document.getElementById("all");
  const list = document.getElementById("records");

  /** Offers a text as a download. */
  const save = (name, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  /** What a record is, in words, where its envelope says so. */
  const describe = (key, text) => {
    try {
      const { data } = JSON.parse(text);
      const name = data?.properties?.name ?? data?.name;
      if (typeof name === "string") return `${name} (${key})`;
    } catch {
      // A damaged record is worth saving all the same.
    }
    return key;
  };

  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith("plumbline/")).sort();
    const records = Object.fromEntries(keys.map((key) => [key, localStorage.getItem(key)]));
    const day = new Date().toISOString().slice(0, 10);
    state.textContent =
      keys.length === 0 ? "Plumbline keeps nothing in this browser." : `Found ${keys.length} records.`;
    all.hidden = keys.length === 0;
    all.addEventListener("click", () =>
      save(`plumbline-rescue-${day}.json`, JSON.stringify({ format: "plumbline-rescue", version: 1, records }, null, 1)),
    );
    for (const key of keys) {
      const item = document.createElement("li");
      const name = document.createElement("span");
      const button = document.createElement("button");
      name.textContent = describe(key, records[key]);
      button.type = "button";
      button.textContent = "Save";
      button.setAttribute("aria-label", `Save ${name.textContent}`);
      button.addEventListener("click", () => save(`${key.replaceAll("/", "-")}.json`, records[key]));
      item.append(name, button);
      list.append(item);
    }
  } catch (error) {
    state.textContent = `This browser does not let the page read its storage: ${error.message}`;
  }
})();
