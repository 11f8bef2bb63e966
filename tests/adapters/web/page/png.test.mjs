import assert from 'node:assert/strict';
import test from 'node:test';
import { inflateSync } from 'node:zlib';

import { script } from './browser.mjs';

const { greyPng } = await script('png.js');

test('grey values are written as a PNG of one channel that holds just them', async () => {
  const grey = Uint8Array.of(0, 255, 7, 8, 9, 10);
  const file = Buffer.from(await (await greyPng(grey, 3, 2)).arrayBuffer());
  assert.equal(file.toString('latin1', 1, 4), 'PNG');
  assert.deepEqual([file.readUInt32BE(16), file.readUInt32BE(20), file[24], file[25]], [3, 2, 8, 0]);
  const at = file.indexOf('IDAT');
  const rows = inflateSync(file.subarray(at + 4, at + 4 + file.readUInt32BE(at - 4)));
  assert.deepEqual([...rows], [0, 0, 255, 7, 0, 8, 9, 10]);
});
