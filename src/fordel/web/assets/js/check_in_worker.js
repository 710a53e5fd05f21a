// The service worker of the page at the door (check_in.js), and of no other: the page opens without a network as it was
// when it was last open with one. It keeps nothing unless the page asks.

const CACHE = "fordel-door";

async function keep(page, others) {
  const cache = await caches.open(CACHE);
  const answer = await fetch(page, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok || answer.redirected) throw new Error("the page is not there");
  await Promise.all(others.map(async (path) => (await cache.match(path)) || cache.add(path)));
  await cache.put(page, answer);
}

async function open(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(new URL(request.url).pathname, { cacheName: CACHE });
    if (!kept) throw error;
    return kept;
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  const say = (kept) => event.ports[0].postMessage({ kept });
  event.waitUntil(
    keep(event.data.keep, event.data.with).then(
      () => say(true),
      () => say(false),
    ),
  );
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(open(request));
  else if (request.destination) event.respondWith(open(request)); // scripts, styles, pictures and fonts of the page
});
