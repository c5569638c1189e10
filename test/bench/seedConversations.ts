import { statement } from '../../main/core/store/statement.ts';
import type { OptState } from '../../shared/schema/words.ts';
import { NOON, writer } from '../helpers/core.ts';
import * as seed from '../helpers/seed.ts';
import { type BenchCore, bulk, numberOf } from './stores.ts';

const CAMPAIGNS = 4;
const TEXTERS = 5;
const STATES = [
  'to-send',
  'waiting',
  'to-send',
  'waiting',
  'to-answer',
  'to-send',
  'waiting',
  'closed',
] as const;

/** Of each hundred, three were opted out by hand and two automatically. */
function optStateOf(index: number): OptState {
  // Another place in each hundred, so that no texter gets all of them.
  const place = (index + Math.floor(index / 100)) % 100;
  return place < 3 ? 'manual' : place < 5 ? 'automatic' : 'none';
}

/**
 * Conversations of four campaigns and five texters, whatever the count, with their opt-outs; the order of the
 * list is not that of the rows.
 */
export function seedConversations(core: BenchCore, count: number): void {
  const texters = Array.from({ length: TEXTERS }, () => seed.account(core, { role: 'texter' }));
  const campaigns = Array.from({ length: CAMPAIGNS }, () => seed.campaign(core));
  const insert = statement(
    writer(core),
    `INSERT INTO conversation (id, campaign_id, subject, number, first_name, last_name, fields, texter_id, state, opt_state,
       opt_cause, outcome, sort_at, last_text, last_direction, created_at, rev)
     VALUES (?, ?, ?, ?, 'Pat', 'Doe', '{"postcode":"02139"}', ?, ?, ?, ?, ?, ?, 'Can you tell me more?', 'in', ?, '0')`,
  );
  const optOut = statement(
    writer(core),
    `INSERT INTO opt_out (id, subject, number, cause, automatic, conversation_id, said_at, received_at, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  bulk(writer(core), ['conversation', 'opt_out'], () => {
    for (let i = 0; i < count; i += 1) {
      const id = core.ports.ids.next();
      const number = numberOf(i);
      const subject = core.subject(number);
      const state = optStateOf(i);
      const cause = state === 'none' ? null : state === 'manual' ? 'manual' : 'auto-keyword';
      // 7919 shares no factor with any count used, so each place in the list is taken once.
      const sortAt = NOON - ((i * 7919) % count) * 1000;
      insert.run(
        id,
        campaigns[Math.floor(i / TEXTERS) % CAMPAIGNS],
        subject,
        number,
        texters[i % TEXTERS],
        cause ? 'closed' : STATES[Math.floor(i / (TEXTERS * CAMPAIGNS)) % STATES.length],
        state,
        cause,
        cause ? 'opted-out' : null,
        sortAt,
        NOON,
      );
      if (cause)
        optOut.run(
          core.ports.ids.next(),
          subject,
          number,
          cause,
          state === 'automatic' ? 1 : 0,
          id,
          NOON,
          NOON,
          NOON,
        );
    }
  });
}
