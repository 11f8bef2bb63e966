// One photo in the conversation: what was sent, what is being done, and what came of it.

import * as api from './api.js';
import { openColors } from './colors.js';
import { Compare } from './compare.js';
import { openCrop } from './crop.js';
import { ask, openViewer } from './dialogs.js';
import { button, calm, h, icon } from './dom.js';
import { glass, onVersion } from './marks.js';
import { openMask } from './mask.js';
import { trying } from './notices.js';
import { loaded, print, still } from './pictures.js';
import { openSliders } from './sliders.js';
import { clock, knows, moment, t } from './texts.js';

const DRAWINGS = {
  stronger: 'stronger', gentler: 'gentler', color: 'color', colour: 'color', color_on: 'color', color_off: 'grey', colorize: 'color',
  grey: 'grey', vivid: 'vivid', more_vivid: 'vivid', less_vivid: 'pale', other_colors: 'other', rotate: 'rotate', faces: 'face', twice: 'twice', again: 'retry',
};
const OWN = ['delete', 'cancel', 'full', 'full_quality', 'compare', 'original', 'file']; // the page has these in another form
const BUSY = ['queued', 'running', 'restored'];

export const isBusy = (photo) => BUSY.includes(photo.state);
const wordsOf = (action) => action.split(/[^a-z_]+/i);
const drawingOf = (action) => DRAWINGS[wordsOf(action).find((word) => word in DRAWINGS)] ?? 'stronger';
export const versionName = (name) => (knows(`version.${name}`) ? t(`version.${name}`) : name);

export class Card {
  constructor(page, number, local = null) {
    Object.assign(this, { page, number, local, photo: null, drawn: {}, heard: 0, since: 0 });
    this.sent = h('div');
    this.viewer = h('div.viewer');
    this.work = h('div.work');
    this.switch = h('div.switch');
    this.report = h('div.report');
    this.tools = h('div.tools');
    this.results = h('div.results');
    this.answer = h('article.answer', { 'aria-label': this.name, tabIndex: -1 },
      this.viewer, this.work, h('div.below', {}, this.switch, this.report, this.tools, this.results));
    this.root = h('li.entry', {}, this.sent, this.answer);
  }

  get name() { return t('photo.name', { number: this.number }); }

  /** Take over the state as the server tells it; only what changed is drawn anew, so that focus stays. */
  update(photo) {
    const earlier = this.photo;
    this.photo = photo;
    this.heard += 1;
    this.root.dataset.state = photo.state;
    this.root.dataset.id = photo.id;
    this.root.dataset.revision = photo.revision;
    this.answer.setAttribute('aria-busy', isBusy(photo));
    const names = Object.keys(photo.versions).filter((name) => name in photo.previews);
    this.version = names.includes(this.version) ? this.version : (names.includes('colorized') ? 'colorized' : names[0]);
    this.names = names;
    this.draw('sent', photo.previews.original ?? photo.original, () => this.drawSent());
    this.draw('viewer', [names, photo.previews, photo.state, this.version], () => this.drawViewer(earlier));
    this.draw('work', [photo.state, photo.text, photo.progress, photo.problem], () => this.drawWork());
    this.draw('switch', names, () => this.drawSwitch());
    this.draw('report', [photo.report, photo.previews.filled, isBusy(photo)], () => this.drawReport());
    this.draw('tools', [photo.buttons, photo.state, names.length], () => this.drawTools());
    this.draw('results', [photo.versions, this.version, photo.expires, isBusy(photo) && !this.version], () => this.drawResults());
  }

  draw(area, from, work) {
    const signature = JSON.stringify(from) ?? '';
    if (this.drawn[area] === signature) return;
    this.drawn[area] = signature;
    let focused = this[area]?.contains?.(document.activeElement) ? document.activeElement.dataset.key : null;
    if (area === 'tools' && document.activeElement === document.body) focused = this.pressed; // browsers take the focus from what is disabled
    if (area === 'tools') this.pressed = focused;
    work();
    if (focused) (this[area].querySelector(`[data-key="${CSS.escape(focused)}"]`) ?? this.answer).focus({ preventScroll: true });
  }

  /** The picture as it was sent: from the server, or, before it is there, from this very page. */
  get still() {
    const { previews = {}, original } = this.photo ?? {};
    return previews.before ?? previews.original ?? this.local ?? original ?? null;
  }

  drawSent() {
    const source = this.photo.previews.original ?? this.local ?? this.photo.original;
    const created = new Date(this.photo.created);
    this.sent.replaceChildren(print(source, this.name, h('time', { dateTime: created.toISOString() }, clock(created))));
  }

  /** Width over height of the versions, or of what was sent; null until it is known. */
  get ratio() {
    const { width, height, crop, rotate } = this.photo;
    const ratio = (width * (crop?.width ?? 1)) / (height * (crop?.height ?? 1));
    return width && height ? (rotate % 180 ? 1 / ratio : ratio) : null;
  }

  drawViewer(earlier) {
    const { photo } = this;
    this.viewer.classList.toggle('working', isBusy(photo));
    if (!this.version) {
      this.compare = null;
      const source = ['failed', 'cancelled'].includes(photo.state) ? null : this.still;
      if (source === this.shown && this.viewer.firstChild) return;
      this.shown = source;
      this.viewer.replaceChildren(...(source ? [still(source, this.ratio)] : []));
    } else if (this.compare) this.present(this.compare);
    else this.unveil(Boolean(earlier) && isBusy(earlier));
  }

  /** Put the slider in the place of the still picture, once its own can be seen. */
  async unveil(reveal) {
    const compare = new Compare({ onExpand: () => openViewer(this), onMarks: () => this.toggleMarks() });
    this.compare = compare;
    await this.present(compare);
    if (this.compare !== compare) return;
    this.shown = null;
    this.viewer.replaceChildren(compare.root);
    if (reveal) compare.reveal();
  }

  /** Let a slider show this photo's chosen version. Resolves when it can be seen. */
  present(compare) {
    const { photo, version } = this;
    compare.marksButton.hidden = !photo.previews.filled;
    if (this.marked !== this.marks) compare.mark(null);
    return compare.show(photo.previews.before ?? photo.previews.original, photo.previews[version], `${this.name}, ${versionName(version)}`, this.ratio);
  }

  /** What marks on this photo depend on. */
  get marks() { return JSON.stringify([this.photo.previews.filled, this.photo.crop, this.photo.rotate]); }

  /** Show on a slider where something was filled in, or show it no more. */
  async toggleMarks(compare = this.compare) {
    const { previews, crop, rotate } = this.photo;
    this.marked = this.marks;
    compare.mark(compare.marks ? null : onVersion(glass(await loaded(previews.filled)), crop, rotate));
    this.marksButton?.setAttribute('aria-pressed', String(Boolean(this.compare.marks)));
    if (compare === this.compare) this.lookAtPicture();
  }

  drawWork() {
    const { photo } = this;
    this.work.classList.toggle('over', isBusy(photo) && Boolean(this.version)); // over the earlier result, so that nothing moves
    if (isBusy(photo)) {
      const bar = h('div.bar', { role: 'progressbar', 'aria-label': photo.text || this.name, 'aria-valuemin': '0', 'aria-valuemax': '100',
        'aria-valuenow': String(Math.round(photo.progress * 100)) }, h('div.bar-done'));
      bar.firstChild.style.transform = `scaleX(${Math.max(0.02, photo.progress)})`;
      const stop = h('button.link', { type: 'button', 'data-key': 'cancel', onclick: () => trying(() => api.cancel(photo.id)) }, t('cancel'));
      this.work.replaceChildren(bar, h('p', {}, h('span', {}, photo.text), stop));
    } else if (photo.state === 'cancelled') {
      this.work.replaceChildren(h('p', {}, h('span', {}, photo.text)));
    } else if (photo.problem || photo.state === 'failed') {
      this.work.replaceChildren(h('p.problem', {}, icon('warning'), h('span', {}, photo.problem?.text ?? photo.text)));
    } else this.work.replaceChildren();
  }

  drawSwitch() {
    if (this.names.length < 2) { this.switch.replaceChildren(); return; }
    const choices = this.names.map((name) => h('label.choice', {},
      h('input.unseen', { type: 'radio', name: `version-${this.photo.id}`, value: name, checked: name === this.version, 'data-key': name,
        onchange: () => { this.version = name; this.update(this.photo); } }), h('span', {}, versionName(name))));
    this.switch.replaceChildren(h('fieldset.choices', {}, h('legend.unseen', {}, t('version.choose')), choices));
  }

  drawReport() {
    const { photo } = this;
    if (isBusy(photo) && photo.report.length === 0 && this.report.firstChild) return; // the earlier one stays until there is another
    const line = (sentence) => (photo.guesses.includes(sentence) ? h('li.guess', {}, icon('eye'), h('span', {}, sentence)) : h('li', {}, icon('check'), h('span', {}, sentence)));
    this.marksButton = photo.previews.filled ? button('quiet', 'eye', t('marks.show'), () => this.toggleMarks()) : null;
    this.marksButton?.setAttribute('aria-pressed', 'false');
    this.report.replaceChildren(...(photo.report.length === 0 ? [] : [h('ul', { 'aria-label': t('report.title') }, photo.report.map(line)), this.marksButton ?? '']));
  }

  drawTools() {
    const { photo } = this;
    const done = this.names.length > 0;
    if (done && isBusy(photo) && this.tools.firstChild) { // nothing jumps while it is done again
      for (const tile of this.tools.querySelectorAll('button')) tile.disabled = true;
      return;
    }
    const tiles = photo.buttons.flat().filter(({ action }) => !wordsOf(action).some((word) => OWN.includes(word)))
      .map(({ action, text }) => this.tile(action, drawingOf(action), text, () => this.again(() => api.press(photo.id, action))));
    if (this.names.includes('colorized')) tiles.push(this.tile('colors', 'dropper', t('colors.title'), () => openColors(this)));
    if (done) {
      tiles.push(this.tile('crop', 'crop', t('crop.title'), () => openCrop(this)),
        this.tile('mask', 'paint', t('mask.title'), () => openMask(this)),
        this.tile('sliders', 'tune', t('sliders.title'), () => openSliders(this, this.page.parameters)));
    }
    for (const tile of tiles) tile.disabled = isBusy(photo);
    this.tools.replaceChildren(...(tiles.length ? [h('div.tiles', { role: 'group', 'aria-label': t('tools.label') }, tiles)] : []));
  }

  tile(key, drawing, label, onclick) {
    const made = button('tile', drawing, label, onclick);
    made.dataset.key = key;
    return made;
  }

  drawResults() {
    const { photo } = this;
    const link = (kind, href, drawing, label, key) => h(`a.${kind}`, { href, download: '', 'data-key': key }, icon(drawing), h('span', {}, label));
    const parts = [];
    if (this.version) {
      parts.push(link('primary', photo.versions[this.version], 'download', t('download.one', { version: versionName(this.version) }), 'download'));
      if (photo.versions.compare) parts.push(link('quiet', photo.versions.compare, 'split', t('download.compare'), 'compare'));
      parts.push(link('quiet', photo.archive, 'archive', t('download.zip'), 'zip'));
    }
    if (isBusy(photo) && !this.version) { this.results.replaceChildren(); return; }
    const remove = button('quiet', 'delete', t('delete.one'), () => this.remove());
    remove.classList.add('danger');
    remove.dataset.key = 'delete';
    if (this.version) parts.push(remove, h('p.kept', {}, t('kept.until', { moment: moment(new Date(photo.expires)) })));
    else parts.push(remove);
    this.results.replaceChildren(...parts);
  }

  async remove() {
    const kept = Object.keys(this.photo.versions).length > 0;
    if (kept && !(await ask(t('delete.ask'), t('delete.one')))) return;
    if (await trying(() => api.remove(this.photo.id))) this.page.gone(this.photo.id);
  }

  /** Ask for the photo to be done again; the new state comes by itself. */
  adjust(wishes) { return this.again(() => api.adjust(this.photo.id, wishes)); }

  fill(mask) { return this.again(() => api.fill(this.photo.id, mask)); }

  /** Have something done again, and see that it can be seen. True when it was taken. */
  async again(work) {
    const { heard } = this;
    const taken = await trying(async () => {
      const photo = await work();
      if (this.heard === heard) this.page.one(photo); // otherwise the stream has told of something newer already
    });
    if (taken) this.lookAtPicture();
    return taken;
  }

  /** Bring the picture into the window, where it is not there already. */
  lookAtPicture() {
    const { top, bottom } = this.viewer.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) this.answer.scrollIntoView({ block: 'start', behavior: calm() ? 'auto' : 'smooth' });
  }
}
