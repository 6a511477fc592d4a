// A folder becomes a server on this machine, below /repo/: what GitHub Pages does, and no more.
//
// A missing file is answered with the site's 404.html, text is sent compressed, and the bytes sent are counted, so that
// tests can say what a visit costs. `alter(path)` may give another text for a file, null for one that is not there, and
// undefined for the file itself.

import fs from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const BASE = '/repo/';
const TYPES = {
  css: 'text/css', csv: 'text/csv', html: 'text/html', ico: 'image/x-icon', js: 'text/javascript', json: 'application/json',
  md: 'text/markdown', mjs: 'text/javascript', png: 'image/png', svg: 'image/svg+xml', txt: 'text/plain', xml: 'application/xml',
};

/** Starts it: `{ root, sent, close }`, where `sent` lists `{ path, bytes }` and `root` ends in a slash. */
export async function served(folder, alter = () => undefined) {
  const sent = [];
  const server = http.createServer(async (request, response) => {
    const { status, name, body } = await answer(folder, alter, new URL(request.url, 'http://localhost').pathname);
    const type = TYPES[name.split('.').pop()] ?? 'application/octet-stream';
    const bytes = /text|json|xml|javascript/.test(type) ? gzipSync(body) : body;
    const headers = { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'max-age=600' };
    if (bytes !== body) headers['content-encoding'] = 'gzip';
    sent.push({ path: name, bytes: bytes.length });
    response.writeHead(status, headers);
    response.end(request.method === 'HEAD' ? undefined : bytes);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { root: `http://127.0.0.1:${server.address().port}${BASE}`, sent, close };
}

async function answer(folder, alter, address) {
  if (address.startsWith(BASE)) {
    const plain = decodeURIComponent(address.slice(BASE.length));
    const name = plain === '' || plain.endsWith('/') ? `${plain}index.html` : plain;
    const body = await content(folder, alter, name);
    if (body !== null) return { status: 200, name, body };
  }
  const body = await content(folder, alter, '404.html');
  return { status: 404, name: '404.html', body: body ?? Buffer.from('not here') };
}

async function content(folder, alter, name) {
  const other = alter(name);
  if (other !== undefined) return other === null ? null : Buffer.from(other);
  const file = path.join(folder, name);
  if (path.relative(folder, file).startsWith('..')) return null;
  return fs.readFile(file).catch(() => null);
}
