import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock, Facts, Logger } from '../../core/base/ports.ts';

const ROTATE_AT = 5 * 1024 * 1024;

/**
 * JSON lines in `file`; at 5 MB it becomes `file.1`, replacing the one before. Written at once, so that a
 * crash keeps its last line. A line that cannot be written is lost, so that the console goes on.
 */
export function createLogger(file: string, clock: Clock, rotateAt: number = ROTATE_AT): Logger {
  let size = 0;
  try {
    mkdirSync(dirname(file), { recursive: true });
    size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    // Errors about the folder are reported by those who need it for more than a log.
  }
  const write = (level: string, event: string, facts: Facts = {}) => {
    const line = `${JSON.stringify({ time: new Date(clock.now()).toISOString(), level, event, ...facts })}\n`;
    try {
      if (size > 0 && size + line.length > rotateAt) {
        renameSync(file, `${file}.1`);
        size = 0;
      }
      appendFileSync(file, line, { mode: 0o600 });
      size += line.length;
    } catch {
      // A line that cannot be written is lost.
    }
  };
  return {
    info: (event, facts) => write('info', event, facts),
    warn: (event, facts) => write('warn', event, facts),
    error: (event, facts) => write('error', event, facts),
  };
}
