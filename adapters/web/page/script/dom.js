// Making elements, without ever parsing HTML.

const SVG = 'http://www.w3.org/2000/svg';
const files = document.body.dataset.static;

/** An element: `h('button.primary', {type: 'button', onclick: f}, 'text', child)`. */
export function h(selector, properties = {}, ...children) {
  const [tag, ...classes] = selector.split('.');
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(' ');
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.includes('-') || name === 'role' || name === 'for' || name === 'list') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** One of the drawings in icons.svg. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `${files}/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** A button of icon and words. */
export function button(kind, drawing, label, onclick) {
  return h(`button.${kind}`, { type: 'button', onclick }, icon(drawing), h('span', {}, label));
}

/** A button of an icon alone; the words are for those who hear, and for the pointer that waits. */
export function iconButton(drawing, label, onclick) {
  return h('button.round', { type: 'button', title: label, 'aria-label': label, onclick }, icon(drawing));
}

export const byId = (id) => document.getElementById(id);

/** An id that nobody else has; also where the page is not served over TLS. */
export function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
