import type { Page } from 'playwright-core';
import type { en } from '../../shared/locales/en/index.ts';
import { textsOf } from '../helpers/otherLanguage.ts';

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A text as patterns: places hold anything, but where hardly a word stands around them only figures, else
 * such a text would fit every other. Parts within tags stand on the screen as texts of their own.
 */
function patternsOf(text: string): RegExp[] {
  return text.split(/<\/?\w+\/?>/).flatMap((part) => {
    const fixed = part.trim().split(/\{\{.*?\}\}/);
    const letters = fixed.join('').replace(/[^\p{L}]/gu, '').length;
    if (letters === 0) return [];
    const place = letters < 4 ? '[\\d.,:/ ]+' : '.+';
    return [new RegExp(`^${fixed.map(escaped).join(place)}$`, 'su')];
  });
}

/** Says of a text whether it comes from a catalogue. */
export function catalogueOf(texts: typeof en): (text: string) => boolean {
  const all = textsOf(texts).map(([, text]) => text);
  const whole = new Set(all);
  const patterns = all.filter((text) => /\{\{|</.test(text)).flatMap(patternsOf);
  return (text) => whole.has(text) || patterns.some((pattern) => pattern.test(text));
}

/**
 * Every text of the page that a person reads or hears: words between tags, titles, hints and names of fields.
 * Not those of another language.
 */
export function textsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.body.querySelectorAll('*')) {
      if (element.closest('body [lang], script, style')) continue;
      // A library measures its fields with unseen copies of them.
      if (element.ariaHidden === 'true' && element.matches('textarea')) continue;
      for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'])
        found.push(element.getAttribute(name) ?? '');
      for (const node of element.childNodes)
        if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? '');
    }
    return [...new Set(found.map((text) => text.trim()).filter((text) => /\p{L}/u.test(text)))];
  });
}
