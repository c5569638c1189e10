import { ASKED_TO_STOP } from '../../../shared/contract/decisions/mayDecide.ts';
import { SoftRefusal } from '../../../shared/schema/words.ts';
import { addBusinessDays } from './businessDays.ts';
import { onHelp } from './help.ts';
import { likely } from './likely.ts';
import { ourMatcher } from './ourMatcher.ts';
import { providerMatcher } from './providerMatcher.ts';
import type { Effect, InboundFacts, RuleSettings, Verdict } from './types.ts';

const MINUTE = 60_000;
/**
 * Milliseconds. 47 CFR 64.1200(a)(12) presumes that a confirmation within five minutes is fine. Counted from
 * when the contact wrote; a provider's clock that runs ahead does not extend it.
 */
export const CONFIRM_WITHIN = 5 * MINUTE;
/**
 * 47 CFR 64.1200(a)(10): a request is honoured within ten business days, so a hold that nobody decided
 * becomes an opt-out then.
 */
const DECIDE_WITHIN_DAYS = 10;

/**
 * Decides what one text from a contact means and what follows from it (design, rules 1, 2, 3, 5, 8 and the
 * table of section 2). Pure: uses `facts` and `settings` only. `matched` holds the contact's own words. The
 * caller applies the effects in their order and in one transaction. An opt-out may be repeated, since each is
 * a further fact; a confirmation never is.
 */
export function decide(facts: InboundFacts, settings: RuleSettings): Verdict {
  const provider = providerDid(facts);
  const keyword = ourMatcher(facts.behaviour.profile, facts.text, settings.extraKeywords);
  if (provider === 'stop' || keyword?.kind === 'stop') {
    const rule = keyword?.kind === 'stop' ? 'keyword' : 'provider-signal';
    return onKeyword(facts, settings, provider === 'stop', rule);
  }
  if (provider === 'start' || keyword?.kind === 'start') {
    return onResume(facts, provider === 'start', keyword ? 'resume' : 'provider-signal', facts.text.trim());
  }
  const help = onHelp(facts, settings);
  if (help) return help;
  if (isPictureAlone(facts.text, facts.pictures ?? 0)) return onPicture(facts);
  const { text, ourTexts } = facts;
  const found = likely({ text, ourTexts, extraPhrases: settings.extraPhrases });
  const words = { rule: found.rule, matched: found.matched };
  switch (found.meaning) {
    case 'request':
      return settings.autoOptOut
        ? { decision: 'hold', ...words, effects: [{ kind: 'hold' }, action(facts, 'likely-opt-out')] }
        : { decision: 'action', ...words, effects: [action(facts, 'likely-opt-out')] };
    case 'wrong-number':
      return { decision: 'wrong-number', ...words, effects: [action(facts, 'wrong-number')] };
    case 'resume':
      return onResume(facts, false, found.rule, found.matched);
    case 'soft-refusal':
      return {
        decision: 'soft-refusal',
        ...words,
        effects: [{ kind: 'mark-soft-refusal', as: softRefusalOf(found.rule) }],
      };
    case 'none':
      return { decision: 'none', ...words, effects: [] };
  }
}

/** Whether pictures came with a text that has no words, so that nothing here can read what was said. */
export const isPictureAlone = (text: string, pictures: number): boolean => pictures > 0 && text.trim() === '';

/**
 * A picture without words may show a STOP, and nothing here can read it. A person is asked, and whoever would
 * text that number is told first; nothing is held, since most pictures mean nothing of the kind.
 */
function onPicture(facts: InboundFacts): Verdict {
  const effects = facts.optedOut ? [] : [action(facts, 'likely-opt-out')];
  return { decision: facts.optedOut ? 'none' : 'action', rule: 'picture', matched: '', effects };
}

/** The rules of `data/soft-refusals.json` are named after what they mean. */
function softRefusalOf(rule: string): SoftRefusal {
  return SoftRefusal.parse(rule.slice('soft-refusal:'.length));
}

/** What the provider did on its own: what it signalled, else what our copy of its matcher says. */
function providerDid(facts: InboundFacts): 'stop' | 'start' | null {
  if (facts.behaviour.profile === 'provider-1') return null;
  if (facts.signal === 'stop' || facts.signal === 'start') return facts.signal;
  const own = providerMatcher(facts.behaviour, facts.text);
  return own === 'help' ? null : own;
}

function onKeyword(facts: InboundFacts, settings: RuleSettings, blocked: boolean, rule: string): Verdict {
  const matched = facts.text.trim();
  const block: Effect[] = blocked ? [{ kind: 'note-provider-block' }] : [];
  if (!settings.autoOptOut) {
    const effects: Effect[] = [...block, action(facts, 'opt-out-by-hand')];
    return { decision: 'action', rule, matched, effects };
  }
  // A person who is opted out already needs no hold: a further STOP is one more fact that keeps the opt-out
  // in force.
  const counts =
    facts.behaviour.profile === 'provider-2' ||
    facts.firstResponse ||
    !settings.firstResponseOnly ||
    facts.optedOut;
  if (!counts) {
    const effects: Effect[] = [{ kind: 'hold' }, action(facts, 'likely-opt-out')];
    return { decision: 'hold', rule: `${rule}-later`, matched, effects };
  }
  const cause = rule === 'provider-signal' ? 'provider-signal' : 'auto-keyword';
  const effects: Effect[] = [...block, { kind: 'opt-out', cause }];
  if (!blocked && !facts.optedOut)
    effects.push({ kind: 'confirm', notAfter: saidBy(facts) + CONFIRM_WITHIN });
  return { decision: 'opt-out', rule, matched, effects };
}

/**
 * START and UNSTOP lift the provider's block and open an action; they never reverse an opt-out (design, rule
 * 8).
 */
function onResume(facts: InboundFacts, unblocked: boolean, rule: string, matched: string): Verdict {
  const effects: Effect[] = unblocked ? [{ kind: 'clear-provider-block' }] : [];
  const stopped =
    facts.optedOut ||
    facts.providerBlocked ||
    facts.onHold ||
    facts.openActions.some((kind) => ASKED_TO_STOP.has(kind));
  if (stopped) effects.push(action(facts, 'asked-to-resume'));
  return { decision: 'resume', rule, matched, effects };
}

/**
 * When the person wrote, at most now: limits run from this, and a provider's clock that is ahead of ours must
 * not extend them.
 */
function saidBy(facts: InboundFacts): number {
  return Math.min(facts.saidAt, facts.now);
}

function action(facts: InboundFacts, kind: Extract<Effect, { kind: 'open-action' }>['action']): Effect {
  return {
    kind: 'open-action',
    action: kind,
    dueAt: addBusinessDays(saidBy(facts), DECIDE_WITHIN_DAYS, facts.region),
  };
}
