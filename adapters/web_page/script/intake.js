// How photos come in: dropped, pasted, picked or photographed; several at once, two on their way at a time.

import * as api from './api.js';
import { byId, h, icon, randomId } from './dom.js';
import { megabytes, percent, t } from './texts.js';

const AT_ONCE = 2;

/** A photo on its way to the server: a card like any other, with what went wrong if it did. */
class Sending {
  constructor(intake, file) {
    this.intake = intake;
    this.file = file;
    this.key = randomId();
    this.local = URL.createObjectURL(file);
    this.picture = h('img', { src: this.local, alt: '' });
    this.picture.addEventListener('error', () => this.picture.replaceWith(h('div.blank.plain', {}, icon('photos'))), { once: true });
    this.bar = h('div.bar-done');
    this.words = h('span', {}, t('sending.waits'));
    this.share = h('span.share');
    this.stop = h('button.link', { type: 'button', onclick: () => this.give_up() }, t('cancel'));
    this.work = h('div.work', {}, h('div.bar', { role: 'progressbar', 'aria-label': t('sending.goes') }, this.bar), h('p', {}, this.words, this.share, this.stop));
    this.root = h('li.entry', {}, h('div.sent', {}, h('div.print.print-small', {}, this.picture)), h('article.answer', {}, this.work));
  }

  async start() {
    this.words.textContent = t('sending.goes');
    this.sending = api.send(this.file, this.key, (share) => {
      this.bar.style.transform = `scaleX(${share})`;
      this.share.textContent = percent(share);
    });
    try {
      this.intake.onSent(this, await this.sending.done);
    } catch (problem) {
      if (!('status' in problem)) throw problem;
      if (problem.status !== -1) this.failed(problem);
    }
  }

  failed(problem) {
    const again = h('button.link', { type: 'button', onclick: () => this.again() }, t('sending.again'));
    const away = h('button.link', { type: 'button', onclick: () => this.give_up() }, t('close'));
    this.root.dataset.state = 'failed';
    this.failure = h('div.work', { role: 'alert' }, h('p.problem', {}, icon('warning'), h('span', {}, problem.message)),
      h('p', {}, problem.status === 0 || problem.status >= 429 ? again : null, away));
    this.work.replaceWith(this.failure);
  }

  again() {
    delete this.root.dataset.state;
    this.failure.replaceWith(this.work);
    this.intake.enqueue(this); // the same key: what arrived after all is not taken twice
  }

  give_up() {
    this.sending?.abort();
    this.intake.drop(this);
    this.root.remove();
    URL.revokeObjectURL(this.local);
  }
}

export class Intake {
  constructor({ limit, onAdded, onSent }) {
    Object.assign(this, { limit, onAdded, onSent, waiting: [], going: 0 });
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
    for (const file of files) {
      const sending = new Sending(this, file);
      this.onAdded(sending);
      if (file.size > this.limit) {
        sending.failed({ status: 413, message: t('sending.too_large', { limit: megabytes(this.limit) }) });
      } else this.enqueue(sending);
    }
  }

  enqueue(sending) {
    this.waiting.push(sending);
    this.next();
  }

  drop(sending) { this.waiting = this.waiting.filter((other) => other !== sending); }

  async next() {
    if (this.going >= AT_ONCE || !this.waiting.length) return;
    this.going += 1;
    try {
      await this.waiting.shift().start();
    } finally {
      this.going -= 1;
      this.next();
    }
  }

  get busy() { return this.going > 0; }
}
