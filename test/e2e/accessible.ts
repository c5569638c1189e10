import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * axe on a page, in its "legacy" mode, which stays in that page: otherwise each look opens another window
 * to join findings in frames of other sites, and Heed has no such frames.
 */
export const axeOn = (page: Page): AxeBuilder => new AxeBuilder({ page }).setLegacyMode();

/** axe finds nothing in the page that it calls serious or critical. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await axeOn(page).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
  ).toEqual([]);
}
