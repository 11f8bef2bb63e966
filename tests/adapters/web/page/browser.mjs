// What of a browser the page's scripts need before anything is shown: an empty document with a language.

globalThis.document ??= { documentElement: { lang: 'en' }, body: { dataset: { static: '/static' } } };

const SCRIPT = new URL('../../../../adapters/web/page/script/', import.meta.url);

/** One of the page's own modules. */
export const script = (name) => import(new URL(name, SCRIPT));
