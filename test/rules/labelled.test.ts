import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { decide } from '../../main/core/rules/decide.ts';
import { inbound, settings } from './facts.ts';

/**
 * Two sets of labelled texts. `looked` is the one that the phrase data were written against; `scored` was written before
 * the phrases and is only scored: its misses are not read when the phrases are changed, so its score says what strangers'
 * texts will meet. `wider` keywords (repeated, signed, two words) are no single keyword, so a hold is what is asked.
 */
const Row = z.object({
  text: z.string(),
  label: z.enum(['keyword', 'request', 'wrong-number', 'resume', 'innocent']),
  group: z.string().optional(),
});
type Judged = z.output<typeof Row> & { readonly decision: string };

function judge(set: string): readonly Judged[] {
  const file = new URL(`../fixtures/matcher/${set}.jsonl`, import.meta.url);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const row = Row.parse(JSON.parse(line));
    return { ...row, decision: decide(inbound(row.text), settings).decision };
  });
}

const caught = (row: Judged) => row.decision === 'opt-out' || row.decision === 'hold';

function share(rows: readonly Judged[], hit: (row: Judged) => boolean): number {
  return rows.filter(hit).length / rows.length;
}

function report(set: string, rows: readonly Judged[]): void {
  const lines = ['keyword', 'request', 'wrong-number', 'resume', 'innocent'].map((label) => {
    const mine = rows.filter((row) => row.label === label);
    const counts = ['opt-out', 'hold', 'wrong-number', 'resume', 'none'].map(
      (decision) => `${decision} ${mine.filter((row) => row.decision === decision).length}`,
    );
    return `  ${label.padEnd(13)} of ${String(mine.length).padStart(4)}: ${counts.join(', ')}`;
  });
  const found = rows.filter(caught);
  const meant = rows.filter((row) => row.label === 'keyword' || row.label === 'request');
  const precision = found.filter((row) => meant.includes(row)).length / found.length;
  const recall = meant.filter(caught).length / meant.length;
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
  process.stdout.write(
    `\nmatcher, ${set} set (${rows.length} texts): precision ${percent(precision)}, recall ${percent(recall)}\n${lines.join('\n')}\n`,
  );
}

const scored = judge('scored');
const looked = judge('looked');
report('looked', looked);
report('scored', scored);

describe('the matcher on texts it was not written for', () => {
  const of = (label: Judged['label']) => scored.filter((row) => row.label === label);

  test('there are enough texts, and no text is in both sets', () => {
    const texts = new Set(looked.map((row) => row.text));
    expect(scored.length).toBeGreaterThanOrEqual(225);
    expect(looked.length).toBeGreaterThanOrEqual(225);
    expect(of('innocent').length).toBeGreaterThanOrEqual(100);
    expect(scored.filter((row) => texts.has(row.text) && row.text !== 'STOP')).toEqual([]);
  });

  test('every single keyword opts out, however it is decorated', () => {
    const missed = of('keyword').filter((row) => row.group === 'exact' && row.decision !== 'opt-out');
    expect(missed).toEqual([]);
  });

  test('every repeated, signed or two-word keyword is found', () => {
    expect(of('keyword').filter((row) => !caught(row))).toEqual([]);
  });

  test('at least 95 % of plain requests are found', () => {
    expect(share(of('request'), caught)).toBeGreaterThanOrEqual(0.95);
  });

  test('no more than 2 % of innocent texts are opted out or held, none automatically', () => {
    expect(share(of('innocent'), caught)).toBeLessThanOrEqual(0.02);
    expect(of('innocent').filter((row) => row.decision === 'opt-out')).toEqual([]);
  });

  test('wrong numbers and wishes to resume are told apart from requests', () => {
    expect(share(of('wrong-number'), (row) => row.decision === 'wrong-number')).toBeGreaterThanOrEqual(0.9);
    expect(share(of('resume'), (row) => row.decision === 'resume')).toBeGreaterThanOrEqual(0.9);
  });
});
