// The REST API (described at /api/openapi.json) as functions.

import { randomId } from './dom.js';
import { t } from './texts.js';

/** What the server refused, in its own sentence; status 0 when it could not be reached, -1 when it was given up. */
export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body?.detail || body?.title || t(status === 0 ? 'connection.none' : 'went_wrong'));
    this.status = status;
    this.code = body?.code;
    this.retryAfter = Number(retryAfter) || 0;
  }
}

async function call(method, path, body) {
  let answer;
  try {
    const headers = body === undefined || body instanceof FormData ? {} : { 'Content-Type': 'application/json' };
    if (method === 'POST') headers['Idempotency-Key'] = randomId();
    answer = await fetch(path, { method, headers, body: body === undefined || body instanceof FormData ? body : JSON.stringify(body) });
  } catch {
    throw new Problem(0);
  }
  const text = await answer.text();
  let said = null;
  try { said = text ? JSON.parse(text) : null; } catch { /* a proxy's page: the status says enough */ }
  if (!answer.ok) throw new Problem(answer.status, said, answer.headers.get('Retry-After'));
  return said;
}

export const getPage = () => call('GET', '/api/page');
export const getPrivacy = async () => (await call('GET', '/api/privacy')).text;
export const getPhotos = async () => (await call('GET', '/api/photos')).photos;
export const press = (id, action) => call('POST', `/api/photos/${id}/press`, { action });
export const adjust = (id, wishes) => call('POST', `/api/photos/${id}/adjust`, wishes);
export const cancel = (id) => call('POST', `/api/photos/${id}/cancel`);
export const remove = (id) => call('DELETE', `/api/photos/${id}`);
export const forget = () => call('POST', '/api/forget');
export const speak = (language) => call('POST', '/api/language', { language });

/** Restore again with a mask painted by hand. */
export function fill(id, mask) {
  const form = new FormData();
  form.append('mask', mask, 'mask.png');
  return call('POST', `/api/photos/${id}/adjust`, form);
}

/** Send a photo; `onProgress` is told the share that is on its way (fetch cannot tell, so XMLHttpRequest). */
export function send(file, key, onProgress) {
  const request = new XMLHttpRequest();
  const done = new Promise((resolve, reject) => {
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = request.ontimeout = () => reject(new Problem(0));
    request.onabort = () => reject(new Problem(-1));
    request.onload = () => {
      if (request.status === 202) resolve(request.response);
      else reject(new Problem(request.status, request.response, request.getResponseHeader('Retry-After')));
    };
  });
  const form = new FormData();
  form.append('photo', file, 'photo'); // its name stays here
  request.open('POST', '/api/photos');
  request.setRequestHeader('Idempotency-Key', key);
  request.responseType = 'json';
  request.send(form);
  return { done, abort: () => request.abort() };
}
