// A picture to work on by hand: near and far, undo, and a pointer or keys that move a tool. What a tool does, it knows itself.

import { h } from './dom.js';
import { Gestures, wheelFactor } from './gestures.js';
import { Zoom } from './zoom.js';

/**
 * A picture (a canvas) with layers of the same size above it. The tool in use has:
 *   width                     of its ring, in pixels of the picture
 *   begin(spot), move(from, to), end()   spots are {x, y} in pixels of the picture
 * and each layer that a tool works on has a `canvas`, and `undo()` for the newest step that was told to `remember(layer)`.
 */
export class Easel {
  constructor(picture, { label, layers, onChange }) {
    Object.assign(this, { picture, layers, onChange });
    this.zoom = new Zoom();
    this.steps = [];
    this.at = { x: picture.width / 2, y: picture.height / 2 };
    this.ring = h('span.tool-ring', { 'aria-hidden': 'true' });
    this.sheet = h('div.paint-sheet', {}, picture, layers.map((layer) => layer.canvas), this.ring);
    this.root = h('div.paint-area', { tabIndex: 0, role: 'application', 'aria-label': label, onkeydown: (event) => this.onKey(event) }, this.sheet);
    this.root.style.setProperty('--ratio', picture.width / picture.height);
    this.gestures = new Gestures(this.root, this);
  }

  use(tool) {
    this.lift();
    this.tool = tool;
    this.showRing(this.at);
  }

  /** Undo has something to take back. */
  get changed() { return this.steps.length > 0; }

  remember(layer) {
    this.steps.push(layer);
    this.onChange();
  }

  undo() {
    this.lift();
    this.steps.pop()?.undo();
    this.onChange();
  }

  /** A pointer's place on the picture, in its pixels. */
  spot(event) {
    const box = this.picture.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * this.picture.width, y: ((event.clientY - box.top) / box.height) * this.picture.height };
  }

  showRing(spot) {
    this.at = spot;
    const { style } = this.ring;
    style.left = `${(spot.x / this.picture.width) * 100}%`;
    style.top = `${(spot.y / this.picture.height) * 100}%`;
    style.width = `${(this.tool.width / this.picture.width) * 100}%`;
  }

  begin(event) {
    event.preventDefault();
    this.root.focus({ preventScroll: true });
    this.lift();
    this.working = true;
    this.showRing(this.spot(event));
    this.tool.begin(this.at);
  }

  drag(event) {
    const from = this.at;
    this.showRing(this.spot(event));
    if (this.working) this.tool.move(from, this.at);
  }

  hover(event) { if (!this.holding) this.showRing(this.spot(event)); }

  end() {
    if (this.working) this.tool.end?.();
    this.working = false;
  }

  abandon() {
    if (this.working) this.undo(); // two fingers move the picture
    this.working = false;
  }

  pinch({ factor, x, y, dx, dy }) {
    const { left, top, width, height } = this.root.getBoundingClientRect();
    this.zoom.move(dx, dy, width, height);
    this.zoom.at(factor, x - left, y - top, width, height);
    this.sheet.style.transform = this.zoom.css;
  }

  wheel(event) {
    this.pinch({ factor: wheelFactor(event), x: event.clientX, y: event.clientY, dx: 0, dy: 0 });
    return true;
  }

  onKey(event) {
    const step = Math.max(2, this.tool.width / 3);
    const steps = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (event.key in steps) this.walk(...steps[event.key]);
    else if (event.key === ' ') this.press();
    else if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey)) this.undo();
    else return;
    event.preventDefault();
  }

  walk(dx, dy) {
    const from = this.at;
    const keep = (value, most) => Math.min(most, Math.max(0, value));
    this.showRing({ x: keep(from.x + dx, this.picture.width), y: keep(from.y + dy, this.picture.height) });
    if (this.holding) this.tool.move(from, this.at);
  }

  press() {
    if (this.holding) { this.lift(); return; }
    this.holding = true;
    this.root.classList.add('holding');
    this.tool.begin(this.at);
  }

  /** Lift a tool that keys have lowered. */
  lift() {
    if (this.holding) this.tool.end?.();
    this.holding = false;
    this.root.classList.remove('holding');
  }
}
