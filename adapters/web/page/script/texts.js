// The sentences, as the server says them in the reader's language; there are none in the scripts.

let words = {};

export const language = () => document.documentElement.lang;

export function learn(sentences) {
  words = sentences;
}

/** The sentence for a code, with `{name}` filled in; the code itself where there is none. */
export function t(code, parameters = {}) {
  return (words[code] ?? code).replace(/\{(\w+)\}/g, (whole, name) => parameters[name] ?? whole);
}

export const knows = (code) => code in words;

const percentages = new Map();
export function percent(share) {
  const key = language();
  if (!percentages.has(key)) percentages.set(key, new Intl.NumberFormat(key, { style: 'percent', maximumFractionDigits: 0 }));
  return percentages.get(key).format(share);
}

export const clock = (date) => new Intl.DateTimeFormat(language(), { hour: '2-digit', minute: '2-digit' }).format(date);

export const moment = (date) =>
  new Intl.DateTimeFormat(language(), { weekday: 'long', hour: '2-digit', minute: '2-digit' }).format(date);

export const megabytes = (bytes) => new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(bytes / 1e6);
