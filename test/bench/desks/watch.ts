import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Loaded before the console that is measured: writes four times a second how late its event loop was and
 * how much memory it has to the file that HEED_BENCH_REPORT names. SIGUSR2 begins a new reckoning.
 */
const file = process.env.HEED_BENCH_REPORT;
if (file !== undefined && process.argv.some((word) => word.endsWith('browser/main.ts'))) {
  const late = monitorEventLoopDelay({ resolution: 10 });
  late.enable();
  process.on('SIGUSR2', () => late.reset());
  setInterval(() => {
    const [p50, p95, p99] = [50, 95, 99].map((part) => late.percentile(part) / 1e6);
    writeFileSync(file, JSON.stringify({ p50, p95, p99, bytes: process.memoryUsage().rss }));
  }, 250).unref();
}
