import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

/** Ten times what the longest file takes on two cores. Milliseconds. */
const LIMIT = 20 * 60_000;

const stopAll = (why: string) => {
  process.stderr.write(`\nFAILED  ${why}\n`);
  process.exit(1);
};

/**
 * A reporter that ends the run where a test file does not end: the time limit of a test cannot interrupt an
 * endless loop. The processes of vitest end with it.
 */
export default class StopHanging implements Reporter {
  private readonly running = new Map<string, NodeJS.Timeout>();
  private readonly limit: number;
  private readonly stop: (why: string) => unknown;

  constructor({ limit = LIMIT, stop = stopAll }: { limit?: number; stop?: (why: string) => unknown } = {}) {
    this.limit = limit;
    this.stop = stop;
  }

  onTestModuleQueued({ moduleId }: Pick<TestModule, 'moduleId'>): void {
    const file = relative(process.cwd(), moduleId);
    const minutes = Math.round(this.limit / 60_000);
    const why = `${file} did not end within ${minutes} min: something in it hangs. Run it alone to see what.`;
    clearTimeout(this.running.get(moduleId));
    this.running.set(
      moduleId,
      setTimeout(() => this.stop(why), this.limit),
    );
  }

  onTestModuleEnd({ moduleId }: Pick<TestModule, 'moduleId'>): void {
    clearTimeout(this.running.get(moduleId));
    this.running.delete(moduleId);
  }

  onTestRunEnd(): void {
    for (const timer of this.running.values()) clearTimeout(timer);
    this.running.clear();
  }
}
