// Pointers on a picture: one draws or pulls, two pinch, the wheel zooms. What they mean, the handler decides.

/**
 * Listen to pointers on `element`. The handler may have:
 *   begin(event), drag(event, earlier), end()   one pointer, from its press to its release
 *   abandon()                                   a second finger came: what began was the start of a pinch
 *   left(event)                                 of two fingers one stays
 *   hover(event)                                a pointer that presses nothing
 *   pinch({ factor, x, y, dx, dy })             two fingers, about the window's point (x, y), moved by (dx, dy)
 *   wheel(event) -> boolean                     whether the wheel was used, so that the page does not scroll
 */
export class Gestures {
  constructor(element, handler) {
    this.element = element;
    this.handler = handler;
    this.pointers = new Map();
    element.addEventListener('pointerdown', (event) => this.down(event));
    element.addEventListener('pointermove', (event) => this.move(event));
    for (const end of ['pointerup', 'pointercancel']) element.addEventListener(end, (event) => this.up(event));
    element.addEventListener('wheel', (event) => handler.wheel?.(event) && event.preventDefault(), { passive: false });
  }

  get busy() { return this.pointers.size > 0; }

  down(event) {
    if (event.button !== 0 || this.pointers.size === 2) return;
    this.element.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, event);
    if (this.pointers.size === 1) this.handler.begin?.(event);
    else this.handler.abandon?.();
  }

  move(event) {
    const earlier = this.pointers.get(event.pointerId);
    if (!earlier) {
      if (!this.busy) this.handler.hover?.(event);
      return;
    }
    this.pointers.set(event.pointerId, event);
    if (this.pointers.size === 2) this.pinch(event, earlier);
    else this.handler.drag?.(event, earlier);
  }

  up(event) {
    if (!this.pointers.delete(event.pointerId)) return;
    if (this.busy) this.handler.left?.([...this.pointers.values()][0]);
    else this.handler.end?.();
  }

  pinch(event, earlier) {
    const other = [...this.pointers.values()].find((pointer) => pointer.pointerId !== event.pointerId);
    const span = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    this.handler.pinch?.({
      factor: span(event) / Math.max(1, span(earlier)),
      x: (event.clientX + other.clientX) / 2, y: (event.clientY + other.clientY) / 2,
      dx: (event.clientX - earlier.clientX) / 2, dy: (event.clientY - earlier.clientY) / 2,
    });
  }
}

/** How much the wheel zooms. */
export const wheelFactor = (event) => Math.exp(-event.deltaY / 400);
