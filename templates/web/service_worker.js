// Answers for a page when there is no connection, with the one page made for that. It keeps nothing else.
const KEPT = {{ kept | tojson }};
const NAME = "offline-" + KEPT.join();

addEventListener("install", (event) => event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(KEPT))));

addEventListener("activate", (event) =>
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name)))),
  ),
);

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(KEPT[0])));
  else event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()));
});
