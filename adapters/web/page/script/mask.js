// Marking damage by hand: what is marked is filled in anew, and nothing else.

import { Brush, Strokes } from './brush.js';
import { show } from './dialogs.js';
import { button, h } from './dom.js';
import { Easel } from './easel.js';
import { glass, onVersion, toFile } from './marks.js';
import { loaded, whole } from './pictures.js';
import { t } from './texts.js';
import { turn } from './turned.js';

const SIZES = { min: 0.005, max: 0.15, step: 0.005, value: 0.03 }; // of the picture's longer side

/** Let a person mark damage, beginning with what was filled in last, and fill it in. */
export async function openMask(card) {
  const { previews, rotate } = card.photo;
  const shown = await whole(card.photo, 'restored');
  const begin = previews.filled ? onVersion(glass(await loaded(previews.filled)), null, rotate) : null;
  const layer = new Strokes(shown.width, shown.height, begin);
  const fill = h('button.primary', { type: 'button', disabled: true }, t('mask.fill'));
  const easel = new Easel(shown, { label: t('mask.keys'), layers: [layer], onChange: () => { fill.disabled = !easel.changed; } });
  const width = (share) => share * Math.max(shown.width, shown.height);
  const tools = [[false, 'paint', 'mask.brush'], [true, 'eraser', 'mask.eraser']].map(([erases, drawing, label]) => {
    const tool = new Brush(easel, layer, { erases, width: width(SIZES.value) });
    return { tool, tile: button('tile', drawing, t(label), () => choose(tool)) };
  });
  const choose = (chosen) => {
    easel.use(chosen);
    for (const { tool, tile } of tools) tile.setAttribute('aria-pressed', String(tool === chosen));
  };
  const size = h('input', { type: 'range', ...SIZES, 'aria-label': t('mask.size') });
  size.addEventListener('input', () => {
    for (const { tool } of tools) tool.width = width(Number(size.value));
    easel.showRing(easel.at);
  });
  const clear = () => { layer.add({ clears: true }); easel.remember(layer); };
  const again = async () => { if (await card.adjust({ search: true })) dialog.close(''); };
  const search = card.photo.masked ? [button('tile', 'retry', t('mask.search'), again)] : [];
  const dialog = show('editor', t('mask.title'), h('p.editor-note', {}, t('mask.lead')), h('div.editor-space', {}, easel.root),
    h('div.editor-bar', {}, tools.map(({ tile }) => tile), h('label.tool-size', {}, h('span', {}, t('mask.size')), size),
      button('tile', 'undo', t('mask.undo'), () => easel.undo()), button('tile', 'clear', t('mask.clear'), clear), ...search, fill));
  choose(tools[0].tool);
  easel.root.focus();
  fill.addEventListener('click', async () => {
    const upright = turn(layer.canvas, shown.width, shown.height, (360 - rotate) % 360);
    if (await card.fill(await toFile(upright))) dialog.close('');
  });
  return dialog.closed;
}
