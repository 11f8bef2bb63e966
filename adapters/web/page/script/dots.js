// Colours given to places: a layer of dots, and the tool that sets, moves and takes away one.

/** A layer of dots {x, y, color}, places in its pixels. */
export class Dots {
  constructor(width, height, dots) {
    this.canvas = document.createElement('canvas');
    this.canvas.width = width;
    this.canvas.height = height;
    this.radius = 0.011 * Math.max(width, height);
    this.pen = this.canvas.getContext('2d');
    this.dots = dots;
    this.earlier = [];
    this.draw();
  }

  /** Take over other dots, and keep the earlier ones for `undo`. */
  set(dots) {
    this.earlier.push(this.dots);
    this.dots = dots;
    this.draw();
  }

  undo() {
    this.dots = this.earlier.pop() ?? [];
    this.draw();
  }

  /** The dot under a place, the newest first. */
  under({ x, y }) {
    return this.dots.findLast((dot) => Math.hypot(dot.x - x, dot.y - y) < 1.6 * this.radius);
  }

  /** Put a dot elsewhere, as part of the step that is being done. */
  shift(dot, to) {
    const moved = { ...dot, ...to };
    this.dots = this.dots.map((other) => (other === dot ? moved : other));
    this.draw();
    return moved;
  }

  draw() {
    const { pen, radius } = this;
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    for (const { x, y, color } of this.dots) {
      const disc = (size, fill) => {
        pen.beginPath();
        pen.arc(x, y, size, 0, 2 * Math.PI);
        pen.fillStyle = fill;
        pen.fill();
      };
      disc(1.35 * radius, 'rgb(0 0 0 / 55%)');
      disc(1.2 * radius, '#fff');
      disc(radius, color);
    }
  }
}

/** A tool for the easel: it sets a dot of `color`, and drags the one that it meets; a click on one takes it away. */
export class Dropper {
  constructor(easel, layer, color) {
    Object.assign(this, { easel, layer, color, width: 2.4 * layer.radius });
  }

  begin(spot) {
    this.held = this.layer.under(spot);
    this.isNew = !this.held;
    this.moved = false;
    this.layer.set(this.held ? this.layer.dots : [...this.layer.dots, { ...spot, color: this.color }]);
    if (this.isNew) this.held = this.layer.dots.at(-1);
    this.easel.remember(this.layer);
  }

  move(_from, to) {
    if (Math.hypot(to.x - this.held.x, to.y - this.held.y) > this.layer.radius) this.moved = true;
    if (this.moved) this.held = this.layer.shift(this.held, to);
  }

  end() {
    if (this.isNew || this.moved) return;
    this.layer.dots = this.layer.dots.filter((dot) => dot !== this.held);
    this.layer.draw();
  }
}
