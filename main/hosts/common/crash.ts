import type { Logger } from '../../core/base/ports.ts';
import { recordCrash } from './crashRecords.ts';

/**
 * Where in our code: file names and lines, never the message, which may quote a text, a number or a secret.
 */
export function placesOf(error: Error): string {
  const places = [...(error.stack ?? '').matchAll(/([\w.-]+\.(?:ts|js|mjs)):(\d+)/g)];
  return places
    .slice(0, 4)
    .map((place) => `${place[1]}:${place[2]}`)
    .join(' < ');
}

/**
 * Ends the process on an uncaught error, as Node would, but prints only where it came from, since Node would
 * print the whole error. Writes no diagnostic report either, which would have the environment. `part`: the
 * process's name in the crash record.
 */
export function crashQuietly(
  part: string,
  log: Pick<Logger, 'error'> | null,
  end: (code: number) => void,
): void {
  for (const cause of ['reportOnFatalError', 'reportOnSignal', 'reportOnUncaughtException'] as const)
    process.report[cause] = false;
  process.report.excludeEnv = true;
  process.on('uncaughtException', (error: unknown) => {
    const at = error instanceof Error ? placesOf(error) : '';
    const name = error instanceof Error ? error.name : typeof error;
    log?.error('crashed', { name, at });
    recordCrash({ part, name, at, exitCode: 1 });
    process.stderr.write(
      `Heed ended unexpectedly (${name} at ${at}). What was saved is safe; start it again.\n`,
    );
    end(1);
  });
}
