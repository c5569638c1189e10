import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chipsOf, type Filter, listInput, without } from '../../renderer/components/conversations/filter.ts';
import type { Bar } from '../../renderer/views/dashboard/bars.ts';
import { COLUMNS, chartCsv } from '../../renderer/views/dashboard/csv.ts';
import { figureText } from '../../renderer/views/dashboard/numbers.ts';
import type { FactFilter } from '../../shared/contract/conversations/conversationFacts.ts';
import { ConversationFilter } from '../../shared/contract/conversations.ts';
import { readSpan, SpanText, spanText } from '../../shared/schema/range.ts';

const bar = (label: string): Bar => ({
  key: label,
  label,
  count: 41,
  of: 1204,
  tone: 'stop',
  tab: 'all',
  list: {},
});
const board = { from: 0, to: 86_400_000, zone: 'Europe/London' };

describe('a chart as CSV', () => {
  test('has the same columns always, times in UTC and the denominator', () => {
    const [head, row] = parse(chartCsv('opt-outs-by-campaign', board, 'contacts texted', [bar('Rent cap')]));
    expect(head).toEqual([...COLUMNS]);
    expect(row).toEqual([
      'opt-outs-by-campaign',
      '1970-01-01T00:00:00.000Z',
      '1970-01-02T00:00:00.000Z',
      'Europe/London',
      'Rent cap',
      'Rent cap',
      '41',
      '1204',
      'contacts texted',
      '3.41',
    ]);
  });

  test('no cell is a formula, whatever a campaign is called, and nothing of the name is lost', () => {
    const names = fc.oneof(
      fc.string(),
      fc.constantFrom('=1+1', '+1 202 555 0143', '-2', '@SUM(A1)', '\t=1', '"a",b', 'line\r\nbreak', ' =x'),
    );
    fc.assert(
      fc.property(names, (name) => {
        const cells: string[] = parse(chartCsv('c', board, 'w', [bar(name)]))[1] ?? [];
        expect(cells).toHaveLength(COLUMNS.length);
        const label = cells[5] ?? '';
        expect(label).not.toMatch(/^\s*[=+\-@]/);
        expect([name, `'${name}`]).toContain(label);
      }),
    );
  });
});

test('no figure without its denominator', () => {
  expect(figureText(41, 1204, 'contacts')).toMatch(/^41 of 1.?204 contacts texted · 3[.,]4\s?%$/);
  expect(figureText(0, 0, 'contacts')).toBe('0 of 0 contacts texted · –');
});

test('a span survives its text, and what is none is refused', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (from, to) => {
      expect(readSpan(SpanText.parse(spanText({ from, to })))).toEqual({ from, to });
    }),
  );
  for (const text of ['', '1', '1..', '..2', '1...2', '-1..2', '1..2..3', 'a..b'])
    expect(SpanText.safeParse(text).success, text).toBe(false);
});

test('each filter of a figure is a chip, and reaches the list; the actions’ own does not', () => {
  const filter: Required<FactFilter> & Filter = {
    texted: '0..5',
    textState: 'failed',
    textedBy: 'a',
    senderNumberId: 's',
    sameScriptAs: 'k',
    replied: true,
    optOutHere: 'any',
    optOutAt: '1..2',
    enforcedAfter: '0..300001',
    softRefusal: true,
    refusal: '30003',
    opened: '1..9',
  };
  const chips = chipsOf(filter, [], []);
  expect(chips.map(({ key }) => key).sort()).toEqual(Object.keys(filter).sort());
  expect(chips.reduce<Filter>((chip, { key }) => without(chip, key), filter)).toEqual({});
  const { opened: _, ...rest } = filter;
  expect(ConversationFilter.strict().parse(listInput('all', filter, ''))).toEqual(rest);
});
