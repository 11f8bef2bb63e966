import assert from 'node:assert/strict';
import test from 'node:test';

import { script } from './browser.mjs';

const { moved } = await script('crop.js');
const BOX = { left: 0.25, top: 0.25, width: 0.5, height: 0.5 };

test('a box that is moved keeps its size and stays inside the picture', () => {
  assert.deepEqual(moved(BOX, '', 0.125, -0.125), { ...BOX, left: 0.375, top: 0.125 });
  assert.deepEqual(moved(BOX, '', 9, 9), { ...BOX, left: 0.5, top: 0.5 });
  assert.deepEqual(moved(BOX, '', -9, -9), { ...BOX, left: 0, top: 0 });
});

test('an edge that is pulled leaves the others where they are', () => {
  assert.deepEqual(moved(BOX, 'e', 0.125, 0.3), { ...BOX, width: 0.625 });
  assert.deepEqual(moved(BOX, 'nw', 0.125, 0.125), { left: 0.375, top: 0.375, width: 0.375, height: 0.375 });
});

test('no edge passes its opposite or the rim', () => {
  const squeezed = moved(BOX, 'e', -9, 0);
  assert.ok(squeezed.width > 0.04 && squeezed.width < 0.06);
  const wide = moved(BOX, 'se', 9, 9);
  assert.equal(wide.left + wide.width, 1);
  assert.equal(wide.top + wide.height, 1);
});
