// Dialogs: questions, the large view, settings. Native ones, which keep the focus and close with Escape.

import * as api from './api.js';
import { Compare } from './compare.js';
import { button, h, iconButton } from './dom.js';
import { trying } from './notices.js';
import { language, t } from './texts.js';

/** A dialog with a title and a cross; it is gone when closed. Resolves when that happens. */
export function show(kind, title, ...content) {
  const id = `dialog-${Math.random().toString(36).slice(2)}`;
  const close = iconButton('close', t('close'), () => dialog.close(''));
  const dialog = h(`dialog.dialog.${kind}`, { 'aria-labelledby': id },
    h('div.dialog-head', {}, h('h2', { id }, title), close), ...content);
  document.body.append(dialog);
  dialog.addEventListener('click', (event) => event.target === dialog && kind !== 'editor' && dialog.close(''));
  dialog.closed = new Promise((resolve) => dialog.addEventListener('close', () => { dialog.remove(); resolve(dialog.returnValue); }));
  dialog.showModal();
  return dialog;
}

/** A yes-or-no question; true for yes. */
export async function ask(question, yes) {
  const no = h('button.quiet', { type: 'button', autofocus: true, onclick: () => dialog.close('') }, t('keep'));
  const agree = h('button.primary.danger', { type: 'button', onclick: () => dialog.close('yes') }, yes);
  const dialog = show('question', yes, h('p', {}, question), h('div.dialog-foot', {}, no, agree));
  return (await dialog.closed) === 'yes';
}

/** The slider as large as the window. */
export function openViewer(card) {
  const compare = new Compare({ wheelZooms: true, onMarks: () => card.toggleMarks(compare) });
  const dialog = show('large', card.name, compare.root);
  card.present(compare);
  compare.grip.focus();
  return dialog.closed;
}

/** The settings: language, what is kept for how long, forgetting everything. */
export function openSettings(page, onForgotten) {
  const choose = h('select', { id: 'language', onchange: async () => {
    if (await trying(() => api.speak(choose.value))) location.reload();
  } }, Object.entries(page.languages).map(([code, name]) => h('option', { value: code, selected: code === language(), lang: code }, name)));
  const forget = button('quiet', 'delete', t('forget.title'), async () => {
    if (!(await ask(t('forget.ask'), t('forget.title')))) return;
    if (await trying(() => api.forget())) { dialog.close(''); onForgotten(); }
  });
  forget.classList.add('danger');
  const privacy = h('p.note');
  api.getPrivacy().then((text) => { privacy.textContent = text; }, () => privacy.remove());
  const dialog = show('sheet', t('settings.title'),
    h('div.field', {}, h('label', { htmlFor: 'language' }, t('settings.language')), choose),
    privacy, forget);
}
