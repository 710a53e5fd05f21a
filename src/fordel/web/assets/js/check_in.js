// Check-in at the door, with or without a network. Without script the page is a list with a button for each person.
// This file puts the parts together; each is a file in door/.

import { createActs, uuidOf } from "./door/acts.js";
import { createAges } from "./door/ages.js";
import { createCamera } from "./door/camera.js";
import { createList } from "./door/list.js";
import { forgetPage, keepPage } from "./door/offline.js";
import { createDoorPage } from "./door/page.js";
import { createSender } from "./door/sender.js";
import { createDoorStore } from "./door/store.js";
import { tokenIn } from "./draft/connection.js";
import { fill } from "./shared/words.js";

const LONGEST_WAIT = 10000; // milliseconds
const makeKey = () => uuidOf(window.crypto.getRandomValues(new Uint8Array(16)));

function begin(given, words) {
  const ages = createAges({ wall: () => Date.now(), steady: () => performance.now(), life: makeKey() });
  const store = createDoorStore(() => window.localStorage, given.event, given.person);
  const acts = createActs({ store, ages, makeKey });
  const phoneKey = store.phone(makeKey);
  const page = createDoorPage({ words, waits: acts.waits });
  const kept = store.list();
  const list = createList(kept && kept.time >= given.time ? kept : { ...given, mark: ages.mark() });
  const search = document.getElementById("q");
  const newForm = document.getElementById("door-new");
  let phone = 0;

  const shown = () => list.find(list.ticket(search.value) ? "" : search.value);
  function show() {
    store.keepList(list.data);
    page.show(list, shown());
  }
  function leave(text) {
    store.forgetLists();
    forgetPage();
    camera.stop();
    page.empty();
    page.line(text);
  }
  async function ask(sent) {
    const version = sent.length ? "" : list.data.version; // the whole list comes back with the answers
    const response = await fetch(page.root.dataset.send, {
      method: "POST",
      body: JSON.stringify({ phone: phoneKey, version, acts: sent }),
      credentials: "same-origin",
      signal: AbortSignal.timeout ? AbortSignal.timeout(LONGEST_WAIT) : undefined,
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-CSRFToken": tokenIn(document.cookie, newForm.elements.namedItem("csrfmiddlewaretoken").value),
      },
    });
    if (response.redirected) return { status: 401, body: {} };
    const isJson = (response.headers.get("Content-Type") || "").startsWith("application/json");
    if (response.status >= 500) throw new Error("the server is away");
    return { status: response.status, body: isJson ? await response.json() : {} };
  }
  const sender = createSender({
    acts,
    ask,
    page: {
      took(body, answered) {
        phone = body.phone;
        if (body.open) list.takeIn(body, ages.mark());
        answered.forEach(([act, answer]) => tell(act, answer));
        applyWaiting();
        if (body.open) show();
        page.line(acts.count ? fill(words.waiting, { count: acts.count }) : fill(words.sent, { phone }));
      },
      away: () => page.line(fill(words.offline, { count: acts.count })),
      signedOut: () => leave(words.signedOut),
      ended: () => leave(words.ended),
      refused: (text) => page.say(text, "warning"),
    },
    clock: { setTimeout: window.setTimeout.bind(window), clearTimeout: window.clearTimeout.bind(window) },
  });

  // What the page said at once is not said again; what the server knows better is.
  function tell(act, answer) {
    const { name } = list.row(answer.number) || act;
    const again = answer.phone ? words.already : words.alreadyPage;
    if (answer.result === "already" && act.kind !== "back") page.say(fill(again, { ...answer, name }), "warning");
    if (answer.result === "present" && act.ticket) page.say(fill(words.present, { name }), "success");
    if (answer.result === "wrong") page.say(`${act.name}: ${answer.words}`, "warning");
    if (answer.result === "other_event") {
      page.say(answer.place ? fill(words.otherPlace, answer) : words.other, "warning");
    }
    if (["cancelled", "unknown"].includes(answer.result)) page.say(words[answer.result], "warning");
  }
  function add(act) {
    acts.add({ ...act, loaded: list.data.loaded });
    page.line(fill(words.waiting, { count: acts.count }));
  }
  // What the server has not heard of yet is on the list all the same.
  function applyWaiting() {
    acts.each(({ kind, number }) => list.mark(number, kind === "back" ? "" : timeNow(), phone));
  }
  // In Norway, after the server's clock: the phone's may be wrong.
  function timeNow() {
    const instant = new Date((list.data.time + ages.ago(list.data.mark)) * 1000);
    const options = { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Oslo" };
    return instant.toLocaleTimeString("nb-NO", options).replace(":", ".");
  }
  function isHere(row) {
    if (row.at) {
      page.say(fill(row.phone ? words.already : words.alreadyPage, row), "warning");
      return;
    }
    add({ kind: "in", number: row.number });
    list.mark(row.number, timeNow(), phone);
    page.say(fill(words.present, row), "success");
    done();
  }
  function takeBack(row) {
    add({ kind: "back", number: row.number });
    list.mark(row.number, "", 0);
    page.say(fill(words.taken, row), "success");
    done();
  }
  function done() {
    show();
    sender.flush();
  }
  function readTicket(text) {
    const found = list.ticket(text) || { why: "unknown" };
    if (found.row) {
      isHere(found.row);
    } else if (found.why === "waits" || found.why === "other") {
      add({ kind: "in", number: 0, ticket: text }); // the server knows which event, and who registered late
      page.say(found.why === "other" ? words.other : words.waits, "warning");
      sender.flush();
    } else {
      page.say(words.unknown, "warning");
    }
  }

  const camera = createCamera({
    video: document.getElementById("door-video"),
    read: readTicket,
    failed: () => {
      page.say(words.noCamera, "warning");
      setLooks(false);
    },
  });
  const lookButton = document.getElementById("door-look");
  document.getElementById("door-camera").hidden = false;
  let looks = false;
  function setLooks(does) {
    looks = does;
    lookButton.textContent = looks ? words.stop : words.look;
  }
  lookButton.addEventListener("click", () => {
    setLooks(!looks);
    if (looks) camera.start();
    else camera.stop();
  });
  document.getElementById("door-list").addEventListener("submit", (event) => {
    stay(event);
    const { name, value } = event.submitter;
    const row = list.row(Number(value));
    if (row && name === "back") takeBack(row);
    else if (row) isHere(row);
  });
  document.getElementById("door-search").addEventListener("submit", (event) => {
    stay(event);
    if (!list.ticket(search.value)) return;
    readTicket(search.value);
    search.value = "";
    show();
  });
  search.addEventListener("input", show);
  newForm.addEventListener("submit", (event) => {
    stay(event);
    const field = (name) => newForm.elements.namedItem(name);
    const name = field("name").value.trim();
    if (!name) {
      page.say(words.nameMissing, "warning");
      field("name").focus();
      return;
    }
    const organisation = Number(field("organisation").value) || 0;
    add({ kind: "new", number: 0, name, email: field("email").value.trim(), organisation });
    page.say(fill(words.letIn, { name }), "success");
    newForm.reset();
    sender.flush();
  });
  window.addEventListener("online", sender.flush);
  window.setInterval(() => {
    if (ages.ago(list.data.mark) >= list.data.seconds) leave(words.ended);
  }, 30000);

  if (ages.ago(list.data.mark) >= list.data.seconds) {
    leave(words.ended);
    return;
  }
  applyWaiting();
  show();
  sender.flush();
  keepPage(page.root.dataset.worker).then((could) => {
    page.root.dataset.ready = could ? "yes" : "no"; // whether it opens without a network
  });
}

function stay(event) {
  event.preventDefault();
  event.stopPropagation(); // fordel.js marks forms that leave the page
}

const data = document.getElementById("door-data");
const said = document.getElementById("door-words");
if (data && said) {
  begin(JSON.parse(data.dataset.list), said.dataset);
} else {
  createDoorStore(() => window.localStorage, 0, 0).forgetLists(); // check-in is ended
  forgetPage();
}
