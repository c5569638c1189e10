import type { CanSend } from '../../../shared/contract/conversation.ts';
import { guardSentence } from '../../../shared/text/guardText.ts';
import type { Core } from '../context.ts';
import { WAITS_FOR_A_PERSON } from '../outbox/enqueue.ts';
import { guardConversation } from '../outbox/facts.ts';

/** What would become of a text written now; the button explains itself with it. Asks the guard that enqueueing asks. */
export function canSend(core: Core, conversationId: string, kind: 'initial' | 'reply'): CanSend {
  const verdict = guardConversation(core, conversationId, kind, core.ports.clock.now());
  if (verdict.pass) return { ok: true, outcome: 'send', rule: null, sentence: '', until: null };
  const { outcome, rule } = verdict;
  return {
    // What waits for a person is not queued; what waits for the clock or a provider is.
    ok: outcome === 'wait' && !WAITS_FOR_A_PERSON.has(rule),
    outcome,
    rule,
    sentence: guardSentence(rule),
    until: outcome === 'wait' ? verdict.until : null,
  };
}
