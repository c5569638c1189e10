import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { besideSpoke } from './beside.ts';
import { captured } from './captured.ts';
import { chart } from './chart.ts';
import { consoles } from './consoles.ts';
import { desks } from './desks.ts';
import { dispatch } from './dispatch.ts';
import { figures } from './figures.ts';
import { guard } from './guard.ts';
import { importFile } from './importFile.ts';
import { keys } from './keys.ts';
import { forgetLarge, largeFor } from './large.ts';
import { list } from './list.ts';
import { load } from './load.ts';
import { loop } from './loop.ts';
import { Line, type Measure, type Run } from './measure.ts';
import { memory } from './memory.ts';
import { openLarge } from './open.ts';
import { reading } from './reading.ts';
import { receive } from './receive.ts';
import { results } from './results.ts';
import { machine, save } from './saved.ts';
import { screen } from './screen.ts';
import { search } from './search.ts';
import { sizeOfStore } from './size.ts';
import { stop } from './stop.ts';
import { table } from './table.ts';

/** Each measure stands in a file of its own. A line is named “measure: what”, by its name here. */
const MEASURES: Readonly<Record<string, Measure>> = {
  guard,
  receive,
  import: importFile,
  reading,
  list,
  search,
  open: openLarge,
  size: sizeOfStore,
  keys,
  results,
  figures,
  load,
  desks,
  screen,
  dispatch,
  stop,
  captured,
  consoles,
  loop,
  memory,
  beside: besideSpoke,
};

const HELP = `Measures Heed against the least that the same work can cost.

  npm run bench -- [NAME …] [--quick] [--json] [--profile DIR] [--size N] [--keep DIR] [--save FILE] [--chart FILE]

  NAME           measures, also as --only NAME; all where none is named:
                 ${Object.keys(MEASURES).join(', ')}
  --quick        small sizes, to see that the bench works; the times then mean nothing
  --json         nothing but a JSON list of the lines
  --profile DIR  writes processor profiles of all processes and threads there, for Chrome or an editor
  --size N       conversations of the large store (1,000,000), with five times as many texts
  --keep DIR     keeps the large store in DIR, and takes the one that is there
  --save FILE    writes the lines into a file of results, where other measures keep theirs
  --chart FILE   draws the lines, or those of the file of results, as a picture (SVG)
  --help         this page

Each value is measured in turns with its baseline, on encrypted stores in a temporary folder. Shown are the medians of
both and their lowest and highest run; lower is better. ratio is value / baseline, goal the largest ratio that is good
enough, pass whether it was reached. Where nothing else does the same work, the baseline is the time, size or rate that
is wanted. screen wants a built screen and Chromium, beside and consoles want PostgreSQL; each says so.
Exit code: 0 when everything that is installed was measured, whatever came out; 2 for arguments that cannot be read.
`;

/** The size of the large store where nobody says otherwise. */
const SIZE = { full: 1_000_000, quick: 1000 };

type Options = {
  readonly json: boolean;
  readonly quick: boolean;
  readonly names: readonly string[];
  readonly size: number;
  readonly profile: string | undefined;
  readonly keep: string | undefined;
  readonly save: string | undefined;
  readonly chart: string | undefined;
};

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
  const lines = options.profile === undefined ? await measured(options) : profiled(options, options.profile);
  const saved = options.save === undefined ? { lines } : save(options.save, lines, new Date());
  if (options.chart !== undefined) writeFileSync(options.chart, chart(saved.lines, machine()));
  process.stdout.write(options.json ? `${JSON.stringify(lines, null, 2)}\n` : table(lines));
  return 0;
}

async function measured(options: Options): Promise<Line[]> {
  const note = (text: string) => {
    if (!options.json) process.stderr.write(`${text}\n`);
  };
  const run: Run = { quick: options.quick, note, large: () => largeFor(options.size, options.keep, note) };
  const lines: Line[] = [];
  try {
    for (const name of options.names) lines.push(...((await MEASURES[name]?.(run)) ?? []));
  } finally {
    forgetLarge();
  }
  return lines;
}

/**
 * Runs each measure in a process of its own that writes profiles: Node does so for all threads, and for
 * processes that it starts, when each of them ends by itself.
 */
function profiled(options: Options, folder: string): Line[] {
  return options.names.flatMap((name) => {
    const dir = resolve(folder, name);
    mkdirSync(dir, { recursive: true });
    const { quick, size, keep } = options;
    const args = [
      name,
      '--json',
      '--size',
      String(size),
      quick ? '--quick' : '',
      keep ? `--keep=${keep}` : '',
    ];
    const { stdout, status } = spawnSync(process.execPath, [import.meta.filename, ...args.filter(Boolean)], {
      env: { ...process.env, NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${JSON.stringify(dir)}` },
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`The measure ${name} failed.`);
    return z.array(Line).parse(JSON.parse(stdout));
  });
}

function optionsOf(args: readonly string[]): Options | 'help' | (string & {}) {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        profile: { type: 'string' },
        size: { type: 'string' },
        keep: { type: 'string' },
        save: { type: 'string' },
        chart: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return 'help';
    const { json, quick, profile, keep } = values;
    const size = Number(values.size ?? (quick ? SIZE.quick : SIZE.full));
    if (!Number.isInteger(size) || size < 100) return '--size wants a number of conversations, 100 or more';
    const asked = [...positionals, ...values.only];
    const unknown = asked.find((name) => !Object.hasOwn(MEASURES, name));
    if (unknown !== undefined)
      return `there is no measure "${unknown}"; there are ${Object.keys(MEASURES).join(', ')}`;
    const names = asked.length > 0 ? asked : Object.keys(MEASURES);
    return { json, quick, names, size, profile, keep, save: values.save, chart: values.chart };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
