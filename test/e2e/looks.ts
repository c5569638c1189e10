import type { Page } from 'playwright-core';
import { axeOn } from './accessible.ts';

/**
 * What axe finds on a page in light and in dark, each with its place. `within`: only one part of the page.
 */
export async function inBothLooks(page: Page, within = 'body'): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Notices come and go above the view.
    const builder = axeOn(page)
      .include(within)
      .exclude('.mantine-Notifications-root')
      // The head of a dialog is a header element, which axe takes for a second one of the page.
      .disableRules('landmark-no-duplicate-banner');
    const { violations } = await builder.analyze();
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
