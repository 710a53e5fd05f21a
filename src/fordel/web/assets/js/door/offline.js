// Lets the page open without a network, and takes it away again with the names on it.

export const CACHE = "fordel-door"; // check_in_worker.js keeps the page under it

/** Keeps the page and what it needs; resolves once it can be opened without a network, to false if it cannot. */
export async function keepPage(worker) {
  if (!navigator.serviceWorker) return false;
  try {
    const registration = await navigator.serviceWorker.register(worker);
    const active = await activeOf(registration);
    const built = [...document.querySelectorAll("script[src], link[rel=stylesheet], link[rel=icon]")];
    const urls = [...built, ...document.images].map((each) => new URL(each.src || each.href));
    const own = urls.filter(({ origin }) => origin === window.location.origin).map(({ pathname }) => pathname);
    return await new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = ({ data }) => resolve(Boolean(data.kept));
      active.postMessage({ keep: window.location.pathname, with: own }, [channel.port2]);
    });
  } catch {
    return false;
  }
}

function activeOf(registration) {
  if (registration.active) return Promise.resolve(registration.active);
  return new Promise((resolve) => {
    const coming = registration.installing || registration.waiting;
    coming.addEventListener("statechange", () => {
      if (coming.state === "activated") resolve(coming);
    });
  });
}

/** Takes the kept pages away from the phone. */
export async function forgetPage() {
  try {
    await window.caches.delete(CACHE);
    const registration = await navigator.serviceWorker.getRegistration();
    if (registration) await registration.unregister();
  } catch {
    // there is nothing kept where there is no store
  }
}
