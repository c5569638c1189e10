import type { Line } from './measure.ts';

const WIDTH = 960;
const NAMES = 560;
const ROW = 22;
const TOP = 56;
/** Ratios to the goal between which bars are drawn, on a logarithmic scale. */
const [LEAST, MOST] = [0.1, 10];
const FONT = "font-family='system-ui, sans-serif' font-size='12'";

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Where a ratio to the goal lies, in pixels from the left. */
function place(part: number): number {
  const within = Math.min(MOST, Math.max(LEAST, part));
  return NAMES + ((WIDTH - NAMES - 70) * Math.log(within / LEAST)) / Math.log(MOST / LEAST);
}

/**
 * The lines as a picture: a bar for each, as long as its ratio is to its goal, which is one vertical line for
 * all; the thin line is the spread of its runs. Readable on light and dark pages.
 */
export function chart(lines: readonly Line[], title: string): string {
  const height = TOP + lines.length * ROW + 16;
  const rows = lines.map((line, index) => {
    const y = TOP + index * ROW;
    const part = (ratio: number) => place(ratio / line.goal);
    const [low, high] = line.valueSpread.map((value) => part(value / line.baseline));
    const colour = line.pass ? '#2f9e6e' : '#d9822b';
    const name = line.name.length > 88 ? `${line.name.slice(0, 87)}…` : line.name;
    return `<text x='${NAMES - 8}' y='${y + 14}' text-anchor='end'>${escaped(name)}</text>
<rect x='${NAMES}' y='${y + 4}' width='${(part(line.ratio) - NAMES).toFixed(1)}' height='12' rx='2' fill='${colour}'/>
<path d='M${low?.toFixed(1)} ${y + 10}H${high?.toFixed(1)}' stroke='#111' stroke-opacity='.55' stroke-width='2'/>
<text x='${WIDTH - 62}' y='${y + 14}'>${line.ratio.toPrecision(3)} ≤ ${line.goal}</text>`;
  });
  const goal = place(1).toFixed(1);
  return `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${WIDTH} ${height}' width='${WIDTH}' height='${height}' ${FONT}>
<rect width='${WIDTH}' height='${height}' fill='#fff'/>
<text x='16' y='24' font-size='15' font-weight='600'>${escaped(title)}</text>
<text x='${goal}' y='${TOP - 8}' text-anchor='middle'>goal</text>
<path d='M${goal} ${TOP - 2}V${height - 12}' stroke='#111' stroke-dasharray='3 3'/>
${rows.join('\n')}
</svg>
`;
}
