import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { z } from 'zod';
import { Line } from './measure.ts';

/** A file of results: the machine, and the newest line of each name. */
const Saved = z.object({
  machine: z.string(),
  lines: z.array(Line.extend({ at: z.iso.datetime() })),
});
type Saved = z.infer<typeof Saved>;

/** What the measures ran on, as a sentence. */
export function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'processor'}, ${memory} GiB, ${process.platform}, Node ${process.versions.node}`;
}

/** Writes lines into a file of results: a line of the same measure takes the place of the one before. */
export function save(file: string, lines: readonly Line[], now: Date): Saved {
  const before = existsSync(file) ? Saved.parse(JSON.parse(readFileSync(file, 'utf8'))).lines : [];
  const fresh = lines.map((line) => ({ ...line, at: now.toISOString() }));
  const measured = new Set(lines.map(({ name }) => measureOf(name)));
  const kept = before.filter(({ name }) => !measured.has(measureOf(name)));
  const saved = { machine: machine(), lines: [...kept, ...fresh].sort(byName) };
  writeFileSync(file, `${JSON.stringify(saved, null, 2)}\n`);
  return saved;
}

/** A line is named “measure: what”. */
const measureOf = (name: string) => name.split(':')[0];
const byName = (a: Line, b: Line) => (a.name < b.name ? -1 : 1);
