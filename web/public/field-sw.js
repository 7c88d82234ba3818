/* Opens the field page without network. Answers of the API are none of its business: the page keeps what it needs. */

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(async () => (await caches.match('/field')) || Response.error()))
  else if (pathname.startsWith('/assets/') || pathname === '/favicon.svg') event.respondWith(caches.match(request).then((kept) => kept || fetch(request)))
})
