import type { Mutation } from './types.ts';

/** What leaves, and what stops it. */
export const wayOut: readonly Mutation[] = [
  {
    name: 'the guard is not asked before a text goes',
    changes: [
      {
        file: 'main/core/outbox/facts.ts',
        from: '  const row = one<FactRow>(core.db, BY_MESSAGE, message.id);\n  if (!row)',
        to: "  const row = one<FactRow>(core.db, BY_MESSAGE, message.id);\n  if (message.kind !== 'confirmation') return { pass: true };\n  if (!row)",
      },
      {
        file: 'main/core/optOuts/optOut.ts',
        from: '  const cancelled = cancelQueued(tx, input.subject);',
        to: '  const cancelled = 0 * Number(cancelQueued.length);',
      },
    ],
  },
  {
    name: 'the guard is not asked when a text is written',
    changes: [
      {
        file: 'main/core/outbox/enqueue.ts',
        from: 'if (refused || conversation.number === null) {',
        to: 'if (conversation.number === null) {',
      },
    ],
  },
  {
    name: 'an opt-out leaves the queued texts of other campaigns alone',
    changes: [
      {
        file: 'main/core/optOuts/optOut.ts',
        from: "AND kind <> 'confirmation'`",
        to: "AND kind <> 'confirmation' AND conversation_id IN (SELECT id FROM conversation ORDER BY id LIMIT 1)`",
      },
    ],
  },
  {
    name: 'a hold does not hold',
    changes: [
      { file: 'main/core/rules/guard.ts', from: "if (facts.onHold) return wait('on-hold', null);", to: '' },
    ],
  },
  {
    name: 'a second STOP earns a second confirmation',
    changes: [
      {
        file: 'main/core/inbox/effects.ts',
        from: 'confirmable = done.mayConfirm ? done.optOutId : null;',
        to: 'confirmable = done.optOutId;',
      },
      { file: 'main/core/rules/decide.ts', from: 'if (!blocked && !facts.optedOut)', to: 'if (!blocked)' },
    ],
  },
  {
    name: 'a late confirmation is sent',
    changes: [
      {
        file: 'main/core/rules/guard.ts',
        from: "if (facts.notAfter === null || facts.now > facts.notAfter) return prevent('confirmation-late');",
        to: '',
      },
    ],
  },
  {
    name: 'a text that was interrupted is sent again by itself',
    changes: [
      {
        file: 'main/core/outbox/dispatcher.ts',
        from: "loseTexts(tx, sql`TRUE`, keep('kept:send.closedWhile'))",
        to: "tx.db.prepare(\"UPDATE message SET state = 'queued' WHERE state = 'sending'\").run().changes",
      },
    ],
  },
  {
    name: 'a text of unknown outcome is tried again',
    changes: [
      {
        file: 'main/core/outbox/settle.ts',
        from: `loseTexts(tx, sql\`id = \${claimed.messageId}\`, outcome.detail);`,
        to: "requeueText(tx, claimed.messageId, { notBefore: 0, code: '', detail: outcome.detail });",
      },
    ],
  },
  {
    name: 'an opt-in reverses opt-outs that its window had not seen',
    changes: [
      {
        file: 'main/core/optOuts/optOut.ts',
        from: 'for (const optOutId of input.optOutIds) {',
        to: 'for (const optOutId of inForce(tx.db, input.subject)) {',
      },
      {
        file: 'main/core/optOuts/optOut.ts',
        from: 'import { isOptedOut } from',
        to: 'import { inForce, isOptedOut } from',
      },
    ],
  },
  {
    name: 'a refusal by the provider opts nobody out',
    changes: [
      {
        file: 'main/core/outbox/refusal.ts',
        from: '  optOut(core, tx, {',
        to: "  if (row.subject === '') optOut(core, tx, {",
      },
    ],
  },
  {
    name: 'texts leave at night',
    changes: [
      {
        file: 'main/core/rules/guard.ts',
        from: 'return hours && {',
        to: 'return hours && null && {',
      },
    ],
  },
  {
    name: 'texts leave before the campaign starts',
    changes: [
      {
        file: 'main/core/rules/guard.ts',
        from: 'plan.startsAt !== null && now < plan.startsAt',
        to: 'plan.startsAt !== null && now < plan.startsAt - 3_600_000',
      },
    ],
  },
  {
    name: 'texts leave after the campaign has ended',
    changes: [
      {
        file: 'main/core/rules/guard.ts',
        from: 'facts.now >= plan.endsAt',
        to: 'facts.now >= plan.endsAt + 86_400_000',
      },
    ],
  },
  {
    name: 'texts leave while the campaign pauses as planned',
    changes: [
      {
        file: 'main/core/rules/guard.ts',
        from: "if (plan.pausedUntil !== null) return wait('planned-pause', plan.pausedUntil);",
        to: '',
      },
    ],
  },
  {
    name: 'the first message goes twice',
    changes: [
      {
        file: 'main/core/outbox/facts.ts',
        from: "kind === 'initial' &&\n    one(",
        to: "kind !== 'initial' &&\n    one(",
      },
      {
        file: 'main/core/store/schema/messages.ts',
        from: 'CREATE UNIQUE INDEX message_initial',
        to: 'CREATE INDEX message_initial',
      },
    ],
  },
  {
    name: 'a conversation closed as a wrong number is written to',
    changes: [
      {
        file: 'main/core/rules/guard.ts',
        from: "if (facts.conversation === 'closed') return prevent('conversation-closed');",
        to: '',
      },
    ],
  },
  {
    name: 'closing as a wrong number ends the hold of somebody who may have asked to stop',
    changes: [
      {
        file: 'main/core/decisions/decideAction.ts',
        from: "markClosed(tx, conversationId, 'wrong-number');",
        to: "markClosed(tx, conversationId, 'wrong-number'); tx.db.prepare('UPDATE action SET holds = 0 WHERE subject = (SELECT subject FROM conversation WHERE id = ?)').run(conversationId);",
      },
    ],
  },
  {
    name: 'what waited in a closed conversation goes when it opens again',
    changes: [
      {
        file: 'main/core/decisions/decideAction.ts',
        from: '  preventQueued(core, tx, conversationId);',
        to: '',
      },
    ],
  },
  {
    name: 'closing as a wrong number opts out',
    changes: [
      {
        file: 'main/core/decisions/decideAction.ts',
        from: '      if (row.conversation_id) closeAsWrongNumber(',
        to: '      optOutByHand(core, tx, row, deed);\n      if (row.conversation_id) closeAsWrongNumber(',
      },
    ],
  },
];
