import type { Me } from '../../../shared/contract/access/session.ts';
import { LOOKUP_LIMIT, type LookedUp, type LookedUpEntry } from '../../../shared/contract/lookup.ts';
import { readAnyNumber } from '../../../shared/schema/phone.ts';
import { threadEvents } from '../conversations/thread.ts';
import { erasedAt } from '../people/erased.ts';
import { isHeld } from '../people/holds.ts';
import { senderNumbersOf } from '../people/person.ts';
import type { Core } from '../store/context.ts';
import { canSend } from './canSend.ts';
import { conversationsOfNumber, NO_TEXTS, standingOf, type TextCounts, textCountsOf } from './queries.ts';
import { which } from './which.ts';
import { why } from './why.ts';

/** Everything that the caller may know of a number, in any format. @throws CoreError INVALID */
export function lookUpNumber(core: Core, me: Me, typed: string): LookedUp {
  const person = which(core, me, { number: typed });
  const { subject, number } = person;
  const oversees = me.role !== 'texter';
  const at = oversees ? erasedAt(core.db, subject) : null;
  if (at !== null) return erasedPerson(core, subject, number ?? typed, at);
  const found = conversationsOfNumber(core.db, me, subject);
  // For a texter, a hidden number takes no longer than an unknown one.
  const counts =
    oversees || found.length > 0 ? textCountsOf(core.db, me, subject) : new Map<string | null, TextCounts>();
  const conversations = found.map((row) => {
    const { rule, sentence } = canSend(core, me.role, row.id, row.state === 'to-send' ? 'initial' : 'reply');
    const events = threadEvents(core.db, me, row.id, subject);
    return { ...row, ...(counts.get(row.id) ?? NO_TEXTS), rule, sentence, events };
  });
  // A texter's figures count the rows that they see.
  const counted = oversees ? [...counts.values()] : conversations;
  const sum = (key: 'sent' | 'received' | 'prevented') =>
    counted.reduce((total, each) => total + each[key], 0);
  return {
    number: number ?? typed,
    name: conversations[0]?.name ?? '',
    conversations,
    totals: { sent: sum('sent'), received: sum('received'), prevented: sum('prevented') },
    why: oversees
      ? { ...why(core, me, person), senderNumbers: senderNumbersOf(core.db, subject, 'all') }
      : null,
    erased: null,
  };
}

/** What is left of an erased person: that they were erased, and that nothing may be sent to them. */
function erasedPerson(core: Core, subject: string, number: string, at: number): LookedUp {
  const { optedOut, since } = standingOf(core.db, subject);
  return {
    number,
    name: '',
    conversations: [],
    totals: NO_TEXTS,
    why: null,
    erased: { at, optedOut, optedOutAt: since },
  };
}

/**
 * The parts of a pasted list that may be numbers; a line without one is kept whole, so that it is reported.
 */
function piecesOf(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap((line) => {
      const pieces = line
        .split(/[,;\t]/)
        .map((piece) => piece.trim())
        .filter((piece) => (piece.match(/\d/g)?.length ?? 0) >= 7);
      return pieces.length > 0 ? pieces : [line];
    });
}

function entryOf(core: Core, me: Me, input: string): Omit<LookedUpEntry, 'again'> {
  const shown = input.slice(0, 100);
  const unknown = { optedOut: null, onHold: null, cause: null, optedOutAt: null, blocks: 0, erasedAt: null };
  const read = readAnyNumber(input, 'US');
  if (!read.ok) return { input: shown, number: null, name: '', conversations: 0, ...unknown };
  const subject = core.subject(read.e164);
  const conversations = conversationsOfNumber(core.db, me, subject);
  const [latest] = conversations;
  const known = {
    input: shown,
    number: read.e164,
    name: latest?.name ?? '',
    conversations: conversations.length,
  };
  if (me.role === 'texter')
    return {
      ...known,
      ...unknown,
      optedOut: latest ? latest.optState !== 'none' : null,
      onHold: latest?.onHold ?? null,
    };
  const { optedOut, cause, at, blocks } = standingOf(core.db, subject);
  const onHold = isHeld(core.db, subject);
  return { ...known, optedOut, onHold, cause, optedOutAt: at, blocks, erasedAt: erasedAt(core.db, subject) };
}

/** The parts of a pasted list, each with its result, in their order. */
export function lookUpList(core: Core, me: Me, text: string): { entries: LookedUpEntry[]; leftOut: number } {
  const pieces = piecesOf(text);
  const met = new Set<string>();
  const entries = pieces.slice(0, LOOKUP_LIMIT).map((piece) => {
    const entry = entryOf(core, me, piece);
    const again = entry.number !== null && met.has(entry.number);
    if (entry.number !== null) met.add(entry.number);
    return { ...entry, again };
  });
  return { entries, leftOut: Math.max(0, pieces.length - LOOKUP_LIMIT) };
}
