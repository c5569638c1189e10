import type { Why } from '../../../shared/contract/person.ts';
import type { Me } from '../../../shared/contract/session.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import type { GuardRule } from '../../../shared/schema/words.ts';
import { guardSentence } from '../../../shared/text/guardText.ts';
import type { Core } from '../context.ts';
import { readSettings } from '../settings.ts';
import { listActions } from '../store/queries/actions.ts';
import { causeText } from '../store/queries/causeText.ts';
import {
  confirmationOf,
  conversationsOf,
  optOutsOf,
  type PersonText,
  preventedOf,
  reversalsOf,
  senderNumbersOf,
  textsOf,
} from '../store/queries/person.ts';
import { canSend } from './canSend.ts';
import type { Person } from './which.ts';

/** Rules that are about the person, in the order in which they answer the question. Others are about a campaign or the hour. */
const PERSONAL: readonly GuardRule[] = ['opted-out', 'on-hold', 'invalid-number', 'provider-block'];

const clock = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
const day = (at: number) => new Date(at).toISOString().slice(0, 10);

type Known = Omit<Why, 'headline' | 'canBeTexted' | 'next' | 'timeline'>;

function answer(core: Core, known: Known): { headline: string; canBeTexted: boolean } {
  const inForce = known.optOuts.find((optOut) => !optOut.reversed);
  if (inForce) return { headline: causeText(inForce.cause, inForce.by), canBeTexted: false };
  const rules = known.conversations.map((conversation) => conversation.rule);
  if (known.conversations.some((conversation) => conversation.onHold)) {
    return { headline: 'On hold: asks to stop?', canBeTexted: false };
  }
  const { sendFrom, sendUntil } = readSettings(core.db).quietHours;
  const blocked = known.senderNumbers.filter(isBlocked).map((sender) => formatNumber(sender.number));
  if (rules.includes(null) && blocked.length > 0) {
    return { headline: `Only partly: the provider blocks it from ${blocked.join(', ')}`, canBeTexted: true };
  }
  if (rules.includes(null)) {
    return {
      headline: core.demo ? 'Yes, at any hour in the demo' : `Yes, until ${clock(sendUntil)} their time`,
      canBeTexted: true,
    };
  }
  const [first] = rules.filter((rule) => rule !== null).sort((a, b) => rank(a) - rank(b));
  if (first === undefined) return { headline: 'Yes; no campaign has this number yet', canBeTexted: true };
  if (first === 'invalid-number')
    return { headline: 'No: this number cannot receive texts', canBeTexted: false };
  if (first === 'provider-block') {
    return { headline: `Not from ${blocked.join(', ')}: the provider blocks it`, canBeTexted: false };
  }
  if (first === 'quiet-hours')
    return { headline: `Yes, from ${clock(sendFrom)} their time`, canBeTexted: true };
  return { headline: `Yes, but not now: ${guardSentence(first)}`, canBeTexted: true };
}

const rank = (rule: GuardRule) =>
  PERSONAL.includes(rule) ? PERSONAL.indexOf(rule) : rule === 'quiet-hours' ? 10 : 11;
const isBlocked = (sender: Why['senderNumbers'][number]) =>
  sender.block === 'inferred' || sender.block === 'confirmed';

/** What happens by itself, then what a person can do. */
function nextSteps(known: Known): string[] {
  const steps: string[] = [];
  if (known.optedOut)
    steps.push('Nothing is sent to this number, in any campaign, until an admin opts the contact in.');
  if (known.confirmation?.sentBy === 'heed' && known.confirmation.state === 'queued') {
    steps.push('The confirmation leaves by itself within five minutes of the request, or not at all.');
  }
  for (const action of known.actions) {
    if (action.kind === 'likely-opt-out' && action.holds) {
      steps.push(
        `Decide what the contact meant. Without a decision by ${day(action.dueAt)} they are opted out.`,
      );
    } else if (action.kind === 'likely-opt-out') {
      steps.push(`Decide what the contact meant, by ${day(action.dueAt)}.`);
    } else if (action.kind === 'opt-out-by-hand') {
      steps.push(`The contact asked to stop: opt them out by hand, by ${day(action.dueAt)}.`);
    } else if (action.kind === 'asked-to-resume') {
      steps.push('The contact asked to hear from us again: an admin can opt them in, with a reason.');
    } else if (action.kind === 'send-outcome-unknown') {
      steps.push('Say whether the text of unknown outcome arrived.');
    } else if (action.kind === 'wrong-number') {
      steps.push('Say whether this is a wrong number.');
    } else if (action.kind === 'review-mistaken') {
      steps.push('A supervisor found the opt-out mistaken: an admin can opt them in, with a reason.');
    } else if (action.kind === 'escalated') {
      steps.push('Somebody asked for a second opinion: answer the question.');
    } else {
      steps.push('The provider refused a text: decide whether to opt the contact out.');
    }
  }
  for (const sender of known.senderNumbers.filter(isBlocked)) {
    steps.push(
      `To lift the provider’s block, the contact must text START to ${formatNumber(sender.number)}.`,
    );
  }
  return steps;
}

const SPOKE: Readonly<Record<string, string>> = {
  inbound: 'The contact wrote',
  confirmation: 'Confirmation',
  'provider-text': 'The provider answered',
};

function textLine(text: PersonText): string {
  const who = SPOKE[text.kind] ?? 'We wrote';
  const left =
    text.direction === 'in' ||
    text.state === 'sent' ||
    text.state === 'delivered' ||
    text.state === 'received';
  return left ? `${who}: “${text.body}”` : `${who} (${text.state}): “${text.body}”`;
}

function timelineOf(known: Known, texts: readonly PersonText[]): Why['timeline'] {
  return [
    ...texts.map((text) => ({ at: text.at, tone: 'plain' as const, text: textLine(text) })),
    ...known.optOuts.map((optOut) => ({
      at: optOut.at,
      tone: 'stop' as const,
      text: `${causeText(optOut.cause, optOut.by)}${optOut.reason ? `: ${optOut.reason}` : ''}`,
    })),
    ...known.reversals.map((reversal) => ({
      at: reversal.at,
      tone: 'good' as const,
      text: reversal.undo
        ? `${reversal.by ?? 'Somebody'} took the opt-out back`
        : `Opted in by ${reversal.by ?? 'an admin'}: ${reversal.reason}`,
    })),
    ...known.senderNumbers.flatMap((sender) =>
      sender.notedAt === null
        ? []
        : [
            {
              at: sender.notedAt,
              tone: sender.block === 'cleared' ? ('good' as const) : ('stop' as const),
              text: sender.sentence,
            },
          ],
    ),
    ...known.prevented.map((prevented) => ({
      at: prevented.at,
      tone: 'stop' as const,
      text: `Not sent: “${prevented.body}”. ${prevented.sentence}`,
    })),
    ...known.actions.map((action) => ({
      at: action.openedAt,
      tone: 'hold' as const,
      text: action.holds ? 'On hold until a person decides' : 'A person must act',
    })),
  ].sort((a, b) => b.at - a.at);
}

/** Why can this person (not) be texted? (design, section 6). For those who may see everything. */
export function why(core: Core, me: Me, { subject, number }: Person): Why {
  const conversations = conversationsOf(core.db, subject);
  const optOuts = optOutsOf(core.db, subject);
  const [latest] = conversations;
  const known: Known = {
    number: number ?? latest?.number ?? null,
    name: latest ? `${latest.first_name} ${latest.last_name}`.trim() : '',
    optedOut: optOuts.some((optOut) => !optOut.reversed),
    optOuts,
    reversals: reversalsOf(core.db, subject),
    senderNumbers: senderNumbersOf(core.db, subject),
    conversations: conversations.map((row) => {
      const { rule, sentence } = canSend(core, row.id, row.state === 'to-send' ? 'initial' : 'reply');
      return {
        id: row.id,
        campaignName: row.campaign_name,
        state: row.state,
        onHold: row.hold_at !== null,
        rule,
        sentence,
      };
    }),
    prevented: preventedOf(core.db, subject),
    confirmation: confirmationOf(core.db, subject),
    actions: listActions(core.db, me, { subject }),
  };
  return {
    ...known,
    ...answer(core, known),
    next: nextSteps(known),
    timeline: timelineOf(known, textsOf(core.db, subject)),
  };
}
