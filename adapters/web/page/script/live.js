// Server-sent events: the state of every photo as it changes, through breaks and restarts.

import { byId } from './dom.js';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15000;

/** Listens while the page is looked at or something is being worked on; a stream takes one of few connections. */
export class Live {
  constructor({ onPhotos, onPhoto, onGone, busy }) {
    Object.assign(this, { onPhotos, onPhoto, onGone, busy });
    this.wait = FIRST_WAIT_MS;
    document.addEventListener('visibilitychange', () => this.settle());
    addEventListener('online', () => this.restart());
    addEventListener('pagehide', () => this.close());
    addEventListener('pageshow', () => this.settle());
    this.settle();
  }

  settle() {
    if (!document.hidden || this.busy()) this.open();
    else this.close();
  }

  restart() {
    this.close();
    this.settle();
  }

  open() {
    if (this.source) return;
    clearTimeout(this.timer);
    const asked = performance.now();
    const source = (this.source = new EventSource('/api/events'));
    source.addEventListener('photos', (event) => { this.reached(); this.onPhotos(JSON.parse(event.data).photos, asked); });
    source.addEventListener('photo', (event) => this.onPhoto(JSON.parse(event.data)));
    source.addEventListener('gone', (event) => this.onGone(JSON.parse(event.data).id));
    source.onerror = () => this.lost();
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }

  reached() {
    this.wait = FIRST_WAIT_MS;
    clearTimeout(this.alarm);
    this.alarm = null;
    byId('connection').hidden = true;
  }

  lost() {
    // Every opening begins with the whole state, so nothing that was missed matters.
    this.close();
    this.alarm ??= setTimeout(() => { byId('connection').hidden = false; }, 2500);
    this.timer = setTimeout(() => this.settle(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(LONGEST_WAIT_MS, this.wait * 1.6);
  }
}
