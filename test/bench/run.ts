import { parseArgs } from 'node:util';
import { desks } from './desks.ts';
import { guard } from './guard.ts';
import { importFile } from './importFile.ts';
import { keys } from './keys.ts';
import { list } from './list.ts';
import { load } from './load.ts';
import type { Line, Measure } from './measure.ts';
import { receive } from './receive.ts';
import { results } from './results.ts';
import { table } from './table.ts';

const MEASURES: Readonly<Record<string, Measure>> = {
  guard,
  receive,
  import: importFile,
  list,
  keys,
  results,
  load,
  desks,
};

const HELP = `Measures Heed against the least that the same work can cost.

  npm run bench -- [NAME] [--quick] [--json]

  NAME         one measure, also as --only NAME: ${Object.keys(MEASURES).join(', ')}
  --quick      small sizes, to see that the bench works; the times then mean nothing
  --json       nothing but a JSON list of {name, value, unit, baseline, ratio, goal, pass}
  --help       this page

Each value is measured in turns with its baseline, on encrypted stores in a temporary folder; both are medians, lower is better.
What load and desks print is a time or a rate beside the one that is wanted.
ratio is value / baseline, goal the largest ratio that is good enough, pass whether it was reached.
Exit code: 0 when everything could be measured, whatever came out; 2 for arguments that cannot be read.
`;

type Options = { json: boolean; quick: boolean; measures: Measure[] };

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const options = optionsOf(args);
  if (options === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  if (typeof options === 'string') {
    process.stderr.write(`bench: ${options}\nTry --help.\n`);
    return 2;
  }
  const note = (text: string) => {
    if (!options.json) process.stderr.write(`${text}\n`);
  };
  const lines: Line[] = [];
  for (const measure of options.measures) lines.push(...(await measure({ quick: options.quick, note })));
  process.stdout.write(options.json ? `${JSON.stringify(lines, null, 2)}\n` : table(lines));
  return 0;
}

function optionsOf(args: readonly string[]): Options | 'help' | (string & {}) {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return 'help';
    const { json, quick } = values;
    const [only = values.only, ...more] = positionals;
    if (more.length > 0) return 'one measure at a time, or all';
    if (only === undefined) return { json, quick, measures: Object.values(MEASURES) };
    const chosen = Object.hasOwn(MEASURES, only) ? MEASURES[only] : undefined;
    if (!chosen) return `there is no measure "${only}"; there are ${Object.keys(MEASURES).join(', ')}`;
    return { json, quick, measures: [chosen] };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
