import { expect } from 'vitest';
import { type OptOutInput, optOut, reverseOptOuts } from '../../main/core/optOuts/optOut.ts';
import type { Core } from '../../main/core/store/context.ts';
import type { OptOutFilter } from '../../shared/contract/optOuts.ts';
import { written } from '../../shared/text/stored.ts';
import { testApi } from '../helpers/api.ts';
import * as seed from '../helpers/seed.ts';

/** Opts a number out as a text or a person would. */
export const add = (core: Core, number: string, more: Partial<OptOutInput> = {}) =>
  core.write((tx) =>
    optOut(core, tx, {
      subject: core.subject(number),
      number,
      cause: 'manual',
      actorId: null,
      reason: written(''),
      rule: 'by-hand',
      matched: '',
      conversationId: null,
      messageId: null,
      senderNumberId: null,
      importId: null,
      saidAt: tx.now,
      receivedAt: tx.now,
      ...more,
    }),
  ).optOutId;

/** A world with one opt-out of each kind that the filters tell apart. */
/** Opt-outs of every kind, made and reversed, with what the list is asked about. */
export function world() {
  const api = testApi();
  const { core, clock } = api;
  const admin = api.newcomer('admin', 'Maya Admin');
  const texter = api.newcomer('texter', 'Ana Texter');
  const supervisor = api.newcomer('supervisor');
  const sender = (profile: 'provider-1' | 'provider-2', number: string) =>
    seed.senderNumber(core, { connectionId: seed.connection(core, { profile }), number });
  const usSender = sender('provider-1', '+12165550190');
  const gbSender = sender('provider-2', '+447700900990');
  const us = seed.campaign(core, { name: 'Rent cap' });
  const gb = seed.campaign(core, { name: 'Tenants UK', region: 'GB' });
  const talk = (campaignId: string, number: string, firstName: string, senderNumberId: string) => {
    const id = seed.conversation(core, {
      campaignId,
      number,
      firstName,
      lastName: 'Lee',
      senderNumberId,
      texterId: texter.id,
    });
    return {
      id,
      messageId: seed.message(core, { conversationId: id, number, body: `${firstName} says: take me off` }),
    };
  };
  const one = talk(us, '+12025550101', 'Rosa', usSender);
  const two = talk(gb, '+447700900102', 'Owen', gbSender);
  const ids: Record<string, string> = {};
  const step = () => clock.advance(60_000);
  ids.rosa = add(core, '+12025550101', {
    cause: 'auto-keyword',
    rule: 'keyword',
    matched: 'STOP',
    conversationId: one.id,
    messageId: one.messageId,
    senderNumberId: usSender,
  });
  step();
  ids.owen = add(core, '+447700900102', {
    conversationId: two.id,
    messageId: two.messageId,
    actorId: texter.id,
    reason: written('Asked on the phone'),
  });
  step();
  ids.bare = add(core, '+12025550103', { actorId: admin.id, reason: written('=HYPERLINK("x")') });
  step();
  core.write((tx) =>
    reverseOptOuts(core, tx, {
      subject: core.subject('+447700900102'),
      optOutIds: [ids.owen ?? ''],
      actorId: admin.id,
      reason: written('He asked to come back'),
      undo: false,
    }),
  );
  step();
  return { ...api, admin, texter, supervisor, us, gb, ids, one, two };
}

export const kinds = async (w: ReturnType<typeof world>, filter: OptOutFilter) => {
  const { items } = await w.admin.client.optOut.list(filter);
  const counts = await w.admin.client.optOut.counts(filter);
  expect(counts.optOuts + counts.reversals, JSON.stringify(filter)).toBe(items.length);
  return items.map((row) => `${row.name || 'nobody'} ${row.state}`);
};
