import type { Page } from 'playwright-core';
import type { en } from '../../shared/locales/en/index.ts';
import { textsOf } from '../helpers/otherLanguage.ts';

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Patterns for the texts of a catalogue. A place in a text matches anything; where hardly a word stands
 * around it, only figures, since it would match every other text. Parts within tags are texts of their own.
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

/** Whether a text comes from a catalogue. */
export function catalogueOf(texts: typeof en): (text: string) => boolean {
  const all = textsOf(texts).map(([, text]) => text);
  const whole = new Set(all);
  const patterns = all.filter((text) => /\{\{|</.test(text)).flatMap(patternsOf);
  return (text) => whole.has(text) || patterns.some((pattern) => pattern.test(text));
}

/**
 * Every text of the page that a person reads or hears: words between tags, titles, hints and names of
 * fields. Parts that are marked as another language are left out.
 */
export function textsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.body.querySelectorAll('*')) {
      if (element.closest('body [lang], script, style')) continue;
      // A library measures its fields with invisible copies of them.
      if (element.ariaHidden === 'true' && element.matches('textarea')) continue;
      for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'])
        found.push(element.getAttribute(name) ?? '');
      for (const node of element.childNodes)
        if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? '');
    }
    return [...new Set(found.map((text) => text.trim()).filter((text) => /\p{L}/u.test(text)))];
  });
}
