// Things said in passing: to everybody at the lower edge, or to screen readers alone.

import { byId, h, iconButton } from './dom.js';
import { t } from './texts.js';

const STAYS_MS = 9000;

/** Tell those who hear the page; one thing at a time, the newest wins. */
export function announce(sentence) {
  byId('announcer').textContent = '';
  setTimeout(() => { byId('announcer').textContent = sentence; }, 50);
}

/** Say what did not work; it goes by itself, or when it is closed. */
export function toast(sentence) {
  const note = h('div.toast', {}, h('p', {}, sentence), iconButton('close', t('close'), () => note.remove()));
  byId('toasts').append(note);
  setTimeout(() => note.remove(), STAYS_MS);
}

/** Run what a person asked for, and say so when it did not work. True when it did. */
export async function trying(work) {
  try {
    await work();
    return true;
  } catch (problem) {
    if (!('status' in problem)) throw problem;
    toast(problem.message);
    return false;
  }
}
