// What is pasted or comes from somebody else, as elements that the editor knows; nothing else gets into the page.

const KEPT = { P: "p", UL: "ul", OL: "ol", LI: "li", BR: "br", STRONG: "strong", B: "strong", EM: "em", I: "em" };
const STRUCTURE = /^(H[1-6]|TABLE|THEAD|TBODY|TR|TH|TD)$/;
const BLOCKS = /^(DIV|BLOCKQUOTE|PRE|SECTION|ARTICLE)$/;
const SILENT = /^(SCRIPT|STYLE|TITLE|TEMPLATE|HEAD|META|LINK|IFRAME|SVG|MATH|OBJECT)$/i;
const LINK = /^(https?:|mailto:)/i;
// The browser complains of every inline style that it reads, though none is used.
const STYLES = /<style[\s\S]*?<\/style>|\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi;

/** Whether a link may lead there. */
export function isAddress(text) {
  return LINK.test(text);
}

/** The HTML as a fragment of what the editor knows. */
export function tidy(html) {
  const place = document.createDocumentFragment();
  copy(new DOMParser().parseFromString(html.replace(STYLES, ""), "text/html").body, place);
  return place;
}

/** The fragment as HTML; it is empty afterwards. */
export function htmlOf(fragment) {
  const box = document.createElement("div");
  box.append(fragment);
  return box.innerHTML;
}

function copy(from, to) {
  from.childNodes.forEach((node) => {
    if (node.nodeType === Node.TEXT_NODE) to.append(node.data.replace(/[\s\u00a0]+/g, " "));
    if (node.nodeType !== Node.ELEMENT_NODE || SILENT.test(node.nodeName)) return;
    const made = node.nodeName === "A" ? linkFor(node) : elementFor(node);
    copy(node, made || to);
    if (made) to.append(made);
  });
}
function linkFor(node) {
  const address = (node.getAttribute("href") || "").trim();
  if (!isAddress(address)) return null;
  const link = document.createElement("a");
  link.setAttribute("href", address);
  return link;
}
function elementFor(node) {
  const isKept = STRUCTURE.test(node.nodeName) || node.hasAttribute("data-note");
  const name = KEPT[node.nodeName] || (isKept && node.nodeName) || (BLOCKS.test(node.nodeName) ? "p" : "");
  if (!name) return null;
  const made = document.createElement(name);
  ["scope", "colspan", "rowspan", "data-note"].forEach((each) => {
    if (node.hasAttribute(each)) made.setAttribute(each, node.getAttribute(each));
  });
  if (/^MsoListParagraph/.test(node.className)) made.className = "MsoListParagraph"; // the server makes it a list
  return made;
}
