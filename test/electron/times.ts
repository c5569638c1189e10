/**
 * `npm run times`: how soon Heed's window is there, beside a bare window of the same Electron and the start
 * of the core, all in one run; and how much memory its processes take. It uses HEED_ELECTRON, or the
 * electron package's own program, and a built Heed (npm start builds it).
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { electronProgram } from './program.mjs';

const ROUNDS = 5;
const WITHIN = 90_000;

/** Milliseconds since the process began; memory in kilobytes. */
const Seen = z.object({
  shown: z.number(),
  core: z.number(),
  memory: z.array(z.object({ name: z.string(), kilobytes: z.number() })),
});

/** Loaded before the program: notes when its window is shown and how long the core took, then ends it. */
const NOTE = `
  const { app, utilityProcess } = require('electron');
  const { writeFileSync } = require('node:fs');
  let core = 0;
  if (utilityProcess) {
    const fork = utilityProcess.fork;
    utilityProcess.fork = (...given) => {
      const begun = Date.now();
      const child = fork(...given);
      child.on('message', (message) => { if (message.kind === 'ready') core = Date.now() - begun; });
      return child;
    };
  }
  app.on('browser-window-created', (_event, window) => {
    window.once('show', () => {
      const shown = Date.now() - process.getCreationTime();
      // A moment for the page to be drawn, so that its memory counts.
      setTimeout(() => {
        const memory = app.getAppMetrics().map(({ type, name, serviceName, memory: { workingSetSize } }) => ({
          name: name || serviceName || type, kilobytes: workingSetSize,
        }));
        writeFileSync(process.env.HEED_TIMES, JSON.stringify({ shown, core, memory }));
        app.quit();
      }, 3000);
    });
  });`;

const BARE = `
  const { app, BrowserWindow } = require('electron');
  app.enableSandbox();
  app.whenReady().then(() => {
    const window = new BrowserWindow({ show: false, width: 1280, height: 860 });
    window.once('ready-to-show', () => window.show());
    window.loadURL('data:text/html,<p>Hello</p>');
  });`;

const folder = mkdtempSync(join(tmpdir(), 'heed-times-'));
const note = join(folder, 'note.cjs');
const bare = join(folder, 'bare.cjs');
writeFileSync(note, NOTE);
writeFileSync(bare, BARE);

async function start(executable: string, args: readonly string[]): Promise<z.infer<typeof Seen>> {
  const file = join(folder, 'seen.json');
  rmSync(file, { force: true });
  const child = spawn(executable, ['--disable-gpu', '-r', note, ...args], {
    stdio: 'ignore',
    env: { ...process.env, HEED_TIMES: file },
    timeout: WITHIN,
  });
  await new Promise((resolve) => child.once('exit', resolve));
  return Seen.parse(JSON.parse(readFileSync(file, 'utf8')));
}

const middle = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const print = (line: string) => process.stdout.write(`${line}\n`);

const program = electronProgram();
if (program === null) {
  process.stderr.write('There is no Electron here, or no display: see test/README.md.\n');
  process.exit(1);
}
try {
  const main = join(import.meta.dirname, '../../dist/electron/main.js');
  const given = `--heed=${JSON.stringify({ dataDir: join(folder, 'data'), demo: true })}`;
  // Not counted, since the first start makes the demo.
  await start(program, [main, given]);
  const windows: number[] = [];
  const heeds: z.infer<typeof Seen>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    windows.push((await start(program, [bare])).shown);
    heeds.push(await start(program, [main, given]));
  }
  const window = middle(windows);
  const core = middle(heeds.map((seen) => seen.core));
  const heed = middle(heeds.map((seen) => seen.shown));
  print(`bare window ${window} ms, core ${core} ms, Heed’s window ${heed} ms`);
  print(`ratio ${(heed / (window + core)).toFixed(2)} (at most 1.20 is wanted), middle of ${ROUNDS} rounds`);
  for (const { name, kilobytes } of heeds.at(-1)?.memory ?? [])
    print(`memory of ${name}: ${Math.round(kilobytes / 1024)} MB`);
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
}
