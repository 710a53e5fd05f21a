// «Help» opens beside the work: the page that the link leads to is fetched, and what is under #help is shown in a
// panel. Without script, or if it cannot be fetched, the link leads to the page.

const NARROW = "(max-width: 700px)";

document.addEventListener("help", (event) => toggle(document, event.target));

async function toggle(page, link) {
  const open = page.getElementById("help-panel");
  if (open) {
    open.close();
    return;
  }
  const found = await fetched(link.href);
  if (!found) {
    page.defaultView.location.assign(link.href);
    return;
  }
  await styled(page, found);
  show(page, link, found.getElementById("help"));
}

async function fetched(address) {
  try {
    const response = await fetch(address);
    const html = new DOMParser().parseFromString(await response.text(), "text/html");
    return response.ok && html.getElementById("help") ? html : null;
  } catch {
    return null;
  }
}

// The style sheets of the help that this page lacks; without them the panel is plain.
function styled(page, found) {
  const sheets = [...found.querySelectorAll('link[rel="stylesheet"]')].map((link) => link.getAttribute("href"));
  const lacking = sheets.filter((address) => !page.querySelector(`link[href="${address}"]`));
  return Promise.all(lacking.map((address) => sheetOf(page, address)));
}

function sheetOf(page, address) {
  const sheet = page.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = address;
  page.head.append(sheet);
  return new Promise((resolve) => {
    sheet.addEventListener("load", resolve);
    sheet.addEventListener("error", resolve);
  });
}

function show(page, link, found) {
  const panel = page.createElement("dialog");
  panel.id = "help-panel";
  panel.className = "help-panel";
  panel.setAttribute("aria-labelledby", "help-panel-title");
  const head = page.createElement("div");
  head.className = "help-head";
  const title = page.createElement("h2");
  title.id = "help-panel-title";
  title.className = "heading";
  title.tabIndex = -1;
  title.textContent = link.getAttribute("aria-label");
  const close = page.createElement("button");
  close.type = "button";
  close.className = "ds-button";
  close.dataset.variant = "secondary";
  close.textContent = found.dataset.close;
  head.append(title, close);
  const parts = [...found.children].map((part) => page.importNode(part, true));
  parts.forEach((part) => part.querySelectorAll("h2").forEach((each) => lower(page, each)));
  panel.append(head, ...parts);
  page.body.append(panel);
  close.addEventListener("click", () => panel.close());
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") panel.close();
  });
  panel.addEventListener("close", () => {
    panel.remove();
    link.focus();
  });
  if (page.defaultView.matchMedia(NARROW).matches) panel.showModal();
  else panel.show();
  title.focus();
}

// The panel has a heading of its own, so those of its parts are one level lower.
function lower(page, heading) {
  const lowered = page.createElement("h3");
  for (const { name, value } of heading.attributes) lowered.setAttribute(name, value);
  lowered.append(...heading.childNodes);
  heading.replaceWith(lowered);
}
