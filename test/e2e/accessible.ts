import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The axe that its package for Playwright brings, in the form that a browser reads soonest. */
const AXE = readFileSync(
  createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve(
    'axe-core/axe.min.js',
  ),
  'utf8',
);
const IS_THERE = 'typeof window.axe !== "undefined"';

/**
 * axe on a page, for what it calls violations. In its "legacy" mode it stays in that page: otherwise each
 * look opens another window to join findings in frames of other sites, and Heed has no such frames. A
 * document is given axe once: to read it again takes longer than most looks.
 */
export async function axeOn(page: Page): Promise<AxeBuilder> {
  const axeSource = (await page.evaluate(IS_THERE)) ? ';' : `if (!(${IS_THERE})) {\n${AXE}\n}`;
  return new AxeBuilder({ page, axeSource }).setLegacyMode().options({ resultTypes: ['violations'] });
}

/** axe finds nothing in the page that it calls serious or critical. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await (await axeOn(page)).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
  ).toEqual([]);
}
