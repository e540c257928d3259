// Saves what Plumbline keeps in this browser, without WebAssembly: for the day
// when the app does not start. Reads only.
//
// Written in the JavaScript of 2009, so that browsers which are too old for the
// app can still read it.

(function () {
  "use strict";

  var PREFIX = "plumbline/";
  /** What begins with this key, in words, in the order of the list. */
  var KINDS = [
    ["workload/", "Review"],
    ["workshop/", "Workshop that you run"],
    ["attending/", "Your answers for a workshop"],
    ["lens/", "Lens"],
    ["clash/", "The other version of an answer"],
    ["deleted/", "In the bin"],
    ["snapshot/", "Safety copy"],
    ["quarantine/", "Damaged record, set aside"],
    ["index", "The list of reviews"],
    ["marks", "What you marked in the library"],
    ["practice", "Flash cards and days of practice"],
    ["settings", "Settings"],
    ["theme", "Colors"],
    ["", "Another record"]
  ];

  function element(id) {
    return document.getElementById(id);
  }

  /** What is in a record, as far as it can be read. */
  function data(text) {
    try {
      return JSON.parse(text).data || {};
    } catch (damaged) {
      // It is worth saving all the same.
      return {};
    }
  }

  /** The name that a person gave to what is in a record. */
  function nameIn(text) {
    var it = data(text);
    if (typeof it.name === "string") return it.name;
    if (it.session && typeof it.session.name === "string") return it.session.name;
    // A review has its texts in one list; see src/storage/workload_codec.rs.
    try {
      var place = parseInt(it.now.properties.split(" ")[2], 36);
      if (typeof it.texts[place] === "string") return it.texts[place];
    } catch (other) {
      // Of another version, or no review at all.
    }
    return "";
  }

  /** What a record is, in words. */
  function describe(key, text, names) {
    var rest = key.slice(PREFIX.length);
    for (var kind = 0; rest.indexOf(KINDS[kind][0]) !== 0; kind += 1);
    var words = KINDS[kind][1];
    var id = rest.slice(KINDS[kind][0].length);
    var bin = /^deleted\/-?\d+\//.exec(rest);
    var name = nameIn(text) || (kind === 0 && names[id]) || "";
    if (bin) words = "Deleted, still in the bin";
    return { order: kind, words: name ? words + ": " + name : words, key: key };
  }

  /** The names of the reviews, as the list of them has it. */
  function listed(text) {
    var names = {};
    var entries = data(text || "").workloads || [];
    for (var at = 0; at < entries.length; at += 1) names[entries[at].id] = entries[at].name;
    return names;
  }

  function measure(characters) {
    return characters < 1000 ? characters + " B" : (characters / 1000).toFixed(1) + " kB";
  }

  /** Offers records as a download that Plumbline opens. */
  function save(name, records) {
    var text = JSON.stringify({ format: "plumbline-rescue", version: 1, records: records }, null, 1);
    var link = document.createElement("a");
    var urls = window.URL || window.webkitURL;
    if (!("download" in link) || !urls || typeof Blob !== "function") {
      element("text").hidden = false;
      element("copy").value = text;
      element("copy").select();
      return;
    }
    link.href = urls.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    setTimeout(function () {
      urls.revokeObjectURL(link.href);
    }, 10000);
  }

  /** One line of the list. */
  function row(record, text) {
    var item = document.createElement("li");
    var words = document.createElement("div");
    var name = document.createElement("span");
    var small = document.createElement("small");
    var button = document.createElement("button");
    name.textContent = record.words;
    small.textContent = measure(text.length) + " · " + record.key;
    words.appendChild(name);
    words.appendChild(small);
    button.type = "button";
    button.textContent = "Save";
    button.setAttribute("aria-label", "Save " + record.words);
    button.onclick = function () {
      var one = {};
      one[record.key] = text;
      save(record.key.replace(/[^\w.-]+/g, "-") + ".json", one);
    };
    item.appendChild(words);
    item.appendChild(button);
    return item;
  }

  /** Shows everything that is stored. */
  function list() {
    var records = {};
    var found = [];
    var total = 0;
    var key;
    var at;
    for (at = 0; at < localStorage.length; at += 1) {
      key = localStorage.key(at);
      if (key.indexOf(PREFIX) !== 0) continue;
      records[key] = localStorage.getItem(key);
    }
    var names = listed(records[PREFIX + "index"]);
    for (key in records) {
      total += records[key].length;
      found.push(describe(key, records[key], names));
    }
    found.sort(function (a, b) {
      return a.order - b.order || (a.words < b.words ? -1 : a.words > b.words ? 1 : 0);
    });
    for (at = 0; at < found.length; at += 1) element("records").appendChild(row(found[at], records[found[at].key]));
    element("state").textContent =
      found.length === 0
        ? "Plumbline keeps nothing in this browser. If you used another browser or another address, look there."
        : "Found " + found.length + (found.length === 1 ? " record, " : " records, ") + measure(total) + ".";
    element("all").hidden = found.length === 0;
    element("all").onclick = function () {
      save("plumbline-rescue-" + new Date().toISOString().slice(0, 10) + ".json", records);
    };
  }

  /** Forgets the copy of the program for days without a network, and nothing else. */
  function afresh() {
    var say = element("done");
    var registration;
    say.textContent = "One moment…";
    // Without a network nothing must be forgotten.
    fetch("sw.js", { cache: "reload" })
      .then(function (response) {
        if (!response.ok) throw new Error("the host answered " + response.status);
        return navigator.serviceWorker.getRegistration();
      })
      .then(function (found) {
        registration = found;
        return window.caches.keys();
      })
      .then(function (names) {
        var ours = names.filter(function (name) {
          return registration && name.indexOf("plumbline " + registration.scope + " ") === 0;
        });
        return Promise.all(
          ours.map(function (name) {
            return window.caches["delete"](name);
          })
        );
      })
      .then(function () {
        return registration && registration.unregister();
      })
      .then(function () {
        location.href = "./";
      })
      ["catch"](function (error) {
        say.textContent = "This did not work: " + error.message + ". Is there a network?";
      });
  }

  try {
    list();
  } catch (error) {
    element("state").textContent =
      "This browser does not let the page read its storage: " +
      error.message +
      " Allow this site to store data in the settings of the browser, then reload the page.";
  }
  if (typeof WebAssembly !== "object") {
    element("engine").textContent =
      "It needs WebAssembly, which this browser does not have or has switched off: it will not start here before that is changed.";
  }
  if (navigator.serviceWorker && window.caches) {
    element("fresh").hidden = false;
    element("afresh").onclick = afresh;
  }
})();
