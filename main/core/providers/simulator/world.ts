import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { SegmentedMessage } from 'sms-segments-calculator';
import type { Profile } from '../../../../shared/schema/words.ts';
import { type Blocks, createBlocks, HELP_REPLY, providerKeyword, START_REPLY, STOP_REPLY } from './blocks.ts';
import type { SimClock } from './clock.ts';
import type { ContactText, NewInbound, NewOutbound, Outcome, Pace, SimMessage, SimStatus } from './types.ts';

/** The validity period ended before the text left: Twilio's and Bandwidth's codes. */
const EXPIRED = { 'provider-2': 30036, 'provider-1': 4360 } as const;
const BLOCKED = 21610;

type Planned = { readonly to: string | null; readonly outcome: Outcome; times: number };

export type World = {
  readonly blocks: Blocks;
  readonly messages: () => readonly SimMessage[];
  find(id: string): SimMessage | undefined;
  /** True where the provider refuses a text for this pair by itself. */
  refuses(profile: Profile, from: string, to: string): boolean;
  accept(text: NewOutbound): SimMessage;
  receive(text: NewInbound): SimMessage;
  /** Takes a text back that has not left yet; false if it is too late. */
  cancel(id: string): boolean;
  remove(id: string): void;
  /** Decides what becomes of the next accepted texts, to one contact or to anyone. */
  plan(outcome: Outcome, times: number, to: string | null): void;
  /** What the contact's telephone shows, oldest first: everything accepted for it that did not fail. */
  telephone(contact: string): ContactText[];
  contacts(): string[];
  /** Called after each change of a message's status, inbound arrivals included. */
  onChange(listener: (message: SimMessage) => void): void;
  reset(): void;
};

/** Everything that the simulated providers know, in memory only. */
export function createWorld(clock: SimClock, pace: Pace): World {
  let messages: SimMessage[] = [];
  let byId = new Map<string, SimMessage>();
  let planned: Planned[] = [];
  let order = 0;
  const blocks = createBlocks();
  const listeners: ((message: SimMessage) => void)[] = [];

  function add(message: Omit<SimMessage, 'id' | 'order' | 'segments' | 'updatedAt'>): SimMessage {
    // Random, not seeded: a console that outlives a simulator must not meet an old id again.
    const id = message.profile === 'provider-2' ? `SM${randomBytes(16).toString('hex')}` : randomUUID();
    const segments = Math.max(new SegmentedMessage(message.body).segmentsCount, 1);
    const added = { ...message, id, order: order++, segments, updatedAt: clock.now() };
    messages.push(added);
    byId.set(id, added);
    return added;
  }

  function move(message: SimMessage, status: SimStatus, errorCode: number | null = null) {
    if (!byId.has(message.id) || message.status === 'canceled') return;
    message.status = status;
    message.errorCode = errorCode;
    message.updatedAt = clock.now();
    if (status === 'sent') message.sentAt = clock.now();
    for (const listener of listeners) listener(message);
  }

  function takeOutcome(message: SimMessage): Outcome {
    if (message.profile === 'provider-2' && blocks.has(message.from, message.to)) {
      return { kind: 'failed', code: BLOCKED };
    }
    const plan = planned.find((entry) => entry.times > 0 && (entry.to === null || entry.to === message.to));
    if (plan === undefined) return { kind: 'delivered' };
    plan.times -= 1;
    return plan.outcome;
  }

  function progress(message: SimMessage) {
    const outcome = takeOutcome(message);
    const start = clock.now();
    if (outcome.kind === 'stuck') {
      const expiresAt = message.expiresAt ?? start + 36_000_000;
      clock.at(expiresAt, () => move(message, 'failed', EXPIRED[message.profile]));
      return;
    }
    if (outcome.kind === 'failed') {
      clock.at(start + pace.sentMs, () => move(message, 'failed', outcome.code));
      return;
    }
    clock.at(start + pace.sentMs, () => move(message, 'sent'));
    if (outcome.kind === 'sent') return;
    const [end, code] =
      outcome.kind === 'undelivered'
        ? (['undelivered', outcome.code] as const)
        : ['delivered' as const, null];
    clock.at(start + pace.deliveredMs, () => move(message, end, code));
  }

  function answerInOwnName(inbound: SimMessage, body: string) {
    const at = clock.now();
    add({
      profile: inbound.profile,
      direction: 'outbound-reply',
      from: inbound.to,
      to: inbound.from,
      body,
      media: 0,
      files: [],
      status: 'delivered',
      errorCode: null,
      createdAt: at,
      sentAt: at,
      serviceSid: null,
      tag: null,
      expiresAt: null,
    });
  }

  function applyKeyword(inbound: SimMessage) {
    const keyword = providerKeyword(inbound.body);
    const blocked = blocks.has(inbound.to, inbound.from);
    if (keyword === 'stop') {
      blocks.set(inbound.to, inbound.from, clock.now());
      if (!blocked) answerInOwnName(inbound, STOP_REPLY);
    }
    if (keyword === 'start' && blocked) {
      blocks.clear(inbound.to, inbound.from);
      answerInOwnName(inbound, START_REPLY);
    }
    if (keyword === 'help') answerInOwnName(inbound, HELP_REPLY);
  }

  return {
    blocks,
    messages: () => messages,
    find: (id) => byId.get(id),
    refuses: (profile, from, to) => profile === 'provider-2' && blocks.has(from, to),
    accept(text) {
      const message = add({
        profile: text.profile,
        direction: 'outbound-api',
        from: text.from,
        to: text.to,
        body: text.body,
        media: text.files?.length ?? 0,
        files: text.files ?? [],
        status: text.serviceSid ? 'accepted' : 'queued',
        errorCode: null,
        createdAt: clock.now(),
        sentAt: null,
        serviceSid: text.serviceSid ?? null,
        tag: text.tag ?? null,
        expiresAt: text.expiresAt ?? null,
      });
      if (text.serviceSid) blocks.join(text.from, text.serviceSid);
      progress(message);
      for (const listener of listeners) listener(message);
      return message;
    },
    receive(text) {
      const at = text.at ?? clock.now();
      const message = add({
        profile: text.profile,
        direction: 'inbound',
        from: text.from,
        to: text.to,
        body: text.body,
        media: text.media ?? text.files?.length ?? 0,
        files: text.files ?? [],
        status: 'received',
        errorCode: null,
        createdAt: at,
        sentAt: at,
        serviceSid: null,
        tag: null,
        expiresAt: null,
      });
      if (text.profile === 'provider-2') applyKeyword(message);
      for (const listener of listeners) listener(message);
      return message;
    },
    cancel(id) {
      const message = byId.get(id);
      if (message === undefined || (message.status !== 'queued' && message.status !== 'accepted'))
        return false;
      move(message, 'canceled');
      return true;
    },
    remove(id) {
      byId.delete(id);
      messages = messages.filter((message) => message.id !== id);
    },
    plan: (outcome, times, to) => {
      planned.push({ to, outcome, times });
    },
    telephone: (contact) =>
      messages
        .filter((message) => message.direction !== 'inbound' && message.to === contact)
        .filter((message) => !['failed', 'undelivered', 'canceled'].includes(message.status))
        .map((message) => ({
          id: message.id,
          from: message.from,
          body: message.body,
          media: message.files.map((file) => createHash('sha256').update(file).digest('hex')),
          at: message.createdAt,
          status: message.status,
          sentBy: message.direction === 'outbound-reply' ? 'provider' : 'account',
          profile: message.profile,
        })),
    contacts: () => [...new Set(messages.map((m) => (m.direction === 'inbound' ? m.from : m.to)))],
    onChange: (listener) => {
      listeners.push(listener);
    },
    reset() {
      messages = [];
      byId = new Map();
      planned = [];
      blocks.reset();
    },
  };
}
