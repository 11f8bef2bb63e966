import assert from 'node:assert/strict';
import test from 'node:test';

import { script } from './browser.mjs';

class Source extends EventTarget {
  static opened = [];

  constructor(address) { super(); this.address = address; Source.opened.push(this); }

  close() { this.closed = true; }

  say(kind, body) { this.dispatchEvent(Object.assign(new Event(kind), { data: JSON.stringify(body) })); }
}

const notice = { hidden: true };
const page = Object.assign(new EventTarget(), { hidden: false, documentElement: { lang: 'en' }, body: { dataset: { static: '/static' } }, getElementById: () => notice });
Object.assign(globalThis, { document: page, EventSource: Source, addEventListener: page.addEventListener.bind(page) });
const { Live } = await script('live.js');

test('what the server tells reaches the page, and a hidden page that waits for nothing lets go of the stream', () => {
  const told = [];
  let busy = true;
  const live = new Live({ onPhotos: (all) => told.push(all), onPhoto: (one) => told.push(one), onGone: (id) => told.push(id), busy: () => busy });
  const [source] = Source.opened;
  assert.equal(source.address, '/api/events');
  source.say('photos', { photos: [] });
  source.say('photo', { id: 'a' });
  source.say('gone', { id: 'a' });
  assert.deepEqual(told, [[], { id: 'a' }, 'a']);
  page.hidden = true;
  page.dispatchEvent(new Event('visibilitychange'));
  assert.equal(source.closed, undefined);
  busy = false;
  page.dispatchEvent(new Event('visibilitychange'));
  assert.equal(source.closed, true);
  live.close();
});

test('a stream that broke is opened again, later each time', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  page.hidden = false;
  const live = new Live({ onPhotos() {}, onPhoto() {}, onGone() {}, busy: () => true });
  const before = Source.opened.length;
  Source.opened.at(-1).onerror();
  const first = live.wait;
  context.mock.timers.tick(2000);
  assert.equal(Source.opened.length, before + 1);
  Source.opened.at(-1).onerror();
  assert.ok(live.wait > first);
  context.mock.timers.tick(3000);
  assert.equal(notice.hidden, false);
  Source.opened.at(-1).say('photos', { photos: [] });
  assert.equal(notice.hidden, true);
  live.close();
});
