import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Loaded before the console that is measured: writes four times a second how late its event loop was, how
 * much memory it has and how much of a processor it took to the file that HEED_BENCH_REPORT names. SIGUSR2
 * begins a new reckoning. HEED_BENCH_PROFILE: where what it did in the next seconds is written, for Chrome's
 * or VS Code's viewer; the name gets a number for each reckoning.
 */
const file = process.env.HEED_BENCH_REPORT;
const profileAt = process.env.HEED_BENCH_PROFILE;
const PROFILED = 8000;

async function profile(to: string): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  await pause(PROFILED);
  const { profile: found } = await session.post('Profiler.stop');
  session.disconnect();
  writeFileSync(to, JSON.stringify(found));
}

if (file !== undefined && process.argv.some((word) => word.endsWith('browser/main.ts'))) {
  const late = monitorEventLoopDelay({ resolution: 10 });
  late.enable();
  let reckoning = 0;
  process.on('SIGUSR2', () => {
    late.reset();
    reckoning += 1;
    if (profileAt !== undefined) void profile(`${profileAt}.${reckoning}.cpuprofile`);
  });
  setInterval(() => {
    const [p50, p95, p99] = [50, 95, 99].map((part) => late.percentile(part) / 1e6);
    const { user, system } = process.cpuUsage();
    const bytes = process.memoryUsage().rss;
    writeFileSync(file, JSON.stringify({ p50, p95, p99, bytes, cpu: (user + system) / 1000 }));
  }, 250).unref();
}
