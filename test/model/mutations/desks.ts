import type { Mutation } from './types.ts';

/** Who has which contact, what a repeated call does, and what is held. */
export const desks: readonly Mutation[] = [
  {
    name: 'a contact of another texter is handed out',
    in: 'desks',
    changes: [
      {
        file: 'main/core/campaigns/handOut.ts',
        from: 'INDEXED BY conversation_unassigned\n  WHERE c.campaign_id = ? AND c.texter_id IS NULL AND',
        to: 'WHERE c.campaign_id = ? AND',
      },
      {
        file: 'main/core/conversations/conversationRecord.ts',
        from: "AND texter_id IS NULL AND state = 'to-send' AND opt_state = 'none' RETURNING id",
        to: "AND state = 'to-send' AND opt_state = 'none' RETURNING id",
      },
    ],
  },
  {
    name: 'first texts of the day do not count',
    in: 'desks',
    changes: [
      {
        file: 'main/core/campaigns/handOut.ts',
        from: 'mostPerDay - begunSince(core.db, id, texterId, today) - held',
        to: 'mostPerDay - held',
      },
    ],
  },
  {
    name: 'the reply that waits longest is offered last',
    in: 'desks',
    changes: [
      {
        file: 'main/core/campaigns/handOut.ts',
        from: 'ORDER BY c.pool_since, c.id LIMIT 1',
        to: 'ORDER BY c.pool_since DESC, c.id LIMIT 1',
      },
    ],
  },
  {
    name: 'a call that is repeated is done again',
    in: 'desks',
    changes: [
      {
        file: 'main/core/access/middleware.ts',
        from: 'if (key === undefined || reads ||',
        to: "if (key !== '' || reads ||",
      },
    ],
  },
  {
    name: 'what is held leaves as soon as replies were read',
    in: 'desks',
    changes: [
      {
        file: 'main/core/outbox/enqueue.ts',
        from: 'if (heldUntil > tx.now) return { waitsFor: null, notBefore: heldUntil };',
        to: 'if (heldUntil > tx.now) return { waitsFor: waits, notBefore: Math.max(until ?? 0, heldUntil) };',
      },
    ],
  },
];
