// The page: photos come in, and the conversation shows what the server says of each.

import * as api from './api.js';
import { Card, isBusy } from './card.js';
import { openSettings } from './dialogs.js';
import { byId, calm } from './dom.js';
import { Intake } from './intake.js';
import { Live } from './live.js';
import { announce, toast } from './notices.js';
import { learn, t } from './texts.js';

class Page {
  constructor(about) {
    this.about = about;
    this.parameters = about.parameters;
    this.cards = new Map();
    this.removed = new Set();
    this.arriving = new Map(); // told of by the stream while a photo is being sent: it may be that one
    this.count = 0;
    this.intake = new Intake({ limit: about.limit_bytes, onAdded: (taken) => this.added(taken), onSent: (sending, photo) => this.sent(sending, photo), onDropped: () => this.settle(), onIdle: () => this.arrived() });
    this.live = new Live({
      onPhotos: (photos, asked) => this.all(photos, asked), onPhoto: (photo) => this.one(photo), onGone: (id) => this.gone(id),
      busy: () => this.intake.busy || [...this.cards.values()].some((card) => isBusy(card.photo)),
    });
    byId('open-settings').addEventListener('click', () => openSettings(about, () => this.all([])));
    addEventListener('beforeunload', (event) => { if (this.intake.busy) event.preventDefault(); });
  }

  /** Files that are on their way. */
  added(taken) {
    byId('thread').append(...taken.map((sending) => sending.root));
    this.settle();
    taken[0]?.root.scrollIntoView({ behavior: calm() ? 'auto' : 'smooth', block: 'start' });
  }

  /** It arrived: its place in the conversation becomes the photo's. */
  sent(sending, photo) {
    const known = this.cards.get(photo.id);
    if (known) { known.local ??= sending.local; sending.root.replaceWith(known.root); return; }
    const card = this.card(photo.id, sending.local);
    sending.root.replaceWith(card.root);
    card.since = performance.now();
    card.update(this.arriving.get(photo.id) ?? photo); // what the stream told is not older than the answer
    this.arriving.delete(photo.id);
    this.live.settle();
  }

  /** Nothing is on its way any more: what came meanwhile was sent from elsewhere. */
  arrived() {
    const photos = [...this.arriving.values()];
    this.arriving.clear();
    for (const photo of photos) this.one(photo);
  }

  card(id, local = null) {
    this.count += 1;
    const card = new Card(this, this.count, local);
    this.cards.set(id, card);
    return card;
  }

  one(photo) {
    if (this.removed.has(photo.id)) return;
    const known = this.cards.get(photo.id);
    if (!known && this.intake.going) { this.arriving.set(photo.id, photo); return; }
    const card = known ?? this.card(photo.id);
    const before = known?.photo?.state;
    if (!known) byId('thread').append(card.root);
    card.update(photo);
    if (before && before !== photo.state && !isBusy(photo)) this.finished(card);
    this.settle();
  }

  finished(card) {
    const { photo, name } = card;
    announce(photo.state === 'delivered' ? t('photo.done', { name }) : `${name}: ${photo.problem?.text ?? photo.text}`);
    if (document.hidden) document.title = '✓ Heirloom';
  }

  /** The whole state as it was some time after it was asked for, the oldest first: after loading, a break or a restart of the server. */
  all(photos, asked = performance.now()) {
    const there = new Set(photos.map((photo) => photo.id));
    for (const [id, card] of [...this.cards]) if (!there.has(id) && card.since < asked) this.gone(id); // one that was sent meanwhile may be missing
    for (const photo of photos) this.one(photo);
    document.body.classList.add('ready');
    this.settle();
  }

  gone(id) {
    this.removed.add(id);
    this.arriving.delete(id);
    const card = this.cards.get(id);
    if (!card) return;
    const held = card.root.contains(document.activeElement);
    card.root.remove();
    this.cards.delete(id);
    if (held) byId('composer').focus();
    this.settle();
  }

  settle() {
    document.body.classList.toggle('empty', byId('thread').childElementCount === 0);
    byId('download-all').hidden = [...this.cards.values()].filter((card) => card.names?.length).length < 2;
  }
}

document.addEventListener('visibilitychange', () => { if (!document.hidden) document.title = 'Heirloom'; });

async function begin() {
  try {
    const about = await api.getPage();
    const photos = await api.getPhotos();
    learn(about.texts);
    new Page(about).all(photos); // the stream begins here, so that what it tells is newer; and there is one page, however often this is tried
  } catch (problem) {
    if (!('status' in problem)) throw problem;
    if (problem.status === 401) { location.reload(); return; }
    byId('connection').hidden = false;
    setTimeout(begin, 3000);
  }
}

addEventListener('unhandledrejection', (event) => toast(t('went_wrong') + (event.reason?.status === undefined ? '' : ` ${event.reason.message}`)));
begin();
