/** A piece of the product's source, which stands there once, and what comes in its place. */
export type Change = { readonly file: string; readonly from: string; readonly to: string };
/** One way to break the product. Where two places keep the same promise, both are broken. */
export type Mutation = { readonly name: string; readonly changes: readonly Change[] };

/** Each breaks a promise of design section 2, and the model has to notice. */
export const mutations: readonly Mutation[] = [
  {
    name: 'the guard is not asked before a text goes',
    changes: [
      {
        file: 'main/core/outbox/facts.ts',
        from: '  const row = one<FactRow>(core.db, BY_MESSAGE, message.id);\n  if (!row)',
        to: "  const row = one<FactRow>(core.db, BY_MESSAGE, message.id);\n  if (message.kind !== 'confirmation') return { pass: true };\n  if (!row)",
      },
      {
        file: 'main/core/ledger/optOut.ts',
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
        file: 'main/core/ledger/optOut.ts',
        from: "WHERE subject = ? AND state = 'queued' AND kind <> 'confirmation'",
        to: "WHERE subject = ? AND state = 'queued' AND kind <> 'confirmation' AND conversation_id IN (SELECT id FROM conversation ORDER BY id LIMIT 1)",
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
    name: 'a reply that comes twice counts twice',
    changes: [
      {
        file: 'main/core/inbox/receive.ts',
        from: 'if (isKnown(tx, source.connectionId, text.providerId)) return false;',
        to: '',
      },
      {
        file: 'main/core/store/migrations/0010-foundation.ts',
        from: 'CREATE UNIQUE INDEX message_provider',
        to: 'CREATE INDEX message_provider',
      },
    ],
  },
  {
    name: 'a second STOP earns a second confirmation',
    changes: [
      {
        file: 'main/core/inbox/effects.ts',
        from: 'confirmable = done.wasOptedOut ? null : done.optOutId;',
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
        from: "\"UPDATE message SET state = 'unknown', detail = ?, rev = ? WHERE state = 'sending'\"",
        to: "\"UPDATE message SET state = 'queued', detail = ?, rev = ? WHERE state = 'sending'\"",
      },
    ],
  },
  {
    name: 'a text of unknown outcome is tried again',
    changes: [
      {
        file: 'main/core/outbox/settle.ts',
        from: "UPDATE message SET state = 'unknown', detail = ?",
        to: "UPDATE message SET state = 'queued', detail = ?",
      },
    ],
  },
  {
    name: 'an opt-in reverses opt-outs that its window had not seen',
    changes: [
      {
        file: 'main/core/ledger/optOut.ts',
        from: 'for (const optOutId of input.optOutIds) {',
        to: 'for (const optOutId of inForce(tx.db, input.subject)) {',
      },
    ],
  },
  {
    name: 'START opts in by itself',
    changes: [
      {
        file: 'main/core/outbox/providerBlock.ts',
        from: '  closeBlockedAction(core, tx, subject);',
        to: "  closeBlockedAction(core, tx, subject);\n  run(tx.db, 'UPDATE opt_out SET reversed = 1 WHERE subject = ?', subject);",
      },
    ],
  },
  {
    name: 'only the first response counts on provider-2 too',
    changes: [
      {
        file: 'main/core/rules/decide.ts',
        from: "facts.profile === 'provider-2' || facts.firstResponse",
        to: 'facts.firstResponse',
      },
    ],
  },
  {
    name: 'auto opt-outs that are off opt out all the same',
    changes: [
      {
        file: 'main/core/rules/decide.ts',
        from: 'if (!settings.autoOptOut) {',
        to: 'if (!settings.autoOptOut && facts.now < 0) {',
      },
    ],
  },
  {
    name: 'nobody waits until replies were read',
    changes: [
      { file: 'main/core/inbox/drained.ts', from: 'last >= core.inbound.readSince(id, now) && ', to: '' },
    ],
  },
  {
    name: 'old readings of replies count',
    changes: [
      {
        file: 'main/core/inbox/drained.ts',
        from: 'now - last <= limitMinutes * MINUTE',
        to: 'limitMinutes > 0',
      },
    ],
  },
  {
    name: 'a list that does not reach to the end of an outage counts as read',
    changes: [
      {
        file: 'main/core/inbox/drained.ts',
        from: 'if ((result.readTo ?? beganAt) < since) return false;',
        to: '',
      },
    ],
  },
  {
    name: 'a reply whose words are lost holds nobody',
    changes: [{ file: 'main/core/inbox/gap.ts', from: 'if (known) continue;', to: 'continue;' }],
  },
  {
    name: 'a hold that nobody decides is forgotten',
    changes: [
      {
        file: 'main/core/inbox/holdTimeout.ts',
        from: 'for (const row of overdue) {',
        to: 'for (const row of overdue.slice(0, 0)) {',
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
    name: 'what the provider blocks is not noted',
    changes: [
      {
        file: 'main/core/outbox/providerBlock.ts',
        from: "if (before === state || (before === 'confirmed' && state === 'inferred')) return;",
        to: 'if (before !== undefined) return;',
      },
    ],
  },
  {
    name: 'texts leave at night',
    changes: [
      {
        file: 'main/core/rules/guard.ts',
        from: "return until === null ? null : wait('quiet-hours', until);",
        to: 'return until === null ? null : null;',
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
        file: 'main/core/store/migrations/0010-foundation.ts',
        from: 'CREATE UNIQUE INDEX message_initial',
        to: 'CREATE INDEX message_initial',
      },
    ],
  },
];
