import type { Core } from '../../main/core/store/context.ts';
import { account, campaign, connection, conversation, fictionNumber, senderNumber } from '../helpers/seed.ts';

const OURS = '+12165550190';

/** An admin, a texter, and a campaign of a few people with its sender number. */
export function castOf(core: Core, count: number, state?: 'to-send') {
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
      firstName: `Pat${index}`,
      ...(state === undefined ? {} : { state }),
    });
    return { id, number, subject: core.subject(number) };
  });
  const person = (index: number) => people[index % count] ?? { id: '', number: '', subject: '' };
  return { admin, texter, connectionId, senderNumberId, campaignId, people, person };
}

export type Cast = Pick<
  ReturnType<typeof castOf>,
  'admin' | 'texter' | 'connectionId' | 'senderNumberId' | 'person'
>;
