import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unlock } from '../../main/core/store/cipher.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { sayIn } from '../helpers/say.ts';
import { type ConsoleLine, type Running, startConsoleProcess } from './processes.ts';

/** What a person sees when the store cannot be opened, or cannot be written any more. */

let browser: Browser;
const dataDir = mkdtempSync(join(tmpdir(), 'heed-stopped-'));
const demo = join(dataDir, 'demo');
let running: Running<ConsoleLine> | null = null;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await running?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('the banner says why nothing is sent, and goes when it is over; the start page names the remedy and looks again', async () => {
  running = await startConsoleProcess(dataDir, { demo: true });
  const page = await browser.newPage();
  await page.goto(running.line.url);
  await page.getByRole('button', { name: /maya/i }).first().click();
  await page.getByRole('navigation').first().waitFor();

  const key = readFileSync(join(demo, 'demo-key.txt'), 'utf8').split('\n')[0] ?? '';
  const other = new Database(join(demo, 'heed.db'), { timeout: 30_000 });
  unlock(other, { key });
  other.exec('BEGIN IMMEDIATE');
  const banner = page.getByRole('alert').filter({ hasText: 'another program' });
  await banner.waitFor({ timeout: 30_000 });
  expect(await banner.textContent()).toContain('Close the other program');
  other.exec('ROLLBACK');
  other.close();
  await banner.waitFor({ state: 'detached', timeout: 30_000 });

  await running.stop();
  renameSync(join(demo, 'demo-key.txt'), join(dataDir, 'kept.txt'));
  running = await startConsoleProcess(dataDir);
  const again = await browser.newPage();
  await again.goto(running.line.url);
  const problem = again.getByRole('alert');
  await problem.waitFor();
  expect(await problem.textContent()).toMatch(/key beside the demo store is gone.*Delete the folder “demo”/s);
  renameSync(join(dataDir, 'kept.txt'), join(demo, 'demo-key.txt'));
  await again.getByRole('button', { name: sayIn('en')('start:stopped.retry') }).click();
  await again.getByRole('button', { name: /maya/i }).first().waitFor({ timeout: 30_000 });
});
