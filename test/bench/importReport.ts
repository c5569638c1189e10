import { z } from 'zod';
import { importInto } from './importInto.ts';
import { openBench } from './stores.ts';

/** What an import in a process of its own took. */
export const ImportReport = z.object({
  /** Milliseconds. */
  took: z.number(),
  /** Megabytes at the most, over those that the process had with the store open. */
  memory: z.number(),
});
export type ImportReport = z.infer<typeof ImportReport>;

const MEGABYTE = 1024 * 1024;
const memory = () => process.memoryUsage.rss() / MEGABYTE;

async function report(folder: string, csv: string, rows: number): Promise<ImportReport> {
  const core = openBench(folder);
  const idle = memory();
  let most = idle;
  const watch = setInterval(() => {
    most = Math.max(most, memory());
  }, 50);
  const begun = performance.now();
  await importInto(core, csv, rows);
  const took = performance.now() - begun;
  clearInterval(watch);
  core.close();
  return { took, memory: Math.max(most - idle, 0.1) };
}

if (import.meta.main) {
  const [folder = '', csv = '', rows = ''] = process.argv.slice(2);
  process.stdout.write(JSON.stringify(await report(folder, csv, Number(rows))));
}
