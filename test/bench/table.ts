import type { Line, Spread } from './measure.ts';

const HEADS = [
  'measure',
  'unit',
  'value',
  'from – to',
  'baseline',
  'from – to',
  'ratio',
  'goal',
  'pass',
  'runs',
];
/** Columns of words; the others are figures. */
const WORDS = 2;

/** The lines as a table of plain text: medians, and the lowest and highest run; numbers to the right. */
export function table(lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    line.name,
    line.unit,
    figure(line.value),
    range(line.valueSpread),
    figure(line.baseline),
    range(line.baselineSpread),
    line.ratio.toFixed(2),
    `≤ ${line.goal}`,
    line.pass ? 'yes' : 'NO',
    String(line.runs),
  ]);
  const widths = HEADS.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const written = [HEADS, widths.map((width) => '-'.repeat(width)), ...rows].map((row) =>
    row
      .map((cell, i) => (i < WORDS ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return `${written.join('\n')}\n`;
}

const range = ([from, to]: Spread) => (from === to ? '' : `${figure(from)} – ${figure(to)}`);

function figure(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 4 });
}
