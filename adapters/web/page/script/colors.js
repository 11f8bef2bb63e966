// Saying which colour something had: the network's guess gives way to it, up to the edges of that thing.

import { show } from './dialogs.js';
import { button, h } from './dom.js';
import { Dots, Dropper } from './dots.js';
import { Easel } from './easel.js';
import { whole } from './pictures.js';
import { t } from './texts.js';
import { turnPoint } from './turned.js';

/** What old photographs are mostly asked about. Only hue and vividness count: how light it is, the photograph knows. */
const SWATCHES = {
  skin: '#d9a184', blond: '#c9a66b', brown: '#6b4a2f', red: '#a63434', pink: '#d68fa0', yellow: '#d9b44a', green: '#4f7a45', khaki: '#8a7d55',
  field_grey: '#6c7465', sky: '#7fa6cf', navy: '#34456e', purple: '#76527f', grey: '#8c8c8c',
};

/** Let a person give colours to places, beginning with those given before, and colour the photo again. */
export async function openColors(card) {
  const { rotate, recipe } = card.photo;
  const shown = await whole(card.photo, 'colorized');
  const dots = (recipe?.hints ?? []).map(({ x, y, color }) => {
    const at = turnPoint({ x, y }, rotate);
    return { x: at.x * shown.width, y: at.y * shown.height, color };
  });
  const layer = new Dots(shown.width, shown.height, dots);
  const apply = h('button.primary', { type: 'button', disabled: true }, t('colors.apply'));
  const easel = new Easel(shown, { label: t('colors.keys'), layers: [layer], onChange: () => { apply.disabled = !easel.changed; } });
  easel.root.classList.add('exact');
  const dropper = new Dropper(easel, layer, SWATCHES.green);
  const own = h('input', { type: 'color', value: SWATCHES.green, 'aria-label': t('colors.own') });
  const chips = Object.entries(SWATCHES).map(([name, color]) => {
    const chip = h('button.swatch', { type: 'button', title: t(`colors.${name}`), 'aria-label': t(`colors.${name}`), onclick: () => choose(color) });
    chip.style.setProperty('--swatch', color);
    return { color, chip };
  });
  const choose = (color) => {
    dropper.color = color;
    own.value = color;
    easel.ring.style.background = color;
    for (const { color: other, chip } of chips) chip.setAttribute('aria-pressed', String(other === color));
  };
  own.addEventListener('input', () => choose(own.value));
  const clear = () => { layer.set([]); easel.remember(layer); };
  const dialog = show('editor', t('colors.title'), h('p.editor-note', {}, t('colors.lead')), h('div.editor-space', {}, easel.root),
    h('div.editor-bar', {},
      h('div.swatches', { role: 'group', 'aria-label': t('colors.choose') }, chips.map(({ chip }) => chip), h('label.swatch-own', {}, own, h('span', {}, t('colors.own')))),
      button('tile', 'undo', t('mask.undo'), () => easel.undo()), button('tile', 'clear', t('mask.clear'), clear), apply));
  easel.use(dropper);
  choose(SWATCHES.green);
  easel.root.focus();
  apply.addEventListener('click', async () => {
    easel.lift();
    const hints = layer.dots.map(({ x, y, color }) => ({ ...turnPoint({ x: within(x / shown.width), y: within(y / shown.height) }, -rotate), color }));
    if (await card.adjust({ recipe: { ...recipe, colorize: true, hints } })) dialog.close('');
  });
  return dialog.closed;
}

const within = (share) => Math.min(1, Math.max(0, share));
