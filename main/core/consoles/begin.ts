import type { LogCheck, LogDatabase } from '../../../shared/contract/consoles.ts';
import { t } from '../../../shared/text/say.ts';
import { said } from '../../../shared/text/stored.ts';
import { CoreError, KeptError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import { beginCapture } from '../store/capture/capture.ts';
import { forgetChanged } from '../store/capture/changedRows.ts';
import type { Core } from '../store/context.ts';
import { removedConsoles } from './consoleEntries.ts';
import { givenAddress } from './givenAddress.ts';
import { keepSecrets } from './keys/keyring.ts';
import { newPair } from './keys/pair.ts';
import { sealPublic } from './keys/publicKeys.ts';
import { probe } from './log/probe.ts';
import { setUp } from './log/setUp.ts';
import { newName } from './newName.ts';
import { beginOutgoing } from './outgoingRecord.ts';
import { type Place, writePlace } from './place.ts';
import { beginPositions } from './positionRecord.ts';
import { forPeople, lackOf } from './reasons.ts';
import { oneKey, sealName } from './seal.ts';

/** In the order in which a database is tested; what comes after one that lacks was not reached. */
const STEPS = [
  ['unreachable', 'tls'],
  ['signIn', 'database'],
  ['version', 'readOnly'],
  ['createSchema', 'createRole'],
] as const;
const LABELS = ['reach', 'signIn', 'server', 'rights'] as const;

/** Tests a database for the log; changes nothing. @throws KeptError where the address has a wrong form */
export async function checkDatabase({ address, ca }: LogDatabase): Promise<LogCheck> {
  const missing = await probe(givenAddress(address, ca));
  const checks: LogCheck['checks'] = [];
  for (const [place, step] of STEPS.entries()) {
    const lacks = missing.filter(({ what }) => (step as readonly string[]).includes(what));
    const label = LABELS[place] ?? 'reach';
    checks.push({
      what: t(`consoles:check.${label}`),
      ok: lacks.length === 0,
      detail: lacks.map((each) => said(lackOf(each))).join(' '),
    });
    if (lacks.length > 0 && place < 2) break;
  }
  return { checks, ready: missing.length === 0 };
}

/**
 * Makes the log in a database, and this console its first. What it wrote until now is not told change by
 * change: it comes with the first snapshot. @throws KeptError, CoreError; StoreError
 */
export async function beginLog(
  core: Core,
  actorId: string,
  { name, ...given }: LogDatabase & { readonly name: string },
): Promise<void> {
  if (core.demo) throw new CoreError('CONFLICT', t('consoles:refused.demo'));
  const owner = givenAddress(given.address, given.ca);
  const missing = await probe(owner);
  const [first] = missing;
  if (first) throw new KeptError(lackOf(first));
  const { random } = core.ports;
  const [organisation, id] = [newName(random), newName(random)];
  const key = Buffer.from(random.bytes(32));
  const pair = newPair(random);
  const sealing = { organisation, keys: oneKey(key) };
  const address = await setUp(owner, {
    ...{ organisation, id },
    sealedName: sealName(sealing, id, name, random),
    sealedPublic: sealPublic(sealing, id, pair.open, random),
  }).catch((error: unknown) => {
    throw forPeople(error);
  });
  const { password, ...kept } = address;
  await keepSecrets(core.secrets, { password, own: pair.own, keys: [key] });
  const without = [...removedConsoles(core.db)];
  const place: Place = { organisation, console: id, name, address: kept, newestKey: 1, without };
  core.write((tx) => {
    writePlace(tx.db, place);
    beginOutgoing(tx.db);
    beginPositions(tx.db);
    forgetChanged(tx.db);
    beginCapture(tx.db);
    append(core, tx, {
      ...{ kind: 'console-united', actorId },
      payload: { console: id, key: pair.open.toString('hex') },
    });
    tx.touch('consoles');
  });
}
