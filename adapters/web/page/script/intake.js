// How photos come in: dropped, pasted, picked or photographed; several at once, two on their way at a time.

import * as api from './api.js';
import { byId, h, icon, randomId } from './dom.js';
import { print, still } from './pictures.js';
import { megabytes, percent, t } from './texts.js';

const AT_ONCE = 2;
const PATIENCE_MS = 4000;
/** Refusals that pass while others are done: the photo goes back to those that wait. */
const LATER = ['refused.unfinished', 'page.problem.too_often'];

/** A photo on its way to the server: a card like any other, with what went wrong if it did. */
class Sending {
  constructor(intake, file) {
    this.intake = intake;
    this.file = file;
    this.key = randomId();
    this.local = URL.createObjectURL(file);
    this.bar = h('div.bar-done');
    this.words = h('span', {}, t('sending.waits'));
    this.share = h('span.share');
    this.progress = h('div.bar', { role: 'progressbar', 'aria-label': t('sending.goes') }, this.bar);
    this.stop = h('button.link', { type: 'button', onclick: () => this.give_up() }, t('cancel'));
    this.work = h('div.work', {}, this.progress, h('p', {}, this.words, this.share, this.stop));
    this.viewer = h('div.viewer', {}, still(this.local));
    this.root = h('li.entry', {}, print(this.local, file.name), h('article.answer', { 'aria-label': file.name }, this.viewer, this.work));
  }

  async start() {
    this.words.textContent = t('sending.goes');
    this.sending = api.send(this.file, this.key, (share) => this.tell(share));
    try {
      this.intake.onSent(this, await this.sending.done);
    } catch (problem) {
      if (!('status' in problem)) throw problem;
      if (LATER.includes(problem.code)) this.later(problem);
      else if (problem.status !== -1) this.failed(problem);
    }
  }

  tell(share) {
    this.bar.style.transform = `scaleX(${share})`;
    this.progress.setAttribute('aria-valuenow', Math.round(share * 100));
    this.share.textContent = percent(share);
  }

  /** There is no room for it now: it waits here, and is sent when others are done. */
  later(problem) {
    this.tell(0);
    this.share.textContent = '';
    this.words.textContent = t('sending.waits');
    this.intake.postpone(this, Math.max(PATIENCE_MS, (problem.retryAfter ?? 0) * 1000));
  }

  failed(problem) {
    const again = h('button.link', { type: 'button', onclick: () => this.again() }, t('sending.again'));
    const away = h('button.link', { type: 'button', onclick: () => this.give_up() }, t('close'));
    this.root.dataset.state = 'failed';
    this.viewer.remove();
    this.failure = h('div.work', { role: 'alert' }, h('p.problem', {}, icon('warning'), h('span', {}, problem.message)),
      h('p.choices-of-failure', {}, problem.status === 0 || problem.status >= 429 ? again : null, away));
    this.work.replaceWith(this.failure);
  }

  again() {
    delete this.root.dataset.state;
    this.failure.replaceWith(this.work);
    this.work.before(this.viewer);
    this.intake.enqueue(this); // the same key: what arrived after all is not taken twice
  }

  give_up() {
    this.sending?.abort();
    this.root.remove();
    this.intake.drop(this);
    URL.revokeObjectURL(this.local);
  }
}

export class Intake {
  constructor({ limit, onAdded, onSent, onDropped, onIdle }) {
    Object.assign(this, { limit, onAdded, onSent, onDropped, onIdle, waiting: [], going: 0 });
    for (const id of ['pick', 'camera']) {
      byId(id).addEventListener('change', (event) => { this.take(event.target.files); event.target.value = ''; });
    }
    addEventListener('paste', (event) => {
      if (event.clipboardData?.files.length) { event.preventDefault(); this.take(event.clipboardData.files); }
    });
    this.listenToDrops();
  }

  listenToDrops() {
    let depth = 0;
    const veil = (shown) => byId('drop-veil').classList.toggle('shown', shown);
    const holdsFiles = (event) => event.dataTransfer?.types.includes('Files') && !document.querySelector('dialog[open]');
    addEventListener('dragenter', (event) => { if (holdsFiles(event)) { depth += 1; veil(true); } });
    addEventListener('dragleave', (event) => { if (holdsFiles(event)) { depth -= 1; veil(depth > 0); } });
    addEventListener('dragover', (event) => { if (event.dataTransfer?.types.includes('Files')) event.preventDefault(); });
    addEventListener('drop', (event) => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      depth = 0;
      veil(false);
      if (holdsFiles(event)) this.take(event.dataTransfer.files);
    });
  }

  /** Send every file; the server says what is wrong with one that is no photo. */
  take(files) {
    const taken = [...files].map((file) => new Sending(this, file));
    this.onAdded(taken);
    for (const sending of taken) {
      if (sending.file.size > this.limit) {
        sending.failed({ status: 413, message: t('sending.too_large', { limit: megabytes(this.limit) }) });
      } else this.enqueue(sending);
    }
  }

  enqueue(sending) {
    this.waiting.push(sending);
    this.next();
  }

  postpone(sending, milliseconds) {
    this.waiting.unshift(sending);
    clearTimeout(this.pause);
    this.pause = setTimeout(() => { this.pause = null; this.next(); }, milliseconds);
  }

  drop(sending) {
    this.waiting = this.waiting.filter((other) => other !== sending);
    this.onDropped();
  }

  next() {
    while (!this.pause && this.going < AT_ONCE && this.waiting.length) this.go(this.waiting.shift());
  }

  async go(sending) {
    this.going += 1;
    try {
      await sending.start();
    } finally {
      this.going -= 1;
      this.next();
      if (!this.going) this.onIdle();
    }
  }

  get busy() { return this.going > 0 || this.waiting.length > 0; }
}
