// Pictures turned by quarters, and rectangles on them as fractions. Degrees count clockwise.

/** Draw `image` turned by `degrees` onto a canvas of its own, at most `longest` pixels long. */
export function turnedCanvas(image, degrees, longest = 2048) {
  const scale = Math.min(1, longest / Math.max(image.naturalWidth, image.naturalHeight));
  return turn(image, Math.round(image.naturalWidth * scale), Math.round(image.naturalHeight * scale), degrees);
}

/** Draw something of `width` x `height` turned by `degrees` onto a new canvas. */
export function turn(source, width, height, degrees) {
  const canvas = document.createElement('canvas');
  const across = degrees % 180 !== 0;
  canvas.width = across ? height : width;
  canvas.height = across ? width : height;
  const pen = canvas.getContext('2d');
  pen.translate(canvas.width / 2, canvas.height / 2);
  pen.rotate((degrees * Math.PI) / 180);
  pen.drawImage(source, -width / 2, -height / 2, width, height);
  pen.resetTransform();
  return canvas;
}

/** Where a rectangle of the upright picture lies after one quarter turn clockwise, and so for more. */
export function turnRectangle({ left, top, width, height }, degrees) {
  let box = { left, top, width, height };
  for (let turns = (((degrees / 90) % 4) + 4) % 4; turns > 0; turns -= 1) {
    box = { left: 1 - box.top - box.height, top: box.left, width: box.height, height: box.width };
  }
  return box;
}

/** Where a place of the upright picture, in fractions, lies after quarter turns clockwise. */
export function turnPoint({ x, y }, degrees) {
  const { left, top } = turnRectangle({ left: x, top: y, width: 0, height: 0 }, degrees);
  return { x: left, y: top };
}

/** Cut a rectangle of fractions out of something of `width` x `height`. */
export function cutOut(source, { left, top, width, height }, wide, high) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * wide));
  canvas.height = Math.max(1, Math.round(height * high));
  canvas.getContext('2d').drawImage(source, -Math.round(left * wide), -Math.round(top * high), wide, high);
  return canvas;
}
