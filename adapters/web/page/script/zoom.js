// How a picture lies in its frame: how many times larger, and moved by how much. Plain numbers, no elements.

export const MOST = 10;

export class Zoom {
  constructor() { this.reset(); }

  reset() { this.scale = 1; this.x = 0; this.y = 0; }

  get near() { return this.scale > 1.001; }

  /** Zoom by `factor` so that the point (px, py) of the frame stays where it is. */
  at(factor, px, py, width, height) {
    const scale = Math.min(MOST, Math.max(1, this.scale * factor));
    const ratio = scale / this.scale;
    this.x = px - (px - this.x) * ratio;
    this.y = py - (py - this.y) * ratio;
    this.scale = scale;
    this.keep(width, height);
  }

  move(dx, dy, width, height) {
    this.x += dx;
    this.y += dy;
    this.keep(width, height);
  }

  /** The picture never leaves a gap at the frame's edge. */
  keep(width, height) {
    this.x = Math.min(0, Math.max(width * (1 - this.scale), this.x));
    this.y = Math.min(0, Math.max(height * (1 - this.scale), this.y));
  }

  get css() { return `translate(${this.x}px, ${this.y}px) scale(${this.scale})`; }
}
