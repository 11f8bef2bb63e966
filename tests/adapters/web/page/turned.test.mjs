import assert from 'node:assert/strict';
import test from 'node:test';

import { script } from './browser.mjs';

const { turnPoint, turnRectangle } = await script('turned.js');
const BOX = { left: 0.1, top: 0.2, width: 0.3, height: 0.4 };

function near(actual, expected) {
  for (const side of Object.keys(expected)) assert.ok(Math.abs(actual[side] - expected[side]) < 1e-9, side);
}

test('a quarter turn clockwise brings the left edge to the top', () => {
  near(turnRectangle(BOX, 90), { left: 0.4, top: 0.1, width: 0.4, height: 0.3 });
});

test('a turn and its opposite leave a rectangle where it was', () => {
  for (const degrees of [0, 90, 180, 270, 360]) near(turnRectangle(turnRectangle(BOX, degrees), -degrees), BOX);
});

test('four quarter turns are none', () => {
  let box = BOX;
  for (let turns = 0; turns < 4; turns += 1) box = turnRectangle(box, 90);
  near(box, BOX);
});

test('a corner goes round with its picture', () => {
  near(turnPoint({ x: 0, y: 0 }, 90), { x: 1, y: 0 });
  near(turnPoint({ x: 0, y: 0 }, 180), { x: 1, y: 1 });
  near(turnPoint({ x: 0, y: 0 }, 270), { x: 0, y: 1 });
});
