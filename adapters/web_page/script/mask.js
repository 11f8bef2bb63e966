// Painting over damage by hand; what is painted is filled in anew.

import { show } from './dialogs.js';
import { button, h } from './dom.js';
import { greyPng } from './png.js';
import { t } from './texts.js';
import { loaded, turn, turnedCanvas } from './turned.js';
import { Zoom } from './zoom.js';

const COLOUR = '#ff3b5c';
const MOST_UNDO = 20;

class Painter {
  constructor(image, degrees, onChange) {
    this.degrees = degrees;
    this.onChange = onChange;
    this.picture = turnedCanvas(image, degrees);
    this.canvas = h('canvas', { width: this.picture.width, height: this.picture.height });
    this.pen = this.canvas.getContext('2d', { willReadFrequently: true });
    this.zoom = new Zoom();
    this.earlier = [];
    this.pointers = new Map();
    this.at = { x: this.canvas.width / 2, y: this.canvas.height / 2 };
    this.size = 0.04; // of the longer side
    this.ring = h('span.brush-ring', { 'aria-hidden': 'true' });
    this.sheet = h('div.paint-sheet', {}, this.picture, this.canvas, this.ring);
    this.root = h('div.paint-area', { tabIndex: 0, role: 'application', 'aria-label': t('mask.keys'), onkeydown: (event) => this.onKey(event) }, this.sheet);
    this.root.style.setProperty('--ratio', this.canvas.width / this.canvas.height);
    this.listen();
  }

  listen() {
    this.root.addEventListener('pointerdown', (event) => this.onDown(event));
    this.root.addEventListener('pointermove', (event) => this.onMove(event));
    for (const end of ['pointerup', 'pointercancel']) this.root.addEventListener(end, (event) => this.onUp(event));
    this.root.addEventListener('wheel', (event) => {
      event.preventDefault();
      this.nearer(Math.exp(-event.deltaY / 400), event.clientX, event.clientY);
    }, { passive: false });
  }

  get thick() { return this.size * Math.max(this.canvas.width, this.canvas.height); }

  remember() {
    this.earlier.push(this.pen.getImageData(0, 0, this.canvas.width, this.canvas.height));
    if (this.earlier.length > MOST_UNDO) this.earlier.shift();
  }

  undo() {
    const before = this.earlier.pop();
    if (before) this.pen.putImageData(before, 0, 0);
    this.onChange();
  }

  clear() {
    this.remember();
    this.pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.onChange();
  }

  stroke(from, to) {
    this.pen.globalCompositeOperation = this.erasing ? 'destination-out' : 'source-over';
    this.pen.strokeStyle = COLOUR;
    this.pen.lineWidth = this.thick;
    this.pen.lineCap = 'round';
    this.pen.beginPath();
    this.pen.moveTo(from.x, from.y);
    this.pen.lineTo(to.x + 0.01, to.y);
    this.pen.stroke();
    this.onChange();
  }

  /** A pointer's place on the canvas, in its pixels. */
  spot(event) {
    const box = this.canvas.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * this.canvas.width, y: ((event.clientY - box.top) / box.height) * this.canvas.height };
  }

  nearer(factor, clientX, clientY) {
    const box = this.root.getBoundingClientRect();
    this.zoom.at(factor, clientX - box.left, clientY - box.top, box.width, box.height);
    this.place();
  }

  place() { this.sheet.style.transform = this.zoom.css; this.showRing(this.at); }

  showRing(spot) {
    this.at = spot;
    const { style } = this.ring;
    style.left = `${(spot.x / this.canvas.width) * 100}%`;
    style.top = `${(spot.y / this.canvas.height) * 100}%`;
    style.width = `${(this.thick / this.canvas.width) * 100}%`;
  }

  onDown(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.root.focus();
    this.root.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, event);
    if (this.pointers.size === 2) { if (this.painting) this.undo(); this.painting = false; return; } // two fingers move
    this.remember();
    this.painting = true;
    this.stroke(this.spot(event), this.spot(event));
  }

  onMove(event) {
    const earlier = this.pointers.get(event.pointerId);
    this.showRing(this.spot(event));
    if (!earlier) return;
    if (this.pointers.size === 2) this.pinch(event, earlier);
    else if (this.painting) this.stroke(this.spot(earlier), this.spot(event));
    this.pointers.set(event.pointerId, event);
  }

  onUp(event) {
    this.pointers.delete(event.pointerId);
    if (!this.pointers.size) this.painting = false;
  }

  pinch(event, earlier) {
    const other = [...this.pointers.values()].find((pointer) => pointer.pointerId !== event.pointerId);
    const span = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    const box = this.root.getBoundingClientRect();
    this.zoom.move((event.clientX - earlier.clientX) / 2, (event.clientY - earlier.clientY) / 2, box.width, box.height);
    this.nearer(span(event) / Math.max(1, span(earlier)), (event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2);
  }

  onKey(event) {
    const step = Math.max(2, this.thick / 3);
    const steps = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (event.key in steps) {
      const [dx, dy] = steps[event.key];
      const to = { x: Math.min(this.canvas.width, Math.max(0, this.at.x + dx)), y: Math.min(this.canvas.height, Math.max(0, this.at.y + dy)) };
      if (this.holding || event.shiftKey) this.stroke(this.at, to);
      this.showRing(to);
    } else if (event.key === ' ') {
      this.holding = !this.holding;
      this.root.classList.toggle('holding', this.holding);
      if (this.holding) { this.remember(); this.stroke(this.at, this.at); }
    } else if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey)) this.undo();
    else return;
    event.preventDefault();
  }

  /** The painted marks, upright: grey values with their size. */
  marks() {
    const { width, height } = this.canvas;
    const across = this.degrees % 180 !== 0;
    const upright = turn(this.canvas, width, height, (360 - this.degrees) % 360);
    const { data } = upright.getContext('2d').getImageData(0, 0, across ? height : width, across ? width : height);
    const grey = new Uint8Array(data.length / 4);
    for (let index = 0; index < grey.length; index += 1) grey[index] = data[index * 4 + 3] > 127 ? 255 : 0;
    return { grey, width: upright.width, height: upright.height };
  }
}

/** Let a person paint over damage, and fill it in. */
export async function openMask(card) {
  const image = await loaded(card.photo.previews.original);
  const apply = h('button.primary', { type: 'button', disabled: true }, t('mask.fill'));
  const painter = new Painter(image, card.photo.rotate, () => { apply.disabled = !painter.earlier.length; });
  const brush = button('tile', 'paint', t('mask.brush'), () => choose(false));
  const eraser = button('tile', 'eraser', t('mask.eraser'), () => choose(true));
  const choose = (erasing) => {
    painter.erasing = erasing;
    brush.setAttribute('aria-pressed', String(!erasing));
    eraser.setAttribute('aria-pressed', String(erasing));
  };
  const size = h('input', { type: 'range', min: 0.005, max: 0.15, step: 0.005, value: painter.size, 'aria-label': t('mask.size') });
  size.addEventListener('input', () => { painter.size = Number(size.value); painter.showRing(painter.at); });
  const dialog = show('editor', t('mask.title'), h('p.editor-note', {}, t('mask.lead')), h('div.editor-space', {}, painter.root),
    h('div.editor-bar', {}, brush, eraser, h('label.brush-size', {}, h('span', {}, t('mask.size')), size),
      button('tile', 'undo', t('mask.undo'), () => painter.undo()), button('tile', 'clear', t('mask.clear'), () => painter.clear()), apply));
  choose(false);
  painter.showRing(painter.at);
  painter.root.focus();
  apply.addEventListener('click', async () => {
    const { grey, width, height } = painter.marks();
    const mask = await greyPng(grey, width, height);
    if (await card.fill(mask)) dialog.close('');
  });
  return dialog.closed;
}
