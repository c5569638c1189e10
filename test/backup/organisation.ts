import { createTag } from '../../main/core/conversations/tags.ts';
import { erasePerson } from '../../main/core/erase/erase.ts';
import { account, campaign, connection, conversation, fictionNumber, senderNumber } from '../helpers/seed.ts';
import { openConsole } from './consoles.ts';
import { actsOn } from './world.ts';

const OURS = '+12165550190';
/** Contacts of the campaign, if nothing else is said. */
export const PEOPLE = 5;

/** Consoles of one organisation with a campaign, its sender number and its people. */
export function organisation(names: readonly string[], count = PEOPLE) {
  const first = openConsole('0');
  const { core } = first;
  const admin = account(core, { role: 'admin', login: 'maya' });
  const texter = account(core, { role: 'texter', login: 'ana' });
  const connectionId = connection(core, { profile: 'provider-1', provider: 'bandwidth' });
  const senderNumberId = senderNumber(core, { connectionId, number: OURS });
  const campaignId = campaign(core, { name: 'Rent cap', texterIds: [texter] });
  const people = Array.from({ length: count }, (_, index) => {
    const number = fictionNumber('US', index);
    const id = conversation(core, {
      campaignId,
      number,
      texterId: texter,
      senderNumberId,
      state: 'to-send',
      firstName: `Pat${index}`,
    });
    return { id, number, subject: core.subject(number) };
  });
  const tagId = core.write((tx) => createTag(core, tx, admin, { name: 'Ride', tone: 'ok' })).id;
  first.db.exec('DROP TABLE temp.deaf; DROP TABLE temp.wrote');
  const bytes = first.db.serialize();
  first.db.close();
  const person = (index: number) => people[index % count] ?? { id: '', number: '', subject: '' };
  const cast = { admin, texter, connectionId, senderNumberId, person };
  return names.map((name) => {
    const at = openConsole(name, bytes);
    const erase = (index: number) =>
      at.core.write((tx) =>
        erasePerson(at.core, tx, { subject: person(index).subject, reason: 'asked', actorId: admin }),
      );
    return { at, acts: actsOn(at.core, at.clock, cast, name), cast, tagId, erase };
  });
}
