// A report being written: every field is kept in the browser at once and saved on the server soon after, whatever happens
// to the line, the session or the machine. The page works without this; then «Next» saves.
(function () {
  "use strict";
  var form = document.getElementById("draft-form");
  var words = document.getElementById("draft-words");
  if (!form || !words) return;

  var AFTER_KEY = 2000; // milliseconds after the last key
  var RETRY = 10000;
  var HERE_TOGETHER = 8000;
  var HERE_ALONE = 20000;
  var prefix = "fordel.draft." + form.dataset.draft + "." + form.dataset.person + ".";
  var pending = {}; // key -> {value, base, chooses, at}
  var sending = null;
  var timer = null;
  var retryTimer = null;
  var hereTimer = null;
  var since = parseInt(form.dataset.since, 10) || 0; // the revision of the draft that this page has seen
  var lastSaved = "";
  var closed = false;
  var focusedKey = "";
  var status = document.querySelector("[data-save-state]");
  var statusWords = document.querySelector("[data-save-words]");
  var presence = document.querySelector("[data-presence]");

  function fieldsOf(key) {
    return form.elements.namedItem(key);
  }
  function each(found, run) {
    if (!found) return;
    if (found instanceof RadioNodeList) Array.prototype.forEach.call(found, run);
    else run(found);
  }
  function firstOf(key) {
    var found = fieldsOf(key);
    return found instanceof RadioNodeList ? found[0] : found;
  }
  function isField(element) {
    return element && element.dataset && element.dataset.version !== undefined && element.name;
  }
  function valueOf(key) {
    var found = fieldsOf(key);
    var first = firstOf(key);
    if (!first) return null;
    if (first.type === "checkbox") {
      var chosen = [];
      each(found, function (box) { if (box.checked) chosen.push(box.value); });
      return chosen;
    }
    if (first.type === "radio") {
      var value = "";
      each(found, function (radio) { if (radio.checked) value = radio.value; });
      return value;
    }
    return first.value;
  }
  function putIn(key, value) {
    var first = firstOf(key);
    if (!first) return;
    if (first.type === "checkbox" || first.type === "radio") {
      var chosen = Array.isArray(value) ? value : [value];
      each(fieldsOf(key), function (box) { box.checked = chosen.indexOf(box.value) >= 0; });
    } else {
      first.value = value === null ? "" : value;
      first.dispatchEvent(new Event("put")); // an editor shows it (rich_text.js)
      countLeft(first);
      sumUp(first);
    }
  }
  function versionOf(key) {
    var first = firstOf(key);
    return first ? parseInt(first.dataset.version, 10) || 0 : 0;
  }
  function setVersion(key, version) {
    each(fieldsOf(key), function (field) { field.dataset.version = version; });
    var hidden = form.elements.namedItem("v." + key);
    if (hidden) hidden.value = version;
  }
  function isHtml(key) {
    var first = firstOf(key);
    return !!first && first.dataset.html !== undefined;
  }
  function same(a, b) {
    return JSON.stringify(a) === JSON.stringify(b);
  }

  // --- the browser's own store: written at every key, removed when the server has answered
  function keep(key) {
    try {
      localStorage.setItem(prefix + key, JSON.stringify(pending[key]));
    } catch (error) {
      // no room, or not allowed: the server is asked all the same
    }
  }
  function forget(key) {
    try {
      localStorage.removeItem(prefix + key);
    } catch (error) {
      // nothing was kept
    }
  }
  function recover() {
    var found = false;
    try {
      for (var index = localStorage.length - 1; index >= 0; index -= 1) {
        var name = localStorage.key(index);
        if (name.indexOf(prefix) !== 0) continue;
        var key = name.slice(prefix.length);
        var kept = JSON.parse(localStorage.getItem(name));
        pending[key] = kept;
        found = true;
        if (firstOf(key) && !same(valueOf(key), kept.value)) putIn(key, kept.value);
      }
    } catch (error) {
      return;
    }
    if (found) {
      say("unsaved", words.dataset.restored);
      flush();
    }
  }

  // --- what is said about saving
  function icon(name) {
    var place = status.querySelector(".save-icon");
    var template = document.getElementById("icon-" + name);
    if (place && template) place.replaceChildren(template.content.cloneNode(true));
  }
  function say(state, text) {
    if (!status) return;
    if (status.dataset.saveState !== state) icon(state === "saving" ? "unsaved" : state);
    status.dataset.saveState = state;
    if (statusWords.textContent !== text) statusWords.textContent = text;
    var again = document.getElementById("save-again");
    if (state === "failed" && !again) {
      again = document.createElement("button");
      again.type = "button";
      again.id = "save-again";
      again.className = "link-button";
      again.textContent = words.dataset.try;
      again.addEventListener("click", function () { flush(); });
      status.after(again);
    } else if (state !== "failed" && again) {
      again.remove();
    }
  }
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (_all, name) { return values[name]; });
  }
  function failed(text) {
    say("failed", text || fill(words.dataset.offline, { time: lastSaved || startedAt }));
    clearTimeout(retryTimer);
    if (!closed) retryTimer = setTimeout(flush, RETRY * (0.7 + 0.6 * Math.random())); // not everybody at once
  }
  var startedAt = new Date().toLocaleTimeString("nb", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");

  // --- saving
  function token() {
    var match = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return match ? match[1] : form.elements.namedItem("csrfmiddlewaretoken").value;
  }
  function changed(key) {
    var known = pending[key];
    pending[key] = { value: valueOf(key), base: known ? known.base : versionOf(key) };
    keep(key);
    say("unsaved", words.dataset.unsaved);
    clearTimeout(timer);
    timer = setTimeout(flush, firstOf(key).dataset.decides === undefined ? AFTER_KEY : 0);
  }
  function flush() {
    clearTimeout(timer);
    clearTimeout(retryTimer);
    var keys = Object.keys(pending);
    if (!keys.length || sending || closed) return;
    var sent = {};
    var fields = keys.slice(0, 250).map(function (key) {
      sent[key] = pending[key].value;
      var own = pending[key];
      return { key: key, value: own.value, base: own.base, chooses: !!own.chooses, html: isHtml(key) };
    });
    say("saving", words.dataset.saving);
    sending = sent;
    ask(form.dataset.save, JSON.stringify({ fields: fields, part: form.dataset.part, field: focusedKey }), "application/json")
      .then(function (answer) {
        sending = null;
        if (answer.status === 200) stored(sent, answer.body);
        else refused(answer);
      })
      .catch(function () {
        sending = null;
        failed();
      });
  }
  function ask(url, body, type) {
    var control = new AbortController();
    var limit = setTimeout(function () { control.abort(); }, 15000);
    return fetch(url + "?since=" + since, {
      method: "POST",
      body: body,
      signal: control.signal,
      credentials: "same-origin",
      keepalive: body.length < 60000,
      headers: { "Content-Type": type, Accept: "application/json", "X-CSRFToken": token() },
    }).then(function (response) {
      clearTimeout(limit);
      var isJson = (response.headers.get("Content-Type") || "").indexOf("application/json") === 0;
      if (response.redirected || !isJson) return { status: response.redirected ? 401 : response.status, body: {} };
      return response.json().then(function (found) { return { status: response.status, body: found }; });
    });
  }
  function stored(sent, body) {
    Object.keys(body.versions).forEach(function (key) {
      setVersion(key, body.versions[key]);
      if (pending[key] && same(pending[key].value, sent[key])) {
        delete pending[key];
        forget(key);
      } else if (pending[key]) {
        pending[key].base = body.versions[key];
        delete pending[key].chooses;
        keep(key);
      }
    });
    body.conflicts.forEach(function (conflict) {
      delete pending[conflict.key];
      forget(conflict.key); // the server keeps it beside the field
      showConflict(conflict);
    });
    lastSaved = body.time;
    live(body);
    seen(body.revision);
    if (Object.keys(pending).length) {
      timer = setTimeout(flush, AFTER_KEY);
      say("unsaved", words.dataset.unsaved);
    } else {
      say("saved", fill(words.dataset.saved, { time: body.time }));
      askMore(Object.keys(sent));
    }
  }
  // An answer that decides what else is asked: questions that come or go are put in or taken out where they belong.
  // Nothing else on the page moves, so focus and what is being typed stay.
  function askMore(keys) {
    var decided = keys.some(function (key) { return firstOf(key) && firstOf(key).dataset.decides !== undefined; });
    if (!decided) return;
    fetch(location.pathname + location.search, { credentials: "same-origin" })
      .then(function (response) { return response.ok && !response.redirected ? response.text() : ""; })
      .then(function (html) { if (html) takeIn(new DOMParser().parseFromString(html, "text/html"), keys[0]); })
      .catch(function () { say("failed", words.dataset.offline.replace("{time}", lastSaved)); });
  }
  function takeIn(page, decided) {
    var fresh = page.getElementById("draft-form");
    if (!fresh || outside(page) !== outside(document)) {
      location.reload();
      return;
    }
    var known = {};
    blocksOf(form).forEach(function (block) { known[namesIn(block)] = block; });
    var wanted = blocksOf(fresh);
    wanted.forEach(function (block) { block.isKnown = known[namesIn(block)]; delete known[namesIn(block)]; });
    Object.keys(known).forEach(function (names) { known[names].remove(); });
    var before = form.querySelector(":scope > .draft-end");
    wanted.reverse().forEach(function (block) {
      var own = block.isKnown || document.importNode(block, true);
      if (!block.isKnown) form.insertBefore(own, before);
      before = own;
    });
    ["ol", "summary"].forEach(function (name) {
      var ours = document.querySelector(".draft-steps " + name);
      var theirs = page.querySelector(".draft-steps " + name);
      if (ours && theirs && !ours.contains(document.activeElement)) ours.innerHTML = theirs.innerHTML;
    });
    form.dispatchEvent(new Event("asked")); // rich_text.js gives new fields their editors
    if (document.activeElement === document.body && firstOf(decided)) firstOf(decided).focus();
  }
  function blocksOf(place) {
    return Array.prototype.filter.call(place.children, namesIn);
  }
  function namesIn(block) {
    var names = Array.prototype.map.call(block.querySelectorAll("[data-version][name]"), function (field) { return field.name; });
    return names.filter(function (name, index) { return names.indexOf(name) === index; }).join(" ");
  }
  function outside(page) {
    return Array.prototype.map.call(page.querySelectorAll(".draft-outside"), function (section) { return section.id; }).join(" ");
  }
  function refused(answer) {
    if (answer.status === 401 || answer.status === 403) {
      failed(answer.body.refused && answer.status === 403 ? answer.body.refused : words.dataset.signedOut);
    } else if (answer.status === 409 && answer.body.closed) {
      closed = true;
      failed(answer.body.closed);
    } else if (answer.status === 409) {
      failed(answer.body.error);
    } else {
      failed();
    }
  }

  // --- two people in one field
  function showConflict(conflict) {
    var first = firstOf(conflict.key);
    if (!first) return;
    var old = form.querySelector('[data-conflict="' + conflict.key + '"]');
    if (old) old.remove();
    var block = document.getElementById("conflict-words").content.firstElementChild.cloneNode(true);
    block.dataset.conflict = conflict.key;
    block.querySelectorAll("[data-conflict-heading], [data-their-heading]").forEach(function (heading) {
      heading.textContent = fill(heading.textContent, { name: conflict.by });
    });
    block.querySelector("[data-mine]").textContent = shown(conflict.mine, first);
    block.querySelector("[data-theirs]").textContent = shown(conflict.theirs, first);
    block.querySelectorAll("[data-keep]").forEach(function (button) {
      button.addEventListener("click", function () {
        choose(conflict.key, button.dataset.keep === "mine" ? conflict.mine : conflict.theirs, conflict.version, block);
      });
    });
    var place = first.closest(".ds-field, fieldset, .budget") || first.parentElement;
    if (place.classList.contains("choice")) place = place.closest("fieldset");
    place.append(block);
    setVersion(conflict.key, conflict.version);
    putIn(conflict.key, conflict.theirs);
  }
  function shown(value, field) {
    if (Array.isArray(value)) return value.join(", ");
    return field.dataset.rich === undefined ? value : wordsOf(value);
  }
  function wordsOf(html) {
    return new DOMParser().parseFromString(html.replace(/<(\/p|\/li|br)>/g, "\n$&"), "text/html").body.textContent.trim();
  }
  function choose(key, value, version, block) {
    putIn(key, value);
    pending[key] = { value: value, base: version, chooses: true };
    keep(key);
    block.remove();
    var first = firstOf(key);
    if (first) first.focus();
    flush();
  }
  form.addEventListener("click", function (event) {
    var button = event.target.closest("button[name^='keep.']");
    if (!button) return;
    event.preventDefault();
    var key = button.name.slice(5);
    var block = button.closest("[data-conflict]");
    var text = button.dataset.html === undefined ? button.parentElement.querySelector("p").textContent : button.dataset.html;
    choose(key, text, versionOf(key), block);
  });

  // --- who else is here
  function live(body) {
    if (presence && body.people) showPeople(body.people);
    (body.changes || []).forEach(function (change) {
      seen(change.revision);
      if (pending[change.key] || (sending && change.key in sending) || !firstOf(change.key)) return;
      if (isFocused(change.key) || versionOf(change.key) >= change.version) return;
      putIn(change.key, change.value);
      setVersion(change.key, change.version);
    });
    clearTimeout(hereTimer);
    hereTimer = setTimeout(here, body.people && body.people.length ? HERE_TOGETHER : HERE_ALONE);
  }
  function isFocused(key) {
    return !!document.activeElement && document.activeElement.name === key;
  }
  function seen(revision) {
    since = Math.max(since, revision);
  }
  function showPeople(people) {
    var titles = {};
    document.querySelectorAll("[data-step]").forEach(function (step) {
      titles[step.dataset.step] = step.parentElement.querySelector("b").textContent;
      var names = people.filter(function (one) { return one.part === step.dataset.step; });
      var text = names.length
        ? fill(words.dataset.stepHere, { name: names.map(function (one) { return one.name; }).join(", ") })
        : step.dataset.stepWords;
      if (step.textContent !== text) step.textContent = text;
    });
    var lines = people.map(function (one) {
      return titles[one.part] ? fill(words.dataset.here, { name: one.name, part: titles[one.part] }) : one.name;
    });
    var text = lines.join(" · ");
    if (presence.textContent.trim() !== text) presence.textContent = text;
    form.querySelectorAll(".is-here").forEach(function (mark) { mark.remove(); });
    people.forEach(function (one) {
      var field = one.field && firstOf(one.field);
      if (!field || field.type === "radio" || field.type === "checkbox" || field.closest("table")) return;
      var mark = document.createElement("p");
      mark.className = "is-here small";
      mark.textContent = fill(words.dataset.stepHere, { name: one.name });
      field.before(mark);
    });
  }
  function here() {
    clearTimeout(hereTimer);
    if (document.hidden || closed) {
      hereTimer = setTimeout(here, HERE_ALONE);
      return;
    }
    var body = new URLSearchParams({ part: form.dataset.part, field: focusedKey }).toString();
    ask(form.dataset.here, body, "application/x-www-form-urlencoded")
      .then(function (answer) {
        if (answer.status === 200) live(answer.body);
        else hereTimer = setTimeout(here, HERE_ALONE);
      })
      .catch(function () { hereTimer = setTimeout(here, HERE_ALONE); });
  }

  // --- counting and sums while typing; the server decides
  function grouped(number) {
    return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, "\u00a0");
  }
  function kroner(text) {
    var bare = text.replace(/[\s\u00a0\u2009\u202f]/g, "").replace(/^kr\.?|kr\.?$|kroner$|nok/gi, "").replace(/,(-|–|00)$/, "");
    if (/^\d{1,3}(\.\d{3})+$/.test(bare)) bare = bare.replace(/\./g, "");
    return /^\d{1,12}$/.test(bare) ? parseInt(bare, 10) : 0;
  }
  function countLeft(field) {
    var place = form.querySelector('[data-left="' + field.id + '"]');
    if (!place || !field.dataset.most) return;
    var left = parseInt(field.dataset.most, 10) - (isHtml(field.name) ? wordsOf(field.value) : field.value).length;
    place.textContent = fill(left < 0 ? words.dataset.over : words.dataset.left, { count: grouped(Math.abs(left)) });
  }
  function sumUp(field) {
    var table = field.closest && field.closest("[data-budget]");
    if (!table) return;
    var all = {};
    table.querySelectorAll("tbody").forEach(function (body) {
      var group = {};
      body.querySelectorAll("tr").forEach(function (row) {
        var output = row.querySelector("[data-row-sum]");
        if (!output) return;
        var sum = 0;
        row.querySelectorAll("[data-amount]").forEach(function (cell) {
          var amount = kroner(cell.value);
          sum += amount;
          group[cell.dataset.year] = (group[cell.dataset.year] || 0) + amount;
          all[cell.dataset.year] = (all[cell.dataset.year] || 0) + amount;
        });
        output.textContent = grouped(sum);
      });
      body.querySelectorAll("[data-group-sum]").forEach(function (output) {
        output.textContent = grouped(group[output.dataset.groupSum] || 0);
      });
      body.querySelector("[data-group-total]").textContent = grouped(total(group));
    });
    table.querySelectorAll("[data-year-sum]").forEach(function (output) {
      output.textContent = grouped(all[output.dataset.yearSum] || 0);
    });
    table.querySelector("[data-total]").textContent = grouped(total(all));
  }
  function total(sums) {
    return Object.keys(sums).reduce(function (sum, year) { return sum + sums[year]; }, 0);
  }
  function tidy(field) {
    var amount = kroner(field.value);
    if (amount && field.value !== grouped(amount) && /[a-z.,]/i.test(field.value)) {
      field.title = fill(words.dataset.readAs, { amount: grouped(amount) });
    }
    if (amount && /^[\d\s\u00a0]+$/.test(field.value)) field.value = grouped(amount);
  }

  form.addEventListener("input", function (event) {
    var field = event.target;
    if (!isField(field)) return;
    countLeft(field);
    sumUp(field);
    changed(field.name);
  });
  form.addEventListener("focusin", function (event) {
    focusedKey = isField(event.target) ? event.target.name : "";
  });
  form.addEventListener("focusout", function (event) {
    var field = event.target;
    if (!isField(field)) return;
    if (field.dataset.amount !== undefined) tidy(field);
    if (pending[field.name]) {
      pending[field.name].value = valueOf(field.name);
      keep(field.name);
      flush();
    }
  });
  // What goes with the form is saved by it; what it could not save is still in the browser when the page opens again.
  form.addEventListener("submit", function () { clearTimeout(timer); });
  window.addEventListener("online", flush);
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) flush();
    else here();
  });
  window.addEventListener("beforeunload", flush);
  var errors = document.getElementById("errors");
  if (errors && !location.hash) errors.focus();
  recover();
  hereTimer = setTimeout(here, 3000);
})();
