// Rotate and crop.

import { show } from './dialogs.js';
import { button, h } from './dom.js';
import { announce } from './notices.js';
import { loaded } from './pictures.js';
import { percent, t } from './texts.js';
import { turnRectangle, turnedCanvas } from './turned.js';

const LEAST = 0.05;
const WHOLE = { left: 0, top: 0, width: 1, height: 1 };
const EDGES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'];
const within = (value, from, to) => Math.min(to, Math.max(from, value));

/** Move a box, or some of its edges ("nw", "e", ...), by fractions, and keep it inside the picture. */
export function moved(box, edges, dx, dy) {
  let { left, top } = box;
  let right = left + box.width;
  let bottom = top + box.height;
  if (!edges) {
    left = within(left + dx, 0, 1 - box.width);
    top = within(top + dy, 0, 1 - box.height);
    return { left, top, width: box.width, height: box.height };
  }
  if (edges.includes('w')) left = within(left + dx, 0, right - LEAST);
  if (edges.includes('e')) right = within(right + dx, left + LEAST, 1);
  if (edges.includes('n')) top = within(top + dy, 0, bottom - LEAST);
  if (edges.includes('s')) bottom = within(bottom + dy, top + LEAST, 1);
  return { left, top, width: right - left, height: bottom - top };
}

class Cropper {
  constructor(image, degrees, box) {
    this.image = image;
    this.handles = EDGES.map((edges) => h(`span.handle.handle-${edges}`, { 'data-edges': edges }));
    this.frame = h('div.crop-frame', { tabIndex: 0, role: 'group', 'aria-roledescription': t('crop.frame'), 'aria-label': t('crop.keys'),
      onkeydown: (event) => this.onKey(event) }, this.handles);
    this.root = h('div.crop-area', {}, this.frame);
    this.root.addEventListener('pointerdown', (event) => this.onDown(event));
    this.root.addEventListener('pointermove', (event) => this.onMove(event));
    for (const end of ['pointerup', 'pointercancel']) this.root.addEventListener(end, () => { this.held = null; });
    this.turn(degrees);
    this.set(turnRectangle(box, degrees));
  }

  turn(degrees) {
    this.degrees = ((degrees % 360) + 360) % 360;
    this.canvas?.remove();
    this.canvas = turnedCanvas(this.image, this.degrees, 1600);
    this.root.prepend(this.canvas);
    this.root.style.setProperty('--ratio', this.canvas.width / this.canvas.height);
  }

  turnBy(degrees) {
    this.turn(this.degrees + degrees);
    this.set(turnRectangle(this.box, degrees));
  }

  set(box) {
    this.box = box;
    for (const side of ['left', 'top', 'width', 'height']) this.frame.style[side] = `${box[side] * 100}%`;
  }

  onDown(event) {
    if (event.button !== 0 || !this.frame.contains(event.target)) return;
    event.preventDefault();
    this.frame.focus();
    this.root.setPointerCapture(event.pointerId);
    this.held = { edges: event.target.dataset.edges ?? '', x: event.clientX, y: event.clientY, box: this.box };
  }

  onMove(event) {
    if (!this.held) return;
    const size = this.canvas.getBoundingClientRect();
    this.set(moved(this.held.box, this.held.edges, (event.clientX - this.held.x) / size.width, (event.clientY - this.held.y) / size.height));
  }

  onKey(event) {
    const steps = { ArrowLeft: [-0.01, 0], ArrowRight: [0.01, 0], ArrowUp: [0, -0.01], ArrowDown: [0, 0.01] };
    if (!(event.key in steps)) return;
    event.preventDefault();
    this.set(moved(this.box, event.shiftKey ? 'se' : '', ...steps[event.key]));
    announce(`${percent(this.box.width)} × ${percent(this.box.height)}`);
  }
}

/** Let a person turn and crop a photo. */
export async function openCrop(card) {
  const image = await loaded(card.photo.previews.original);
  const cropper = new Cropper(image, card.photo.rotate, card.photo.crop ?? WHOLE);
  const apply = h('button.primary', { type: 'button' }, t('apply'));
  const dialog = show('editor', t('crop.title'), h('div.editor-space', {}, cropper.root), h('div.editor-bar', {},
    button('tile', 'rotate_left', t('crop.left'), () => cropper.turnBy(-90)),
    button('tile', 'rotate', t('crop.right'), () => cropper.turnBy(90)),
    button('tile', 'expand', t('crop.whole'), () => cropper.set(WHOLE)), apply));
  cropper.frame.focus();
  apply.addEventListener('click', async () => {
    const box = turnRectangle(cropper.box, -cropper.degrees);
    const whole = box.width > 0.995 && box.height > 0.995;
    if (await card.adjust({ rotate: cropper.degrees, crop: whole ? WHOLE : box })) dialog.close('');
  });
  return dialog.closed;
}
