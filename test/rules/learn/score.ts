import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { decide } from '../../../main/core/rules/decide.ts';
import { Profile } from '../../../shared/schema/words.ts';
import { outcomeKindOf } from '../../../shared/text/outcome.ts';
import { inbound, settings } from '../facts.ts';
import { LABELS } from './texts.ts';

/** How Heed decides a text, with the three outcomes of a wrong number told apart. */
const OUTCOMES = [
  'automatic',
  'held',
  'wrong-number',
  'deceased',
  'business',
  'resume',
  'soft',
  'none',
] as const;
type Outcome = (typeof OUTCOMES)[number];

/** A line of the file to be scored; unknown labels are errors, other fields are ignored. */
const Line = z.object({
  text: z.string(),
  label: z.enum(LABELS),
  profile: Profile.default('provider-1'),
  ourTexts: z.array(z.string()).default([]),
});

type Judged = z.output<typeof Line> & { readonly outcome: Outcome; readonly why: string };

/**
 * The decisions that are right for a label. A keyword must be automatic; a text that asks for nothing must
 * make nobody look.
 */
const RIGHT: Readonly<Record<Judged['label'], readonly Outcome[]>> = {
  keyword: ['automatic'],
  request: ['automatic', 'held'],
  'wrong-number': ['wrong-number'],
  deceased: ['deceased'],
  business: ['business'],
  resume: ['resume'],
  'soft-refusal': ['soft', 'none'],
  innocent: ['soft', 'none'],
};

function outcomeOf(decision: string, rule: string): Outcome {
  if (decision === 'opt-out') return 'automatic';
  if (decision === 'hold') return 'held';
  if (decision === 'wrong-number') return outcomeKindOf(rule);
  if (decision === 'resume') return 'resume';
  return decision === 'soft-refusal' ? 'soft' : 'none';
}

function judge(line: string): Judged {
  const { profile, ourTexts, ...row } = Line.parse(JSON.parse(line));
  const { decision, rule, matched } = decide(inbound(row.text, { profile, ourTexts }), settings);
  return { ...row, profile, ourTexts, outcome: outcomeOf(decision, rule), why: `${rule} [${matched}]` };
}

const isRight = ({ label, outcome }: Judged) => RIGHT[label].includes(outcome);
const stops = ({ outcome }: Judged) => outcome === 'automatic' || outcome === 'held';

const share = (rows: readonly Judged[], hit: (row: Judged) => boolean) =>
  `${((100 * rows.filter(hit).length) / Math.max(1, rows.length)).toFixed(1)} %`;

function table(rows: readonly Judged[]): string {
  const head = ['', 'texts', ...OUTCOMES, 'right', 'stopped'];
  const lines = LABELS.map((label) => ({ label, mine: rows.filter((row) => row.label === label) }))
    .filter(({ mine }) => mine.length > 0)
    .map(({ label, mine }) => [
      label,
      String(mine.length),
      ...OUTCOMES.map((outcome) => String(mine.filter((row) => row.outcome === outcome).length)),
      share(mine, isRight),
      share(mine, stops),
    ]);
  const written = (cells: readonly string[]) =>
    cells.map((cell, at) =>
      at === 0 ? cell.padEnd(13) : cell.padStart(Math.max(8, (head[at] ?? '').length + 2)),
    );
  return [head, ...lines].map((cells) => `${written(cells).join('')}\n`).join('');
}

/**
 * Decides the labelled texts of a file (JSON lines {"text","label"}) as `decide` does, and says for each
 * label how many got which decision: `right` as the label wants it, `stopped` held or opted out. With
 * `wrong` each text with another decision follows. Throws on a line that is no such object.
 */
export function score(file: string, wrong: boolean): string {
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(judge);
  const misread = rows
    .filter((row) => !isRight(row))
    .map(({ label, outcome, text, why }) => `${label} -> ${outcome}\t${JSON.stringify(text)}\t${why}\n`);
  return table(rows) + (wrong ? misread.join('') : '');
}
