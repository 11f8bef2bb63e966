// The before/after slider: drag, touch, wheel, pinch and keys; nearer and farther.

import { calm, h, icon, iconButton } from './dom.js';
import { percent, t } from './texts.js';
import { Zoom } from './zoom.js';

const NEARER = 2.5;

export class Compare {
  /** `wheelZooms`: the wheel zooms by itself (in a dialog), otherwise only with Ctrl, so that the page scrolls. */
  constructor({ wheelZooms = false, onExpand = null } = {}) {
    this.zoom = new Zoom();
    this.pointers = new Map();
    this.wheelZooms = wheelZooms;
    this.before = h('img', { draggable: false, alt: '' });
    this.after = h('img', { draggable: false, alt: '' });
    this.layer = h('div.compare-layer', {}, this.after);
    this.grip = h('div.compare-grip', {
      role: 'slider', tabIndex: 0, 'aria-label': t('compare.slider'), 'aria-valuemin': '0', 'aria-valuemax': '100',
      'aria-orientation': 'horizontal', onkeydown: (event) => this.onKey(event),
    }, icon('split'));
    this.line = h('div.compare-line', {}, this.grip);
    this.stage = h('div.compare-stage', {}, this.before, this.layer, this.line,
      h('span.tag.tag-before', { 'aria-hidden': 'true' }, t('compare.before')),
      h('span.tag.tag-after', { 'aria-hidden': 'true' }, t('compare.after')));
    this.root = h('div.compare', {}, this.stage, this.tools(onExpand));
    this.listen();
    this.split(0.5);
  }

  tools(onExpand) {
    const farther = iconButton('zoom_out', t('compare.farther'), () => this.zoomBy(1 / 1.6));
    farther.classList.add('farther'); // there only while there is something to leave
    return h('div.compare-tools', {}, farther,
      iconButton('zoom_in', t('compare.nearer'), () => this.zoomBy(1.6)),
      onExpand && iconButton('expand', t('compare.expand'), onExpand));
  }

  listen() {
    const stage = this.stage;
    stage.addEventListener('pointerdown', (event) => this.onDown(event));
    stage.addEventListener('pointermove', (event) => this.onMove(event));
    for (const end of ['pointerup', 'pointercancel']) stage.addEventListener(end, (event) => this.onUp(event));
    stage.addEventListener('dblclick', (event) => this.toggle(event));
    stage.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
  }

  /** Show two pictures of one size; `alt` says what the result is. */
  show(before, after, alt, width, height) {
    if (this.before.getAttribute('src') !== before) this.before.src = before;
    if (this.after.getAttribute('src') !== after) this.after.src = after;
    this.after.alt = alt;
    if (width && height) {
      this.root.style.setProperty('--ratio', width / height);
      this.stage.style.aspectRatio = `${width} / ${height}`;
    }
  }

  /** Draw the line over the picture once, so that everybody sees what there is to pull. */
  reveal() {
    if (calm()) return;
    const begin = performance.now();
    const step = (now) => {
      const part = Math.min(1, (now - begin) / 1100);
      if (this.pointers.size) return;
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
    this.before.style.transform = this.after.style.transform = this.zoom.css;
    if (!this.zoom.near && document.activeElement?.classList.contains('farther')) this.grip.focus();
    this.stage.classList.toggle('near', this.zoom.near);
  }

  box() { return this.stage.getBoundingClientRect(); }

  zoomBy(factor, clientX, clientY) {
    const box = this.box();
    this.zoom.at(factor, (clientX ?? box.left + box.width / 2) - box.left, (clientY ?? box.top + box.height / 2) - box.top, box.width, box.height);
    this.place();
  }

  toggle(event) {
    if (this.zoom.near) { this.zoom.reset(); this.place(); } else this.zoomBy(NEARER, event.clientX, event.clientY);
  }

  onDown(event) {
    if (event.button !== 0) return;
    this.stage.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, event);
    this.pulling = this.grip.contains(event.target) || !this.zoom.near;
    if (this.pointers.size === 1 && this.pulling && event.pointerType === 'mouse') this.pull(event);
  }

  onMove(event) {
    const earlier = this.pointers.get(event.pointerId);
    if (!earlier) return;
    if (this.pointers.size === 2) this.pinch(event);
    else if (this.pulling) this.pull(event);
    else { const box = this.box(); this.zoom.move(event.clientX - earlier.clientX, event.clientY - earlier.clientY, box.width, box.height); this.place(); }
    this.pointers.set(event.pointerId, event);
  }

  onUp(event) { this.pointers.delete(event.pointerId); }

  pull(event) { const box = this.box(); this.split((event.clientX - box.left) / box.width); }

  pinch(event) {
    const other = [...this.pointers.values()].find((pointer) => pointer.pointerId !== event.pointerId);
    const earlier = this.pointers.get(event.pointerId);
    const span = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    this.zoomBy(span(event) / Math.max(1, span(earlier)), (event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2);
  }

  onWheel(event) {
    if (!this.wheelZooms && !event.ctrlKey) return;
    event.preventDefault();
    this.zoomBy(Math.exp(-event.deltaY / 400), event.clientX, event.clientY);
  }

  onKey(event) {
    const steps = { ArrowLeft: -0.02, ArrowDown: -0.02, ArrowRight: 0.02, ArrowUp: 0.02, PageDown: -0.1, PageUp: 0.1 };
    const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (event.shiftKey && event.key in moves) { const box = this.box(); this.zoom.move(...moves[event.key], box.width, box.height); this.place(); }
    else if (event.key in steps) this.split(this.share + steps[event.key]);
    else if (event.key === 'Home') this.split(0);
    else if (event.key === 'End') this.split(1);
    else if (event.key === '+' || event.key === '=') this.zoomBy(1.6);
    else if (event.key === '-') this.zoomBy(1 / 1.6);
    else if (event.key === '0') { this.zoom.reset(); this.place(); }
    else return;
    event.preventDefault();
  }
}
