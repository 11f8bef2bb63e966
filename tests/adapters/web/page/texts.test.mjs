import assert from 'node:assert/strict';
import test from 'node:test';

import { script } from './browser.mjs';

const { knows, learn, megabytes, percent, t } = await script('texts.js');

test('a sentence is said with its parameters', () => {
  learn({ place: 'Waiting, {number} before this one' });
  assert.equal(t('place', { number: 3 }), 'Waiting, 3 before this one');
  assert.equal(t('place'), 'Waiting, {number} before this one');
});

test('a sentence that the server does not know is said by its code', () => {
  learn({});
  assert.equal(t('no.such'), 'no.such');
  assert.equal(knows('no.such'), false);
});

test('figures are written as the language of the page has them', () => {
  assert.equal(percent(0.256), '26%');
  document.documentElement.lang = 'de';
  assert.equal(percent(0.5), '50\u00a0%');
  assert.equal(megabytes(1_250_000), '1,3');
  document.documentElement.lang = 'en';
});
