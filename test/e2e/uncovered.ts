import type { Page } from 'playwright-core';

/**
 * Controls that are in sight and lie under something else: a notice, a tooltip, a neighbour. What its own
 * list or pane has scrolled away is not in sight; what stands beneath an open dialog or menu is meant to.
 */
export function covered(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const above = document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]');
    return [
      ...(above ?? document).querySelectorAll<HTMLElement>(
        'button, a[href], input, textarea, select, [role="tab"]',
      ),
    ]
      .filter((part) => {
        const box = part.getBoundingClientRect();
        if (part.closest('[aria-hidden="true"]')) return false;
        if (box.width < 2 || box.height < 2 || !part.checkVisibility({ opacityProperty: true })) return false;
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        for (let around = part.parentElement; around; around = around.parentElement) {
          const room = around.getBoundingClientRect();
          const clips = getComputedStyle(around).overflow !== 'visible';
          if (clips && (x < room.left || x > room.right || y < room.top || y > room.bottom)) return false;
        }
        if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
        const top = document.elementFromPoint(x, y);
        return top !== null && !part.contains(top) && !top.contains(part) && top.closest('label') === null;
      })
      .map((part) => part.outerHTML.slice(0, 160));
  });
}

/**
 * Parts of the bars at the top and above a thread that are wider than their room, so cut off without dots.
 */
export function cutInBars(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('header, header *')]
      .filter((part) => {
        if (!part.checkVisibility() || part.tagName === 'INPUT') return false;
        const { overflowX, textOverflow } = getComputedStyle(part);
        const box = part.getBoundingClientRect();
        if (box.width > 2 && box.right > innerWidth + 1) return true;
        // What is for screen readers alone is one pixel wide.
        return (
          box.width > 2 &&
          overflowX === 'hidden' &&
          textOverflow !== 'ellipsis' &&
          part.scrollWidth > part.clientWidth + 1
        );
      })
      .map((part) => part.outerHTML.slice(0, 160)),
  );
}

/** Titles of which a word is broken over two lines, for want of room beside their bar's buttons. */
export function brokenTitles(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('header :is(h1, h2)')].flatMap((title) => {
      const text = title.firstChild;
      if (!(text instanceof Text) || !title.checkVisibility()) return [];
      return [...text.data.matchAll(/[^\s-]+/gu)]
        .filter(({ index, 0: word }) => {
          const range = document.createRange();
          range.setStart(text, index);
          range.setEnd(text, index + word.length);
          return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
        })
        .map(({ 0: word }) => word);
    }),
  );
}
