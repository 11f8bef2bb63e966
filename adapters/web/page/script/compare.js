// The before/after slider: pull the line by pointer, touch or keys; come nearer by wheel, pinch, buttons or keys.

import { calm, h, icon, iconButton } from './dom.js';
import { Gestures, wheelFactor } from './gestures.js';
import { percent, t } from './texts.js';
import { Zoom } from './zoom.js';

const NEARER = 2.5;
const STEP = 1.6;
const SIDEWAYS_PX = 6;
const REVEAL_MS = 1100;

export class Compare {
  /** `wheelZooms`: the wheel zooms by itself (in a dialog), otherwise only with Ctrl, so that the page scrolls. */
  constructor({ wheelZooms = false, onExpand = null, onMarks = null } = {}) {
    this.zoom = new Zoom();
    this.wheelZooms = wheelZooms;
    this.before = h('img', { draggable: false, alt: '' });
    this.after = h('img', { draggable: false, alt: '' });
    this.grip = h('div.compare-grip', {
      role: 'slider', tabIndex: 0, 'aria-label': t('compare.slider'), 'aria-valuemin': '0', 'aria-valuemax': '100',
      'aria-orientation': 'horizontal', onkeydown: (event) => this.onKey(event),
    }, icon('split'));
    this.layer = h('div.compare-layer', {}, this.after);
    this.stage = h('div.compare-stage.framed', {}, this.before, this.layer, h('div.compare-line', {}, this.grip),
      h('span.tag.tag-before', { 'aria-hidden': 'true' }, t('compare.before')),
      h('span.tag.tag-after', { 'aria-hidden': 'true' }, t('compare.after')));
    this.root = h('div.compare', {}, this.stage, this.tools(onExpand, onMarks));
    this.gestures = new Gestures(this.stage, this);
    this.stage.addEventListener('dblclick', (event) => this.toggle(event));
    this.split(0.5);
  }

  tools(onExpand, onMarks) {
    const farther = iconButton('zoom_out', t('compare.farther'), () => this.zoomBy(1 / STEP));
    farther.classList.add('farther'); // there only while there is something to leave
    this.marksButton = onMarks && iconButton('eye', t('marks.show'), onMarks);
    return h('div.compare-tools', {}, farther, this.marksButton,
      iconButton('zoom_in', t('compare.nearer'), () => this.zoomBy(STEP)),
      onExpand && iconButton('expand', t('compare.expand'), onExpand));
  }

  /** Show two pictures of one size; `alt` says what the result is. Resolves when both can be seen. */
  show(before, after, alt, ratio) {
    if (this.before.getAttribute('src') !== before) this.before.src = before;
    if (this.after.getAttribute('src') !== after) this.after.src = after;
    this.after.alt = alt;
    this.root.style.setProperty('--ratio', ratio);
    return Promise.allSettled([this.before.decode(), this.after.decode()]);
  }

  /** Lay a picture of marks over both; null takes it away. */
  mark(canvas) {
    this.marks?.remove();
    this.marks = canvas;
    if (canvas) {
      canvas.className = 'compare-marks';
      this.layer.after(canvas);
    }
    this.marksButton?.setAttribute('aria-pressed', String(Boolean(canvas)));
    this.place();
  }

  /** Draw the line over the picture once, so that everybody sees what there is to pull. */
  reveal() {
    if (calm()) return;
    const begin = performance.now();
    const step = (now) => {
      const part = Math.min(1, (now - begin) / REVEAL_MS);
      if (this.gestures.busy) return;
      this.split(1 - 0.5 * (1 - (1 - part) ** 3));
      if (part < 1) requestAnimationFrame(step);
    };
    this.split(1);
    requestAnimationFrame(step);
  }

  split(share) {
    this.share = Math.min(1, Math.max(0, share));
    this.stage.style.setProperty('--split', `${this.share * 100}%`);
    this.stage.classList.toggle('all-after', this.share < 0.12);
    this.stage.classList.toggle('all-before', this.share > 0.88);
    this.grip.setAttribute('aria-valuenow', Math.round(this.share * 100));
    this.grip.setAttribute('aria-valuetext', `${t('compare.before')} ${percent(this.share)}`);
  }

  place() {
    for (const layer of [this.before, this.after, this.marks]) if (layer) layer.style.transform = this.zoom.css;
    if (!this.zoom.near && document.activeElement?.classList.contains('farther')) this.grip.focus();
    this.stage.classList.toggle('near', this.zoom.near);
  }

  zoomBy(factor, clientX, clientY) {
    const { left, top, width, height } = this.stage.getBoundingClientRect();
    this.zoom.at(factor, (clientX ?? left + width / 2) - left, (clientY ?? top + height / 2) - top, width, height);
    this.place();
  }

  moveBy(dx, dy) {
    const { width, height } = this.stage.getBoundingClientRect();
    this.zoom.move(dx, dy, width, height);
    this.place();
  }

  toggle(event) {
    if (this.zoom.near) { this.zoom.reset(); this.place(); } else this.zoomBy(NEARER, event.clientX, event.clientY);
  }

  begin(event) {
    const held = this.grip.contains(event.target);
    this.pulling = held || !this.zoom.near;
    // A finger on the picture may be about to scroll: only when it goes sideways, it pulls.
    this.undecided = this.pulling && !held && event.pointerType === 'touch' ? event : null;
    if (this.pulling && event.pointerType === 'mouse') this.pull(event);
  }

  drag(event, earlier) {
    if (this.undecided && !this.decide(event)) return;
    if (this.pulling) this.pull(event);
    else this.moveBy(event.clientX - earlier.clientX, event.clientY - earlier.clientY);
  }

  decide(event) {
    const across = Math.abs(event.clientX - this.undecided.clientX);
    if (across < SIDEWAYS_PX || across < Math.abs(event.clientY - this.undecided.clientY)) return false;
    this.undecided = null;
    return true;
  }

  left() { this.pulling = false; this.undecided = null; }

  pinch({ factor, x, y, dx, dy }) {
    this.moveBy(dx, dy);
    this.zoomBy(factor, x, y);
  }

  wheel(event) {
    const used = this.wheelZooms || event.ctrlKey;
    if (used) this.zoomBy(wheelFactor(event), event.clientX, event.clientY);
    return used;
  }

  pull(event) {
    const { left, width } = this.stage.getBoundingClientRect();
    this.split((event.clientX - left) / width);
  }

  onKey(event) {
    const steps = { ArrowLeft: -0.02, ArrowDown: -0.02, ArrowRight: 0.02, ArrowUp: 0.02, PageDown: -0.1, PageUp: 0.1 };
    const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (event.shiftKey && event.key in moves) this.moveBy(...moves[event.key]);
    else if (event.key in steps) this.split(this.share + steps[event.key]);
    else if (event.key === 'Home') this.split(0);
    else if (event.key === 'End') this.split(1);
    else if (event.key === '+' || event.key === '=') this.zoomBy(STEP);
    else if (event.key === '-') this.zoomBy(1 / STEP);
    else if (event.key === '0') { this.zoom.reset(); this.place(); }
    else return;
    event.preventDefault();
  }
}
