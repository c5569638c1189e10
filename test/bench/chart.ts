import type { Line } from './measure.ts';

const WIDTH = 960;
const ROW = 34;
const HEAD = 26;
const TOP = 78;
/** Where the bars begin and end, and where the figures beside them end. */
const PLOT = { from: 520, to: 800 };
const FIGURES = { ratio: 872, goal: 944 };
/** Ratios to the goal between which bars are drawn, on a logarithmic scale. */
const [LEAST, MOST] = [0.01, 10];
const SCALE = [
  [0.01, '1/100'],
  [0.1, '1/10'],
  [1, 'goal'],
  [10, '10 ×'],
] as const;
/** Characters that fit beside the bars. */
const [WHAT, AGAINST] = [80, 94];

/** A page that shows the picture in dark gets a dark one. */
const STYLE = `svg{background:#fff}text{fill:#1c2126}.dim{fill:#5b6670;font-size:11px}.head{font-weight:600}
.end{text-anchor:end}.mid{text-anchor:middle}.grid{stroke:#d8dde2}.goal{stroke:#1c2126}.spread{stroke:#1c2126;stroke-width:1.5}
.ground{fill:#fff}.yes{fill:#2f9e6e}.no{fill:#d9722b}
@media (prefers-color-scheme:dark){svg{background:#15191d}text{fill:#e6eaee}.dim{fill:#9aa6b1}.grid{stroke:#343c44}
.goal,.spread{stroke:#e6eaee}.ground{fill:#15191d}.yes{fill:#36a878}.no{fill:#e0843f}}`;

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const cut = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
const figure = (value: number) => value.toLocaleString('en', { maximumSignificantDigits: 3 });

/** Where a ratio to the goal lies, in pixels from the left. */
function place(part: number): number {
  const within = Math.min(MOST, Math.max(LEAST, part));
  const share = Math.log(within / LEAST) / Math.log(MOST / LEAST);
  return Math.round((PLOT.from + (PLOT.to - PLOT.from) * share) * 10) / 10;
}

function label(x: number, y: number, kind: string, content: string): string {
  return `<text x='${x}' y='${y}' class='${kind}'>${escaped(content)}</text>`;
}

/** A line’s name without its measure, and what it is against. */
function wordsOf(line: Line): readonly [what: string, against: string] {
  const name = line.name.slice(line.name.indexOf(':') + 1).trim();
  const at = name.lastIndexOf('against ');
  return at === -1 ? [name, ''] : [name.slice(0, at).replace(/,? $/, ''), name.slice(at)];
}

function row(line: Line, y: number): string {
  const [what, against] = wordsOf(line);
  const at = (ratio: number) => place(ratio / line.goal);
  const [low, high] = line.valueSpread.map((value) => at(value / line.baseline));
  const ends = [at(line.ratio), place(1)];
  const from = Math.min(...ends);
  // A value at its goal still shows.
  const width = Math.max(1, Math.max(...ends) - from).toFixed(1);
  const middle = y + 15;
  return [
    label(16, against === '' ? y + 19 : y + 13, '', cut(what, WHAT)),
    against === '' ? '' : label(16, y + 27, 'dim', cut(against, AGAINST)),
    `<rect x='${from}' y='${middle - 6}' width='${width}' height='12' rx='2' class='${line.pass ? 'yes' : 'no'}'/>`,
    low === high ? '' : `<path d='M${low} ${middle}H${high}' class='spread'/>`,
    label(FIGURES.ratio, middle + 4, 'end', figure(line.ratio)),
    label(FIGURES.goal, middle + 4, 'end dim', `≤ ${line.goal}`),
  ].join('');
}

/**
 * The lines as a picture, by measure: each has a bar from its goal to its ratio, to the left where it is
 * better and to the right where it is worse; the thin line is the spread of its runs.
 */
export function chart(lines: readonly Line[], title: string): string {
  const groups = Map.groupBy(lines, ({ name }) => name.split(':')[0] ?? '');
  const rows: string[] = [];
  let y = TOP;
  for (const [measure, members] of groups) {
    rows.push(label(16, y + 18, 'head', measure));
    y += HEAD;
    for (const line of members) {
      rows.push(row(line, y));
      y += ROW;
    }
  }
  const grid = SCALE.map(
    ([part, called]) =>
      `<path d='M${place(part)} ${TOP}V${y}' class='${part === 1 ? 'goal' : 'grid'}'/>${label(place(part), TOP - 8, 'mid dim', called)}`,
  );
  const height = y + 12;
  return `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${WIDTH} ${height}' width='${WIDTH}' height='${height}' font-family='system-ui, sans-serif' font-size='12' role='img' aria-label='${escaped(title).replaceAll("'", '&#39;')}'>
<style>${STYLE}</style>
<rect width='${WIDTH}' height='${height}' class='ground'/>
${label(16, 26, 'head', title)}
${label(16, 44, 'dim', 'Ratio to the baseline, beside the goal; to the left of its line is better. Thin lines: spread of the runs.')}
${grid.join('\n')}
${label(FIGURES.ratio, TOP - 8, 'end dim', 'ratio')}
${label(FIGURES.goal, TOP - 8, 'end dim', 'goal')}
${rows.join('\n')}
</svg>
`;
}
