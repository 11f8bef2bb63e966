// Pictures that may not be there or not be shown, and drawings in their place.

import { h, icon } from './dom.js';
import { turnedCanvas, turnRectangle } from './turned.js';

const blank = (kind) => h(`div.blank.${kind}`, {}, icon('photos'));

/** A picture, or a drawing of one where this browser cannot show it (HEIC before it was read, for one). */
export function picture(source, kind = 'plain') {
  if (!source) return blank(kind);
  const image = h(`img.${kind}`, { src: source, alt: '', draggable: false });
  image.addEventListener('error', () => image.replaceWith(blank(kind)), { once: true });
  return image;
}

/** A picture at the size of the before/after slider that will take its place: nothing jumps then. */
export function still(source, ratio = null) {
  const shown = picture(source, 'framed');
  shown.classList.add('still');
  const settle = (of) => of && shown.style.setProperty('--ratio', of);
  settle(ratio);
  shown.addEventListener('load', () => settle(shown.naturalWidth / shown.naturalHeight));
  return shown;
}

/** A small print of what was sent, with words beside it. */
export function print(source, title, ...words) {
  return h('div.sent', {}, h('div.print.print-small', {}, picture(source)), h('div.sent-words', {}, h('strong', {}, title), ...words));
}

/** Load a picture for drawing it. */
export async function loaded(source) {
  const image = new Image();
  image.src = source;
  await image.decode();
  return image;
}

/** The whole photo turned as its versions are, on a canvas, with one of them where it was not cropped away. */
export async function whole({ previews, rotate, crop }, version) {
  const canvas = turnedCanvas(await loaded(previews.original), rotate);
  const { left, top, width, height } = turnRectangle(crop ?? { left: 0, top: 0, width: 1, height: 1 }, rotate);
  const shown = await loaded(previews[version]);
  canvas.getContext('2d').drawImage(shown, left * canvas.width, top * canvas.height, width * canvas.width, height * canvas.height);
  return canvas;
}
