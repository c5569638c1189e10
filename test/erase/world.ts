import { receive } from '../../main/core/inbox/receive.ts';
import type { InboundMessage } from '../../main/core/providers/provider.ts';
import { testApi } from '../helpers/api.ts';
import { fileCore } from '../helpers/fileCore.ts';
import { campaign, connection, conversation, message, senderNumber } from '../helpers/seed.ts';

/** Words that stand only in this person's rows, so that a search for them finds nothing else. */
export const PERSON = {
  number: '+12025550143',
  firstName: 'Quillaway',
  lastName: 'Zemphirez',
  said: 'my sister brindlemoor says hollowtwig',
  wrote: 'Hi Quillaway, vexmarrow rally on Sunday',
  noted: 'kestrelmere is her dog',
  field: 'Grimblethorpe Lane',
} as const;

const OURS = '+12165550190';

/** A store on disk in which every kind of row knows something of one person, and other people around them. */
export function eraseWorld() {
  const file = fileCore();
  const api = testApi({ made: file });
  const { core } = api;
  const admin = api.newcomer('admin', 'Maya');
  const texter = api.newcomer('texter', 'Ana');
  const connectionId = connection(core, { profile: 'provider-1' });
  const senderNumberId = senderNumber(core, { connectionId, number: OURS });
  const campaignId = campaign(core, { texterIds: [texter.id] });
  const other = campaign(core, { texterIds: [texter.id] });
  let serial = 0;
  const reply = (body: string, from: string = PERSON.number, more: Partial<InboundMessage> = {}) => {
    serial += 1;
    const inbound = [
      { providerId: `in-${serial}`, from, to: OURS, body, providerTime: core.ports.clock.now(), ...more },
    ];
    const adapter = { classify: () => 'failed' as const, vendor: 'bandwidth' as const };
    receive(core, { connectionId, adapter }, { inbound, providerTexts: [], statuses: [] });
  };
  const meet = (of: string, number: string = PERSON.number) =>
    conversation(core, {
      campaignId: of,
      number,
      texterId: texter.id,
      senderNumberId,
      firstName: PERSON.firstName,
      lastName: PERSON.lastName,
      fields: { street: PERSON.field },
      state: 'to-answer',
    });
  const wrote = (conversationId: string, body: string, state: 'delivered' | 'queued' = 'delivered') =>
    message(core, { conversationId, number: PERSON.number, senderNumberId, direction: 'out', body, state });
  return {
    ...file,
    ...api,
    admin,
    texter,
    connectionId,
    senderNumberId,
    campaignId,
    other,
    reply,
    meet,
    wrote,
  };
}
