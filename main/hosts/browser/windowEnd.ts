import type { ChildProcess } from 'node:child_process';

/** Milliseconds. A browser that ends sooner passed its window to one that was already running. */
const HANDED_OVER = 10_000;
/** Milliseconds, so that a reload or a short break does not end the console. */
const GRACE = 15_000;

export type WindowEnd = 'closed' | 'never-opened';

/**
 * Waits until the person has closed the window. On most systems the browser's process ends with it; on macOS,
 * and when the process passed its window on, having no connection for a while means the same.
 */
export function waitForWindowEnd(options: {
  readonly browser: ChildProcess;
  openWindows(): number;
  readonly processMeansWindow: boolean;
  readonly handedOver?: number;
  readonly grace?: number;
}): Promise<WindowEnd> {
  const { browser, handedOver = HANDED_OVER, grace = GRACE } = options;
  const began = performance.now();
  return new Promise((resolve) => {
    let seen = false;
    let quietSince = began;
    let watch: NodeJS.Timeout | undefined;
    const finish = (end: WindowEnd) => {
      clearInterval(watch);
      resolve(end);
    };
    const watchConnections = () => {
      if (watch !== undefined) return;
      quietSince = performance.now();
      watch = setInterval(
        () => {
          if (options.openWindows() > 0) {
            seen = true;
            quietSince = performance.now();
          } else if (performance.now() - quietSince > grace) finish(seen ? 'closed' : 'never-opened');
        },
        Math.min(1000, grace / 4),
      );
    };
    browser.once('error', () => finish('never-opened'));
    browser.once('exit', (code) => {
      if (code !== 0 && !seen && options.openWindows() === 0) finish('never-opened');
      else if (performance.now() - began < handedOver) watchConnections();
      else if (options.processMeansWindow) finish('closed');
    });
    if (!options.processMeansWindow) {
      // Counting begins with the first connection, since a browser may start slowly.
      const first = setInterval(() => {
        if (options.openWindows() === 0) return;
        clearInterval(first);
        seen = true;
        watchConnections();
      }, 1000);
      first.unref();
    }
  });
}
