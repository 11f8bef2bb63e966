import assert from 'node:assert/strict';
import test from 'node:test';

import { script } from './browser.mjs';

const { MOST, Zoom } = await script('zoom.js');

test('the point under the finger stays where it is', () => {
  const zoom = new Zoom();
  zoom.at(2, 100, 50, 400, 300);
  zoom.at(1.5, 200, 150, 400, 300);
  const seen = { x: (200 - zoom.x) / zoom.scale, y: (150 - zoom.y) / zoom.scale };
  zoom.at(1.2, 200, 150, 400, 300);
  assert.ok(Math.abs((200 - zoom.x) / zoom.scale - seen.x) < 1e-9);
  assert.ok(Math.abs((150 - zoom.y) / zoom.scale - seen.y) < 1e-9);
});

test('it is never smaller than its frame, and never larger than the most', () => {
  const zoom = new Zoom();
  zoom.at(0.1, 10, 10, 400, 300);
  assert.equal(zoom.scale, 1);
  assert.equal(zoom.near, false);
  zoom.at(1000, 10, 10, 400, 300);
  assert.equal(zoom.scale, MOST);
});

test('it never leaves a gap at the edge', () => {
  const zoom = new Zoom();
  zoom.at(3, 200, 150, 400, 300);
  zoom.move(9999, -9999, 400, 300);
  assert.equal(zoom.x, 0);
  assert.equal(zoom.y, 300 * (1 - 3));
});
