import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { report } from './leaveOut.ts';
import { lessons } from './texts.ts';
import { train } from './train.ts';

/**
 * npm run -s learn: trains the learned judge of the rules with the labelled texts, and writes its weights.
 * npm run -s learn -- --report: writes nothing; says for each batch of texts what the judge finds when it
 * was trained without that batch. npm run -s learn -- --score FILE [--wrong]: writes nothing; says how the
 * present rules decide the labelled texts in FILE, and which of them they misread.
 */
const { values } = parseArgs({
  options: {
    report: { type: 'boolean', default: false },
    score: { type: 'string' },
    wrong: { type: 'boolean', default: false },
  },
});

const FILE = new URL('../../../main/core/rules/data/learned.json', import.meta.url);

if (values.report) process.stdout.write(report());
else if (values.score !== undefined) {
  // The rules load the learned weights; where these cannot be read, they must still be learnable anew.
  const { score } = await import('./score.ts');
  process.stdout.write(score(values.score, values.wrong));
} else {
  const rows = lessons();
  const weights = train(rows);
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(FILE, `${JSON.stringify({ version: 2, date, texts: rows.length, ...weights }, null, 2)}\n`);
  process.stdout.write(`Learned from ${rows.length} texts.\n`);
}
