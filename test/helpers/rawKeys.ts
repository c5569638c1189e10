import { en } from '../../shared/locales/en/index.ts';

/**
 * Keys of the catalogue that no ordinary word looks like: those with a dot, with and without their
 * namespace, plurals by their stem.
 */
const keys = new Set<string>();
function collect(node: object, path: string, namespace: string): void {
  for (const [name, child] of Object.entries(node)) {
    const here = path === '' ? name : `${path}.${name}`;
    if (typeof child === 'object' && child !== null) collect(child, here, namespace);
    else
      for (const key of [here, here.replace(/_(one|many|other)$/, '')]) {
        keys.add(`${namespace}:${key}`);
        if (key.includes('.')) keys.add(key);
      }
  }
}
for (const [namespace, texts] of Object.entries(en)) collect(texts, '', namespace);

/** What a text shows of the inside: a stored sentence as JSON, or the key of a text; null if nothing. */
export function rawIn(text: string): string | null {
  if (text.includes('{"say"') || text.includes('{\\"say\\"')) return text.slice(0, 120);
  return text.split(/[\s"'“”«»(),;]+/u).find((word) => keys.has(word.replace(/[.:!?]+$/, ''))) ?? null;
}
