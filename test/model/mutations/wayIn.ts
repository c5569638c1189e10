import type { Mutation } from './types.ts';

/** What replies mean, and what may be known of those that were not read. */
export const wayIn: readonly Mutation[] = [
  {
    name: 'a reply that comes twice counts twice',
    changes: [
      {
        file: 'main/core/inbox/receive.ts',
        from: 'if (isKnown(tx, source.connectionId, text.providerId)) return false;',
        to: '',
      },
      {
        file: 'main/core/store/schema/messages.ts',
        from: 'CREATE UNIQUE INDEX message_provider',
        to: 'CREATE INDEX message_provider',
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
        from: "facts.behaviour.profile === 'provider-2' ||",
        to: '',
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
      {
        file: 'main/core/connections/drained.ts',
        from: 'last >= core.inbound.readSince(id, now) && ',
        to: '',
      },
    ],
  },
  {
    name: 'old readings of replies count',
    changes: [
      {
        file: 'main/core/connections/drained.ts',
        from: 'now - last <= limitMinutes * MINUTE',
        to: 'limitMinutes > 0',
      },
    ],
  },
  {
    name: 'a list that does not reach to the end of an outage counts as read',
    changes: [
      {
        file: 'main/core/connections/drained.ts',
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
        file: 'main/core/decisions/holdTimeout.ts',
        from: 'for (const row of overdue) {',
        to: 'for (const row of overdue.slice(0, 0)) {',
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
    name: 'Twilio’s signature is not checked',
    changes: [
      {
        file: 'main/core/providers/twilio/webhook.ts',
        from: "if (!verifyTwilio(token, signature, url, form)) return { kind: 'forbidden' };",
        to: '',
      },
    ],
  },
  {
    name: 'a reply counts once by webhook and once by poll',
    changes: [
      {
        file: 'main/core/providers/twilio/webhook.ts',
        from: '    providerId,\n',
        to: "    providerId: providerId.replace('SM', 'MM'),\n",
      },
    ],
  },
  {
    name: 'Bandwidth’s user and password are not checked',
    changes: [
      {
        file: 'main/core/providers/bandwidth/webhook.ts',
        from: "if (!signedIn(keys, request.headers.authorization)) return { kind: 'forbidden' };",
        to: 'if (!signedIn) return signedIn;',
      },
    ],
  },
];
