import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeSettings } from '../../main/core/decisions/writeSettings.ts';
import { readCrashes, recordCrash, recordCrashesIn } from '../../main/hosts/common/crashRecords.ts';
import { createLogger } from '../../main/hosts/common/logger.ts';
import { createPorts } from '../../main/hosts/common/ports.ts';
import { problemReport } from '../../main/hosts/common/problemReport.ts';
import { testApi } from '../helpers/api.ts';
import { memorySecrets } from '../helpers/core.ts';
import { campaign, connection, conversation, fictionNumber, message, senderNumber } from '../helpers/seed.ts';
import { temporaryFolder } from './browserHost.ts';

/** A problem report tells what helps and nothing about any person, wherever it may have stood. */

const NUMBER = fictionNumber('US', 7);
/** Words that stand nowhere else, planted wherever a person can write something. */
const PLANTED = {
  organisation: 'Quetzal Society',
  contact: 'Brontë Xanthippe',
  colleague: 'Zebedee Ondatra',
  text: 'my daughter has the measles',
  keyword: 'BASTARDO',
  phrase: 'leave my xylophone alone',
  credential: 'tw-secret-falcon-0001',
  address: 'xanthippe@quetzal.example',
  number: NUMBER,
  bare: NUMBER.slice(1),
  dotted: NUMBER.slice(2).replace(/(...)(...)/, '$1.$2.'),
};
const everything = () => [...Object.values(PLANTED), homedir()];

/** A log that breaks its own rule: in every part of a line stand words of a person. */
function badLog(file: string): void {
  const log = createLogger(file, { now: () => 0 });
  log.info('started', { host: 'electron', attempt: 3 });
  log.error('procedure-failed', { name: 'TypeError', at: 'receive.ts:12 < intake.ts:40' });
  for (const value of Object.values(PLANTED)) {
    log.warn(value, { value, [value]: 1, path: join(homedir(), value) });
    appendFileSync(file, `${value}\n{"time":"now","level":"info","event":"${value}"}\n`);
  }
  log.warn('counted', { number: Number(PLANTED.bare), list: 1 });
}

let dataDir: string;
beforeAll(() => {
  dataDir = join(temporaryFolder(), PLANTED.organisation);
});

describe('a report of a running console', () => {
  /** The console of an organisation that has written all of that into every field. */
  function consoleWithAll() {
    mkdirSync(dataDir, { recursive: true });
    badLog(join(dataDir, 'heed.log'));
    const host = createPorts({
      dataDir,
      keyStore: { kind: 'system', open: async () => memorySecrets() },
      newWindow: () => null,
      webhookBase: () => null,
    });
    const api = testApi();
    Object.assign(api.ports, { problemReport: host.problemReport });
    const { core } = api;
    const connectionId = connection(core, { profile: 'provider-1', config: { account: PLANTED.credential } });
    senderNumber(core, { connectionId, number: fictionNumber('US', 90) });
    const campaignId = campaign(core, { region: 'US', name: PLANTED.phrase });
    const conversationId = conversation(core, { campaignId, number: NUMBER, firstName: PLANTED.contact });
    message(core, { conversationId, number: NUMBER, body: PLANTED.text });
    core.write((tx) =>
      writeSettings(core, tx, null, {
        organisation: PLANTED.organisation,
        confirmationText: `Bye, says ${PLANTED.colleague}.`,
        helpContact: PLANTED.address,
        extraKeywords: [PLANTED.keyword],
        extraPhrases: [PLANTED.phrase],
      }),
    );
    return api;
  }

  test('says what helps, and nothing that anybody wrote', async () => {
    const api = consoleWithAll();
    recordCrash({ part: 'core', name: 'TypeError', at: 'claim.ts:8', exitCode: 1 });
    const { client } = api.newcomer('admin', PLANTED.colleague);
    const { name, text } = await client.computer.problemReport();
    expect(name).toMatch(/^heed-problem-\d{4}-\d\d-\d\d\.txt$/);
    for (const part of [
      /^Heed \d+\.\d+\.\d+, window of a browser$/m,
      new RegExp(`^Node ${process.versions.node}$`, 'm'),
      /^System: \w+ /m,
      /^console: open$/m,
      /^opt-outs by themselves: true$/m,
      /^keywords added: 1$/m,
      /^connections: \w+ ready: 1$/m,
      / core ended: TypeError at claim\.ts:8, exit code 1, Heed \d/,
      / info started host=electron attempt=3$/m,
      / error procedure-failed name=TypeError at=receive\.ts:12 < intake\.ts:40$/m,
      / warn counted number=\(left out\) list=1$/m,
    ])
      expect(text).toMatch(part);
    for (const word of everything()) expect(text, word).not.toContain(word);
  });

  test('tells a texter nothing of the settings', async () => {
    const { newcomer } = consoleWithAll();
    const { text } = await newcomer('texter').client.computer.problemReport();
    expect(text).toMatch(/^console: open$/m);
    expect(text).not.toMatch(/opt-outs by themselves|connections:|keywords/);
  });

  test('is for people who are signed in', async () => {
    await expect(consoleWithAll().anybody.computer.problemReport()).rejects.toThrow(/sign in/);
  });
});

test('without a core, a log or crashes there is a report all the same', () => {
  const text = problemReport({ dataDir: temporaryFolder(), host: 'desktop program', now: 0, core: null });
  expect(text).toContain('Core\nIt does not run.');
  expect(text).toContain('Last lines of the log\n(nothing)');
});

describe('records of crashes', () => {
  test('the newest twenty stay, and what is no record is passed over', () => {
    const folder = temporaryFolder();
    recordCrashesIn(folder);
    for (let count = 0; count < 3; count += 1)
      recordCrash({ part: 'window', name: 'oom', at: '', exitCode: null });
    const crashes = join(folder, 'crashes');
    for (let count = 0; count < 30; count += 1)
      writeFileSync(
        join(crashes, `2020-01-01T00-00-00.${String(count).padStart(3, '0')}Z-1.json`),
        PLANTED.text,
      );
    recordCrash({ part: 'core', name: 'Error', at: 'a.ts:1', exitCode: 1 });
    expect(readdirSync(crashes)).toHaveLength(20);
    expect(readCrashes(folder, 10).at(-1)).toMatchObject({ part: 'core', at: 'a.ts:1' });
    for (const file of readdirSync(crashes).filter((name) => !name.startsWith('2020')))
      expect(Object.keys(JSON.parse(readFileSync(join(crashes, file), 'utf8')))).toEqual([
        'time',
        'part',
        'name',
        'at',
        'exitCode',
        'heed',
      ]);
  });
});
