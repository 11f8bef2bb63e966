// Painting: a layer of strokes, and the brush and eraser that make them.

import { COLOUR } from './marks.js';

/** A layer that is painted on. Strokes are kept as lines, so that any number can be undone in little memory. */
export class Strokes {
  /** `begin`: what lies on it from the start, a canvas or null. */
  constructor(width, height, begin = null) {
    this.canvas = document.createElement('canvas');
    this.canvas.width = width;
    this.canvas.height = height;
    this.pen = this.canvas.getContext('2d');
    this.pen.lineCap = this.pen.lineJoin = 'round';
    this.pen.strokeStyle = COLOUR;
    this.begin = begin;
    this.strokes = [];
    this.redraw();
  }

  add(stroke) {
    this.strokes.push(stroke);
    this.draw(stroke);
  }

  /** Draw a line from the end of the newest stroke. */
  lengthen(to) {
    const stroke = this.strokes.at(-1);
    const from = stroke.points.at(-1);
    stroke.points.push(to);
    this.line({ ...stroke, points: [from, to] });
  }

  undo() {
    this.strokes.pop();
    this.redraw();
  }

  redraw() {
    this.wipe();
    if (this.begin) this.pen.drawImage(this.begin, 0, 0, this.canvas.width, this.canvas.height);
    for (const stroke of this.strokes) this.draw(stroke);
  }

  draw(stroke) {
    if (stroke.clears) this.wipe();
    else this.line(stroke);
  }

  line({ erases, width, points }) {
    const { pen } = this;
    pen.globalCompositeOperation = erases ? 'destination-out' : 'source-over';
    pen.lineWidth = width;
    pen.beginPath();
    pen.moveTo(points[0].x, points[0].y);
    for (const { x, y } of points) pen.lineTo(x + 0.01, y); // a point is a line too
    pen.stroke();
    pen.globalCompositeOperation = 'source-over';
  }

  wipe() { this.pen.clearRect(0, 0, this.canvas.width, this.canvas.height); }
}

/** A tool for the easel that draws on a layer, or takes away from it. */
export class Brush {
  constructor(easel, layer, { erases = false, width }) {
    Object.assign(this, { easel, layer, erases, width });
  }

  begin(spot) {
    this.layer.add({ erases: this.erases, width: this.width, points: [spot] });
    this.easel.remember(this.layer);
  }

  move(_from, to) { this.layer.lengthen(to); }
}
