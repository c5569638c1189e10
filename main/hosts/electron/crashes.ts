import type { App } from 'electron';
import { placesOf } from '../common/crash.ts';
import { recordCrash, recordCrashesIn } from '../common/crashRecords.ts';

/** What the system, and Electron, call the core's process. */
export const CORE_NAME = 'Heed core';
/** The same of the process with the lines to other consoles. */
export const DESK_NAME = 'Heed desk';

/**
 * Records the ends of processes that the desktop program is told of, on this computer alone. Chromium's own
 * reports (crashReporter) stay off, since they hold parts of a process's memory, with texts, names and
 * keys.
 */
export function recordCrashes(app: Pick<App, 'on'>, dataDir: string): void {
  recordCrashesIn(dataDir);
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    if (reason !== 'clean-exit') recordCrash({ part: 'window', name: reason, at: '', exitCode });
  });
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    const own = name === CORE_NAME ? 'core' : name === DESK_NAME ? 'desk' : null;
    const part = own ?? type.toLowerCase().replaceAll(' ', '-');
    recordCrash({ part, name: reason, at: '', exitCode });
  });
  process.on('uncaughtExceptionMonitor', (error: unknown) => {
    const at = error instanceof Error ? placesOf(error) : '';
    recordCrash({
      part: 'desktop',
      name: error instanceof Error ? error.name : typeof error,
      at,
      exitCode: 1,
    });
  });
}
