import type { Line } from './measure.ts';

const HEADS = ['measure', 'value', 'baseline', 'unit', 'ratio', 'goal', 'pass'];

/** The lines as a table of plain text; numbers to the right. */
export function table(lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    line.name,
    figure(line.value),
    figure(line.baseline),
    line.unit,
    line.ratio.toFixed(2),
    `≤ ${line.goal}`,
    line.pass ? 'yes' : 'NO',
  ]);
  const widths = HEADS.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const written = [HEADS, widths.map((width) => '-'.repeat(width)), ...rows].map((row) =>
    row
      .map((cell, i) => (i === 0 || i === 3 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return `${written.join('\n')}\n`;
}

function figure(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 4 });
}
