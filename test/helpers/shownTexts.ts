import type { Page } from 'playwright-core';

export type Shown = {
  /** text, or the attribute that holds it. */
  readonly as: string;
  readonly text: string;
};

/**
 * Every text that a person can see or have read out on the page, each once: by node, or by element where
 * words of a sentence are marked; with names, hints and descriptions of controls. Without what people have
 * typed and the texts of conversations.
 */
export async function shownTexts(page: Page): Promise<readonly Shown[]> {
  return page.evaluate(() => {
    const ATTRIBUTES = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt'];
    const PEOPLES =
      '[class*="bubble"]:not([data-look="folded"]), :has(> mark), [lang]:not(html), textarea, script, style';
    const found = new Map<string, Shown>();
    const keep = (as: string, text: string | null) => {
      const plain = (text ?? '').replace(/\s+/g, ' ').trim();
      if (/\p{L}/u.test(plain)) found.set(`${as} ${plain}`, { as, text: plain });
    };
    keep('title', document.title);
    for (const element of document.querySelectorAll('body, body *')) {
      if (element.tagName !== 'OPTION' && !element.checkVisibility({ visibilityProperty: true })) continue;
      for (const name of ATTRIBUTES) keep(name, element.getAttribute(name));
      if (element.closest(PEOPLES) !== null) continue;
      const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
      for (const node of texts) keep('text', node.textContent);
      const marked = [...element.children].some((child) => getComputedStyle(child).display === 'inline');
      if (texts.length > 0 && marked) keep('text', element.textContent);
    }
    return [...found.values()];
  });
}
