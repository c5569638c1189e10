import type { CanSend, Thread, ThreadMessage } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { clockTime, timeInZone } from '../base/time.ts';

/** The state of one of our texts, in words. Reasons come from the core as sentences. */
export function deliveryWords(message: ThreadMessage, thread: Pick<Thread, 'canSend' | 'contact'>): string {
  const because = (state: string) =>
    message.detail === '' ? state : t('thread:delivery.because', { state, why: message.detail });
  switch (message.state) {
    case 'queued':
      return message.rule === 'quiet-hours' ? waitsUntil(thread) : because(t('thread:delivery.queued'));
    case 'sending':
      return t('thread:delivery.sending');
    case 'sent':
      return t('thread:delivery.sent');
    case 'delivered':
      return t('thread:delivery.delivered');
    case 'failed':
      return because(t('thread:delivery.failed'));
    case 'unknown':
      return because(t('thread:delivery.unknown'));
    case 'cancelled':
      return because(t('thread:delivery.cancelled'));
    case 'prevented':
    case 'dropped':
      return because(t('thread:delivery.notSent'));
    case 'received':
      return '';
  }
}

function waitsUntil({ canSend, contact }: Pick<Thread, 'canSend' | 'contact'>): string {
  if (canSend.until === null) return t('thread:delivery.waits');
  return t('thread:delivery.waitsUntil', {
    time: clockThere(canSend.until, zonesOf(canSend, contact.zones)),
  });
}

/** The zone that decides when the contact can be texted, else those where they may be. */
export const zonesOf = (canSend: CanSend, zones: readonly string[] | null): readonly string[] | null =>
  canSend.zone === null ? zones : [canSend.zone];

/** "8:00 am there"; without a zone the time here, with a note. */
export function clockThere(at: number, zones: readonly string[] | null): string {
  const [zone] = zones ?? [];
  const there = zone === undefined ? null : timeInZone(at, zone);
  return there === null
    ? t('thread:clock.here', { time: clockTime(at) })
    : t('thread:clock.there', { time: there });
}
