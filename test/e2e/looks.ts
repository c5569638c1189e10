import type { Page } from 'playwright-core';
import { axeOn } from './accessible.ts';

/** The rules of axe that look at colours. Between light and dark nothing else changes. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds on a page in light and in dark, each with its place. `within`: only one part of the page.
 */
export async function inBothLooks(page: Page, within = 'body'): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const axe = await axeOn(page);
    // Notices come and go above the view.
    axe.include(within).exclude('.mantine-Notifications-root');
    // The head of a dialog is a header element, which axe takes for a second one of the page.
    if (colorScheme === 'light') axe.disableRules('landmark-no-duplicate-banner');
    else axe.withRules(OF_COLOURS);
    const { violations } = await axe.analyze();
    found.push(
      ...violations.map(
        ({ id, nodes }) =>
          `${colorScheme}: ${id} ${nodes
            .slice(0, 3)
            .map(({ html }) => html.slice(0, 200))
            .join(' ')}`,
      ),
    );
  }
  return found;
}
