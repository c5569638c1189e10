import { append } from '../ledger/append.ts';
import type { Core } from '../store/context.ts';
import { codeText, type Keys } from './code.ts';
import type { Membership } from './log/membership.ts';
import { newName } from './newName.ts';
import { type Place, readPlace } from './place.ts';
import { oneKey, type Sealing, seal, sealName } from './seal.ts';

/** Seconds for which a code is good. */
const GOOD_FOR = 3600;

/** What the key of an invitation is sealed for. */
export const placeOfKey = (id: string) => ({ console: id, number: 1 });

/** From the first to the newest. */
const keysUpTo = ({ keys }: Sealing): string[] =>
  Array.from({ length: keys.newest().number }, (_, place) => keys.find(place + 1)?.toString('hex') ?? '');

/** Makes a code with which another computer becomes a console, once. @throws LogError; StoreError */
export async function invite(
  {
    core,
    log,
    sealing,
    place,
  }: { readonly core: Core; readonly log: Membership; readonly sealing: Sealing; readonly place: Place },
  actorId: string,
  name: string,
): Promise<{ code: string; until: number }> {
  const { random, clock } = core.ports;
  await sealing.keys.take();
  const id = newName(random);
  const opens = Buffer.from(random.bytes(32));
  const keys: Keys = {
    log: keysUpTo(sealing),
    without: readPlace(core.db)?.without ?? [],
    subject: core.subjectKey.export().toString('hex'),
  };
  const { organisation } = sealing;
  const account = await log.invite({
    id,
    sealedName: sealName(sealing, id, name, random),
    sealedKey: seal(
      { organisation, keys: oneKey(opens) },
      placeOfKey(id),
      Buffer.from(JSON.stringify(keys)),
      random,
    ),
    seconds: GOOD_FOR,
  });
  const until = clock.now() + GOOD_FOR * 1000;
  core.write((tx) => append(core, tx, { kind: 'console-invited', actorId, payload: { console: id } }));
  const code = codeText({
    address: { ...place.address, ...account },
    organisation,
    console: id,
    name,
    opens: opens.toString('base64'),
  });
  return { code, until };
}
