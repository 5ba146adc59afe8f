/**
 * Viewer request of the storefront. Its pages are one document that reads the address by itself, so that every
 * path is answered with it but those of files: what is below /assets/, and names with an extension at the top
 * (/robots.txt). Deeper names may have dots without being files: /products/cable-1.5m.
 */
function handler(event) {
  const request = event.request;
  const isFile = request.uri.startsWith('/assets/') || /^\/[^/]+\.[^/]+$/.test(request.uri);
  if (!isFile) request.uri = '/index.html';
  return request;
}
