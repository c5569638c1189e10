import type { Me } from '../../../shared/contract/access/session.ts';
import { ASKED_TO_STOP } from '../../../shared/contract/decisions/mayDecide.ts';
import type { Why } from '../../../shared/contract/people.ts';
import { rankOf } from '../../../shared/schema/guardRules.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { causeText } from '../../../shared/text/causeText.ts';
import { dayText } from '../../../shared/text/dayText.ts';
import { guardSentence } from '../../../shared/text/guardText.ts';
import { t } from '../../../shared/text/say.ts';
import { listActions } from '../actions/list.ts';
import { reversalText } from '../conversations/reversalText.ts';
import { hoursOf } from '../outbox/facts.ts';
import { erasedAt } from '../people/erased.ts';
import { factsInForce, takesNoTexts } from '../people/facts.ts';
import {
  confirmationOf,
  conversationsOf,
  optOutsOf,
  type PersonText,
  preventedOf,
  reversalsOf,
  senderNumbersOf,
  textsOf,
} from '../people/person.ts';
import { factSentence } from '../people/sentences.ts';
import { openUntil, quiet } from '../rules/quietHours.ts';
import type { Core } from '../store/context.ts';
import { canSend } from './canSend.ts';
import { whenThere } from './hoursText.ts';
import type { Person } from './which.ts';

type Known = Omit<Why, 'headline' | 'canBeTexted' | 'next' | 'timeline'> & {
  /** The provider has said that the number takes no texts. */
  readonly noTexts: boolean;
};

/** Until when texts may leave, and from when, for the headline; empty without a conversation. */
function hourWords(core: Core, known: Known): { until: string; opens: string } {
  const now = core.ports.clock.now();
  const words = { until: '', opens: t('hours:headline.never') };
  let [last, first] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { id } of known.conversations) {
    const hours = hoursOf(core, id);
    if (hours === null) continue;
    const wait = quiet(now, hours);
    const end = wait === null ? openUntil(now, hours) : null;
    if (end !== null && end.at < last) {
      last = end.at;
      words.until = whenThere(end.at, now, end.zone, hours.region);
    }
    if (wait?.until != null && wait.until < first) {
      first = wait.until;
      const when = whenThere(wait.until, now, wait.why.zone, hours.region);
      words.opens = t('hours:headline.opens', { when });
    }
  }
  return words;
}

/** Until when they may be texted today; no hours count in the demo and in practice. */
function yesWords(core: Core, known: Known): string {
  if (core.demo) return t('timeline:headline.demo');
  const { until } = hourWords(core, known);
  return until === '' ? t('timeline:headline.anyHour') : t('timeline:headline.until', { time: until });
}

function answer(core: Core, known: Known): { headline: string; canBeTexted: boolean } {
  const inForce = known.optOuts.find((optOut) => !optOut.reversed);
  if (inForce) return { headline: causeText(inForce.cause, inForce.by), canBeTexted: false };
  const rules = known.conversations.map((conversation) => conversation.rule);
  if (known.actions.some((action) => action.holds)) {
    return { headline: t('timeline:headline.hold'), canBeTexted: false };
  }
  // Nothing is blocked, but whoever texts them should be told first (design, rule 3).
  if (known.actions.some(({ kind }) => ASKED_TO_STOP.has(kind))) {
    return { headline: t('timeline:headline.stopWaits'), canBeTexted: false };
  }
  if (known.noTexts) return { headline: t('known:headline.noTexts'), canBeTexted: false };
  const blocked = known.senderNumbers.filter(isBlocked).map((sender) => formatNumber(sender.number));
  if (rules.includes(null) && blocked.length > 0) {
    return { headline: t('timeline:headline.partly', { numbers: blocked.join(', ') }), canBeTexted: true };
  }
  if (rules.includes(null)) return { headline: yesWords(core, known), canBeTexted: true };
  const [first] = rules.filter((rule) => rule !== null).sort((a, b) => rankOf(a) - rankOf(b));
  if (first === undefined) {
    return known.known.length > 0
      ? { headline: t('known:headline.wrongNobody'), canBeTexted: true }
      : { headline: t('timeline:headline.noCampaign'), canBeTexted: true };
  }
  if (first === 'wrong-number') return { headline: t('known:headline.wrong'), canBeTexted: false };
  if (first === 'provider-block') {
    return { headline: t('timeline:headline.blocked', { numbers: blocked.join(', ') }), canBeTexted: false };
  }
  if (first === 'quiet-hours') return { headline: hourWords(core, known).opens, canBeTexted: true };
  return { headline: t('timeline:headline.notNow', { why: guardSentence(first) }), canBeTexted: true };
}

const isBlocked = (sender: Why['senderNumbers'][number]) =>
  sender.block === 'inferred' || sender.block === 'confirmed';

/** What happens by itself, then what a person can do. */
function nextSteps(known: Known): string[] {
  const steps: string[] = [];
  if (known.optedOut) steps.push(t('timeline:next.optedOut'));
  if (known.confirmation?.sentBy === 'heed' && known.confirmation.state === 'queued') {
    steps.push(t('timeline:next.confirmation'));
  }
  for (const action of known.actions) {
    if (action.kind === 'likely-opt-out' && action.holds) {
      steps.push(t('timeline:next.likelyHeld', { day: dayText(action.dueAt) }));
    } else if (action.kind === 'likely-opt-out') {
      steps.push(t('timeline:next.likely', { day: dayText(action.dueAt) }));
    } else if (action.kind === 'opt-out-by-hand') {
      steps.push(t('timeline:next.byHand', { day: dayText(action.dueAt) }));
    } else if (action.kind === 'asked-to-resume') {
      steps.push(t('timeline:next.resume'));
    } else if (action.kind === 'send-outcome-unknown') {
      steps.push(t('timeline:next.unknown'));
    } else if (action.kind === 'wrong-number') {
      steps.push(t('timeline:next.wrongNumber'));
    } else if (action.kind === 'review-mistaken') {
      steps.push(t('timeline:next.mistaken'));
    } else if (action.kind === 'escalated') {
      steps.push(t('timeline:next.escalated'));
    } else {
      steps.push(t('timeline:next.refused'));
    }
  }
  if (known.noTexts) steps.push(t('known:next.noTexts'));
  if (known.known.some(({ kind }) => kind === 'wrong-number')) steps.push(t('known:next.wrong'));
  for (const sender of known.senderNumbers.filter(isBlocked)) {
    steps.push(t('timeline:next.start', { number: formatNumber(sender.number) }));
  }
  return steps;
}

const SPOKE = ['inbound', 'confirmation', 'provider-text'] as const;

function textLine(text: PersonText): string {
  const who = t(`timeline:line.${SPOKE.find((kind) => kind === text.kind) ?? 'other'}`);
  const left =
    text.direction === 'in' ||
    text.state === 'sent' ||
    text.state === 'delivered' ||
    text.state === 'received';
  return left
    ? t('timeline:line.left', { who, body: text.body })
    : t('timeline:line.notLeft', { who, state: t(`timeline:state.${text.state}`), body: text.body });
}

function causeLine({ cause, by, reason }: Why['optOuts'][number]): string {
  const said = causeText(cause, by);
  return reason ? t('timeline:line.cause', { cause: said, reason }) : said;
}

function timelineOf(known: Known, texts: readonly PersonText[]): Why['timeline'] {
  return [
    ...texts.map((text) => ({ at: text.at, tone: 'plain' as const, text: textLine(text) })),
    ...known.optOuts.map((optOut) => ({
      at: optOut.at,
      tone: 'stop' as const,
      text: causeLine(optOut),
    })),
    ...known.reversals.map((reversal) => ({
      at: reversal.at,
      tone: 'good' as const,
      text: reversalText(reversal),
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
      text: t('timeline:line.prevented', { body: prevented.body, why: prevented.sentence }),
    })),
    ...known.known.map((fact) => ({ at: fact.at, tone: 'stop' as const, text: fact.sentence })),
    ...known.actions.flatMap(({ openedAt, heldAt }) => [
      ...(heldAt === openedAt
        ? []
        : [{ at: openedAt, tone: 'hold' as const, text: t('timeline:line.mustAct') }]),
      ...(heldAt === null ? [] : [{ at: heldAt, tone: 'hold' as const, text: t('timeline:line.held') }]),
    ]),
  ].sort((a, b) => b.at - a.at);
}

/** For an erased person: that they were erased, and the opt-outs in force. The number is not repeated. */
function whyErased(core: Core, subject: string, at: number): Why {
  const optOuts = optOutsOf(core.db, subject).filter((optOut) => !optOut.reversed);
  return {
    number: null,
    name: '',
    optedOut: optOuts.length > 0,
    canBeTexted: false,
    headline: t('erase:headline', { day: dayText(at) }),
    optOuts: optOuts.map((optOut) => ({ ...optOut, campaignName: null, evidence: null })),
    reversals: [],
    senderNumbers: [],
    conversations: [],
    prevented: [],
    confirmation: null,
    actions: [],
    known: [],
    next: [t('erase:next')],
    timeline: [],
  };
}

/** Why this person can or cannot be texted (design, section 6), for those who may see everything. */
export function why(core: Core, me: Me, { subject, number }: Person): Why {
  const gone = erasedAt(core.db, subject);
  if (gone !== null) return whyErased(core, subject, gone);
  const conversations = conversationsOf(core.db, subject);
  const optOuts = optOutsOf(core.db, subject);
  const [latest] = conversations;
  const noTexts = takesNoTexts(core.db, subject);
  const known: Known = {
    number: number ?? latest?.number ?? null,
    name: latest ? `${latest.first_name} ${latest.last_name}`.trim() : '',
    optedOut: optOuts.some((optOut) => !optOut.reversed),
    optOuts,
    reversals: reversalsOf(core.db, subject),
    senderNumbers: senderNumbersOf(core.db, subject),
    conversations: conversations.map((row) => {
      const { rule, sentence } = canSend(
        core,
        me.role,
        row.id,
        row.state === 'to-send' ? 'initial' : 'reply',
      );
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
    known: factsInForce(core.db, subject)
      .filter((fact) => fact.kind !== 'unreachable' || noTexts)
      .map((fact) => ({
        id: fact.id,
        kind: fact.kind,
        code: fact.code,
        at: fact.at,
        sentence: factSentence(fact),
      })),
    noTexts,
  };
  const { noTexts: _, ...shown } = known;
  return {
    ...shown,
    ...answer(core, known),
    next: nextSteps(known),
    timeline: timelineOf(known, textsOf(core.db, subject)),
  };
}
