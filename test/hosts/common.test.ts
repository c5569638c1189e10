import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createIds } from '../../main/core/base/ids.ts';
import { fromOrdered } from '../../main/core/base/ordered.ts';
import { createHybridClock, REVISION, timeOf } from '../../main/core/store/clock.ts';
import { readAsset } from '../../main/hosts/common/assets.ts';
import { defaultDataDir } from '../../main/hosts/common/dataDir.mjs';
import { lockDataDir } from '../../main/hosts/common/dataLock.ts';
import { createLogger } from '../../main/hosts/common/logger.ts';
import { NOON, testClock } from '../helpers/core.ts';
import { temporaryFolder } from './browserHost.ts';

describe('ids', () => {
  test('rise within a millisecond, with the clock, and when it steps back', () => {
    const clock = testClock();
    const ids = createIds(clock);
    const made: string[] = [];
    const make = (count: number) => {
      for (let index = 0; index < count; index += 1) made.push(ids.next());
    };
    make(10_000);
    clock.advance(1);
    make(100);
    clock.advance(-60_000);
    make(100);
    expect(made).toEqual([...made].sort());
    expect(new Set(made).size).toBe(made.length);
    for (const id of made) expect(id).toMatch(/^[\w-]{15}$/);
    expect(fromOrdered(made[0]?.slice(0, 7) ?? '')).toBe(testClock().now());
  });

  test('lie at distances whose mean is another in each millisecond, so that gaps count nothing', () => {
    const clock = testClock();
    let drawn = 0;
    const bytes = (length: number) => {
      drawn += 1;
      return createHash('shake256', { outputLength: length }).update(String(drawn)).digest();
    };
    const ids = createIds(clock, bytes);
    const means = Array.from({ length: 200 }, () => {
      clock.advance(1);
      const rests = Array.from({ length: 50 }, () => fromOrdered(ids.next().slice(7)));
      return ((rests.at(-1) ?? 0) - (rests[0] ?? 0)) / (rests.length - 1);
    }).sort((a, b) => a - b);
    // A hidden conversation between each two would double the distance, and the mean moves further than
    // that by itself.
    expect((means[150] ?? 0) / (means[50] ?? 1)).toBeGreaterThan(64);
    expect(new Set(means).size).toBe(means.length);
  });

  test('two consoles make different ids in one millisecond', () => {
    const clock = testClock();
    const [one, other] = [createIds(clock), createIds(clock)];
    const made = Array.from({ length: 2000 }, () => [one.next(), other.next()]).flat();
    expect(new Set(made).size).toBe(made.length);
  });
});

describe('revisions', () => {
  test('rise within a millisecond, past the end of the counter, when the clock steps back and after a restart', () => {
    const clock = createHybridClock('abcde', null);
    const revs = Array.from({ length: 5000 }, () => clock.next(NOON));
    revs.push(clock.next(NOON - 60_000));
    const after = createHybridClock('-----', revs.at(-1) ?? '');
    revs.push(after.next(NOON - 60_000), after.next(NOON + 60_000));
    expect(revs).toEqual([...revs].sort());
    expect(new Set(revs).size).toBe(revs.length);
    expect(timeOf(revs[0] ?? '')).toBe(NOON);
    expect(timeOf(revs.at(-1) ?? '')).toBe(NOON + 60_000);
    for (const rev of revs) expect(rev).toMatch(new RegExp(`^${REVISION}$`));
  });
});

describe('the log', () => {
  test('one JSON line an event; over its size the file is put aside, and only the last one is kept', () => {
    const file = join(temporaryFolder(), 'deep', 'heed.log');
    const log = createLogger(file, testClock(), 400);
    for (let index = 0; index < 12; index += 1) log.info('happened', { index });
    const [old, now] = [readFileSync(`${file}.1`, 'utf8'), readFileSync(file, 'utf8')];
    const last = JSON.parse(now.trim().split('\n').at(-1) ?? '');
    expect(last).toEqual({ time: '2026-03-03T18:00:00.000Z', level: 'info', event: 'happened', index: 11 });
    expect(Buffer.byteLength(old)).toBeLessThanOrEqual(400);
    expect(Buffer.byteLength(now)).toBeLessThanOrEqual(400);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test('a log that cannot be written stops nobody', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const log = createLogger(join(folder, 'file', 'heed.log'), testClock());
    log.error('happened');
    expect(existsSync(join(folder, 'file', 'heed.log'))).toBe(false);
  });
});

describe('one console per data folder', () => {
  test('a second one is refused by name while the first holds it', () => {
    const folder = temporaryFolder();
    const release = lockDataDir(folder);
    expect(() => lockDataDir(folder)).toThrow(`process ${process.pid}`);
    release();
    lockDataDir(folder)();
    expect(existsSync(join(folder, 'heed.lock'))).toBe(false);
  });

  test('the lock of a process that is gone is recovered', () => {
    const folder = temporaryFolder();
    const { pid } = spawnSync(process.execPath, ['--version']);
    // Process 1 runs, but not since that tick: another process had its number before.
    for (const stale of [
      `${pid} 1`,
      `${pid} `,
      process.platform === 'linux' ? '1 1' : `${pid} 2`,
      'nonsense',
      '',
    ]) {
      writeFileSync(join(folder, 'heed.lock'), stale);
      lockDataDir(folder)();
    }
    expect(existsSync(join(folder, 'heed.lock'))).toBe(false);
  });
});

describe('folders', () => {
  test('data lie where each system keeps them', () => {
    expect(defaultDataDir('linux', {}, '/home/ada')).toBe('/home/ada/.local/share/heed');
    expect(defaultDataDir('linux', { XDG_DATA_HOME: '/data' }, '/home/ada')).toBe('/data/heed');
    expect(defaultDataDir('darwin', {}, '/Users/ada')).toBe('/Users/ada/Library/Application Support/Heed');
    expect(defaultDataDir('win32', { APPDATA: 'C:\\A' }, 'C:\\U')).toBe('C:\\A\\Heed');
    expect(defaultDataDir('win32', {}, 'C:\\U')).toBe('C:\\U\\AppData\\Roaming\\Heed');
  });

  test('a link inside the screen’s folder leads nowhere outside', async () => {
    const [inside, outside] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(join(outside, 'secret.json'), 'secret');
    symlinkSync(join(outside, 'secret.json'), join(inside, 'link.json'));
    symlinkSync(outside, join(inside, 'folder'));
    expect(await readAsset(inside, '/link.json')).toBeNull();
    expect(await readAsset(inside, '/folder/secret.json')).toBeNull();
  });
});
