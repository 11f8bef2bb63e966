// Marks on a photo: what was, or is to be, filled in. Files are white on black; on the screen they are red glass.

import { greyPng } from './png.js';
import { cutOut, turn } from './turned.js';

export const COLOUR = '#ff3b5c';
const [RED, GREEN, BLUE] = [255, 59, 92];

/** Red glass, the size of the file, where the file is white. */
export function glass(image) {
  const canvas = cutOut(image, { left: 0, top: 0, width: 1, height: 1 }, image.naturalWidth, image.naturalHeight);
  const pen = canvas.getContext('2d');
  const pixels = pen.getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < pixels.data.length; at += 4) {
    const marked = pixels.data[at] > 127;
    pixels.data.set([RED, GREEN, BLUE, marked ? 255 : 0], at);
  }
  pen.putImageData(pixels, 0, 0);
  return canvas;
}

/** Marks of the whole upright photo as they lie on its cropped and turned versions. */
export function onVersion(marks, crop, degrees) {
  const cut = crop ? cutOut(marks, crop, marks.width, marks.height) : marks;
  return turn(cut, cut.width, cut.height, degrees);
}

/** Glass as a file: one channel, white where it is not clear. */
export function toFile(canvas) {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const grey = new Uint8Array(data.length / 4);
  for (let index = 0; index < grey.length; index += 1) grey[index] = data[index * 4 + 3] > 127 ? 255 : 0;
  return greyPng(grey, canvas.width, canvas.height);
}
