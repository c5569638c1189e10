import { readFileSync } from 'node:fs';
import { arch, freemem, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Facts } from '../../core/base/ports.ts';
import { readCrashes } from './crashRecords.ts';
import { versionAbove } from './version.ts';

/** How many lines of log and crashes a report has. */
const LINES = 200;
const CRASHES = 10;

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** A line of the log as logger.ts writes it. */
const LogLine = z
  .object({ time: z.iso.datetime(), level: z.enum(['info', 'warn', 'error']), event: z.string() })
  .catchall(z.unknown());

/**
 * Words of our own: in small letters with hyphens, the name or code of an error, a version, places in our
 * code. Never a sentence, which may quote somebody.
 */
const PLAIN =
  /^([a-z]{1,30}(-[a-z]{1,30}){0,4}(-\d)?|(E|ERR_|SQLITE_)[A-Z_]{2,40}|[A-Z]?\w{0,40}Error|\d{1,3}(\.\d{1,3}){2}|true|false|null|-?\d+(\.\d+)?)$/;
const PLACES = /^[\w.-]{1,60}\.(ts|js|mjs|cjs):\d+( < [\w.-]{1,60}\.(ts|js|mjs|cjs):\d+){0,5}$/;
/** This many digits may be a phone number; times in milliseconds are left out as well. */
const NUMBER = /\d{7}/;

/**
 * A value that may stand in a report. The log has nothing personal; this protects the report even where a
 * line breaks that rule.
 */
function harmless(value: unknown): string {
  const parsed = Value.safeParse(value);
  if (!parsed.success) return '(left out)';
  const text = String(parsed.data);
  return !NUMBER.test(text) && (PLAIN.test(text) || PLACES.test(text)) ? text : '(left out)';
}

function logLine(line: string): string[] {
  try {
    const { time, level, event, ...facts } = LogLine.parse(JSON.parse(line));
    const listed = Object.entries(facts).map(([name, value]) => `${harmless(name)}=${harmless(value)}`);
    return [[time, level, harmless(event), ...listed].join(' ')];
  } catch {
    return [];
  }
}

function lastLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-LINES).flatMap(logLine);
  } catch {
    return [];
  }
}

/** Facts with names of our own; their values are checked nevertheless. */
const listed = (facts: Facts) =>
  Object.entries(facts).map(
    ([name, value]) => `${name}: ${typeof value === 'number' ? value : harmless(value)}`,
  );

const section = (title: string, lines: readonly string[]) => [
  '',
  title,
  ...(lines.length === 0 ? ['(nothing)'] : lines),
];

const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;

/**
 * What helps to find a fault, as plain text in English, which a person reads before sending it: versions,
 * system, settings, crashes and the last lines of the log. No names, numbers, texts, secrets, nor where the
 * data lie, since a path holds the name of an account.
 * @param core what the core says of itself; null: it does not run
 */
export function problemReport(given: {
  readonly dataDir: string;
  readonly host: string;
  readonly now: number;
  readonly core: Facts | null;
  readonly computer?: Facts;
}): string {
  const { dataDir, host, core } = given;
  const { node, electron, chrome } = process.versions;
  const crashes = readCrashes(dataDir, CRASHES).map(
    ({ time, part, name, at, exitCode, heed }) =>
      `${time} ${harmless(part)} ended: ${harmless(name)} at ${at === '' ? '(unknown)' : harmless(at)}, exit code ${exitCode ?? 'unknown'}, Heed ${harmless(heed)}`,
  );
  return `${[
    'Report of a problem with Heed',
    'It holds no names, numbers, texts or secrets, and is sent nowhere by itself. Read it, and send it along with',
    'what you did, what you expected, and what happened instead.',
    ...section('Program', [
      `Heed ${versionAbove(import.meta.dirname)}, ${host}`,
      ...(electron === undefined ? [] : [`Electron ${electron}, Chrome ${chrome}`]),
      `Node ${node}`,
      `Written: ${new Date(given.now).toISOString()}`,
    ]),
    ...section('Computer', [
      `System: ${process.platform} ${release()}, ${arch()}`,
      `Memory: ${gigabytes(freemem())} free of ${gigabytes(totalmem())}`,
      ...listed(given.computer ?? {}),
    ]),
    ...section('Core', core === null ? ['It does not run.'] : listed(core)),
    ...section('Crashes', crashes),
    ...section('Last lines of the log', lastLines(join(dataDir, 'heed.log'))),
  ].join('\n')}\n`;
}
