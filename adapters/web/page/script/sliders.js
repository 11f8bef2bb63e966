// A slider for every strength of the recipe, drawn from its schema.

import { show } from './dialogs.js';
import { h } from './dom.js';
import { percent, t } from './texts.js';

/** The control for one strength: its row, and how to read and set its value. */
function control(parameter, value) {
  const id = `strength-${parameter.name}`;
  if (parameter.kind === 'switch') {
    const input = h('input', { id, type: 'checkbox', checked: Boolean(value), role: 'switch' });
    return { row: h('div.field.field-switch', {}, h('label', { htmlFor: id }, parameter.text), input), input,
      read: () => input.checked, set: (to) => { input.checked = to; } };
  }
  const output = h('output', { htmlFor: id });
  const input = h('input', { id, type: 'range', min: parameter.minimum, max: parameter.maximum, step: 0.05 });
  const tell = () => {
    output.textContent = percent(Number(input.value));
    input.setAttribute('aria-valuetext', output.textContent);
    input.style.setProperty('--filled', `${((input.value - parameter.minimum) / (parameter.maximum - parameter.minimum)) * 100}%`);
  };
  const set = (to) => { input.value = to; tell(); };
  input.addEventListener('input', tell);
  set(value);
  return { row: h('div.field', {}, h('label', { htmlFor: id }, parameter.text), output, input), input, read: () => Number(input.value), set };
}

/** Let a person set every strength by hand, and do the photo again with them. */
export function openSliders(card, parameters) {
  const used = card.photo.recipe ?? {};
  const controls = new Map(parameters.map((parameter) => [parameter, control(parameter, used[parameter.name] ?? parameter.default)]));
  const values = () => Object.fromEntries([...controls].map(([parameter, { read }]) => [parameter.name, read()]));
  const begin = JSON.stringify(values());
  const apply = h('button.primary', { type: 'button', disabled: true }, t('apply'));
  const reset = h('button.quiet', { type: 'button' }, t('sliders.reset'));
  const settle = () => { apply.disabled = JSON.stringify(values()) === begin; };
  reset.addEventListener('click', () => {
    for (const [parameter, { set }] of controls) set(used[parameter.name] ?? parameter.default);
    settle();
  });
  const form = h('div.sliders', { oninput: settle }, [...controls.values()].map(({ row }) => row));
  const dialog = show('sheet', t('sliders.title'), form, h('div.dialog-foot', {}, reset, apply));
  apply.addEventListener('click', async () => {
    // What was not touched keeps its exact value: the sliders' own steps would round it.
    const touched = JSON.parse(begin);
    const wanted = Object.fromEntries(Object.entries(values()).map(([name, value]) => [name, value === touched[name] && name in used ? used[name] : value]));
    if (await card.adjust({ recipe: { ...used, ...wanted } })) dialog.close(''); // what no control shows stays
  });
}
