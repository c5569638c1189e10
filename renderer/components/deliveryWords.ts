import type { Thread, ThreadMessage } from '../../shared/contract/conversation.ts';
import { clockTime, timeInZone } from './time.ts';

/** Where a text of ours stands, in words. The reasons come from the core as sentences. */
export function deliveryWords(message: ThreadMessage, thread: Pick<Thread, 'canSend' | 'contact'>): string {
  const because = message.detail === '' ? '' : ` — ${message.detail}`;
  switch (message.state) {
    case 'queued':
      return message.rule === 'quiet-hours' ? waitsUntil(thread) : `Queued${because}`;
    case 'sending':
      return 'Sending';
    case 'sent':
      return 'Sent';
    case 'delivered':
      return 'Delivered';
    case 'failed':
      return `Not delivered${because}`;
    case 'unknown':
      return `Not known whether it left${because}`;
    case 'cancelled':
      return `Taken back${because}`;
    case 'prevented':
      return `Not sent${because}`;
    case 'dropped':
      return `Not sent${because}`;
    case 'received':
      return '';
  }
}

function waitsUntil({ canSend, contact }: Pick<Thread, 'canSend' | 'contact'>): string {
  if (canSend.until === null) return 'Waits until texting hours begin there';
  return `Waits until ${clockThere(canSend.until, contact.zones)}`;
}

/** "8:00 am there"; without a zone the time here, which is then said. */
export function clockThere(at: number, zones: readonly string[] | null): string {
  const [zone] = zones ?? [];
  const there = zone === undefined ? null : timeInZone(at, zone);
  return there === null ? `${clockTime(at)} here` : `${there} there`;
}
