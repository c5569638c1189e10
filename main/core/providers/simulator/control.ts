import { z } from 'zod';
import { Profile } from '../../../../shared/schema/words.ts';
import type { CallbackAttempt, Callbacks, CallbackTarget } from './callbacks.ts';
import { defaultTarget } from './callbacks.ts';
import type { SimClock } from './clock.ts';
import { Fault, type Faults } from './faults.ts';
import { type AnswerScript, type People, shippedAnswers } from './people.ts';
import type { ContactText, Outcome } from './types.ts';
import type { World } from './world.ts';

const E164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number in E.164, such as +12025550100');

/**
 * A text that a contact sends. Without `profile`, our numbers in +44 belong to provider-2, all others to
 * provider-1.
 */
const Reply = z.object({
  from: E164,
  to: E164,
  body: z.string(),
  /**
   * When it was written by the provider's clock, UTC milliseconds; now, if left out. It arrives now in any
   * case.
   */
  at: z.number().int().optional(),
  /** How many made-up pictures come with it, or the files themselves in base64. */
  media: z.union([z.number().int().nonnegative(), z.array(z.base64()).max(10)]).optional(),
  profile: Profile.optional(),
});
type Reply = z.infer<typeof Reply>;

/**
 * What becomes of the next accepted texts, to one contact or to anyone. `code` is the provider's error code.
 */
const OutcomePlan = z.object({
  kind: z.enum(['delivered', 'sent', 'stuck', 'failed', 'undelivered']),
  code: z.number().int().default(30008),
  times: z.number().int().positive().default(1),
  to: E164.nullable().default(null),
});

const ClockChange = z.union([
  z.object({ advance: z.number().int().nonnegative() }),
  z.object({ set: z.number().int(), frozen: z.boolean().default(false) }),
]);

const CallbackSetting = z.object({
  url: z.url().nullable(),
  user: z.string().optional(),
  password: z.string().optional(),
  profile: Profile.default('provider-1'),
});

/** One request that the simulator received on a provider's path. */
export type SeenRequest = {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly auth: 'basic' | 'bearer' | 'none';
  readonly userAgent: string;
  readonly body: string;
  /** Status of the answer; null while it is open, or if none was ever given. */
  status: number | null;
};

/** The control API: the same functions in the process and, under /control, over HTTP. */
export type Control = {
  reply(reply: Reply): { readonly id: string; readonly at: number };
  fault(fault: z.input<typeof Fault>): void;
  faults(): readonly Fault[];
  /** Removes the faults that were not used yet. */
  clearFaults(): void;
  outcome(plan: z.input<typeof OutcomePlan>): void;
  clock(change: z.input<typeof ClockChange>): { readonly now: number };
  now(): number;
  setCallback(setting: z.input<typeof CallbackSetting>): void;
  callbacks(): { readonly targets: Record<string, string | null>; readonly attempts: CallbackAttempt[] };
  requests(): readonly SeenRequest[];
  /** What a contact's telephone shows, oldest first. */
  contact(number: string): ContactText[];
  /** What a contact texted, oldest first. */
  said(number: string): { readonly to: string; readonly body: string; readonly at: number }[];
  contacts(): { readonly number: string; readonly texts: number }[];
  blocks(): { readonly sender: string; readonly contact: string; readonly since: number }[];
  block(sender: string, contact: string, blocked: boolean): void;
  numbers(): readonly string[];
  setNumbers(numbers: readonly string[]): void;
  autoAnswer(script: AnswerScript | boolean): void;
  /**
   * Forgets messages, blocks, faults, requests, callbacks and pending events; keeps targets, numbers and
   * clock.
   */
  reset(): void;
};

type Parts = {
  readonly world: World;
  readonly clock: SimClock;
  readonly faults: Faults;
  readonly callbacks: Callbacks;
  readonly people: People;
  readonly requests: { seen: SeenRequest[] };
  readonly book: { numbers: readonly string[] };
  readonly profile: Profile | 'both';
};

const filesOf = (media: number | readonly string[]) =>
  typeof media === 'number' ? { media } : { files: media.map((file) => Buffer.from(file, 'base64')) };

export function createControl(parts: Parts): Control {
  const { world, clock, faults, callbacks, people, requests, book, profile } = parts;
  const profileFor = (reply: Reply): Profile => {
    if (reply.profile !== undefined) return reply.profile;
    if (profile !== 'both') return profile;
    return reply.to.startsWith('+44') ? 'provider-2' : 'provider-1';
  };
  return {
    reply(input) {
      const reply = Reply.parse(input);
      const { from, to, body } = reply;
      const message = world.receive({
        profile: profileFor(reply),
        from,
        to,
        body,
        ...filesOf(reply.media ?? 0),
        at: reply.at ?? clock.now(),
      });
      return { id: message.id, at: message.createdAt };
    },
    fault: (input) => faults.add(Fault.parse(input)),
    faults: () => faults.list(),
    clearFaults: () => faults.reset(),
    outcome(input) {
      const { kind, code, times, to } = OutcomePlan.parse(input);
      const outcome: Outcome = kind === 'failed' || kind === 'undelivered' ? { kind, code } : { kind };
      world.plan(outcome, times, to);
    },
    clock(input) {
      const change = ClockChange.parse(input);
      if ('advance' in change) clock.advance(change.advance);
      else clock.set(change.set, change.frozen);
      return { now: clock.now() };
    },
    now: () => clock.now(),
    setCallback(input) {
      const { url, user, password, profile: which } = CallbackSetting.parse(input);
      if (url === null) return callbacks.setTarget(which, null);
      const standard: CallbackTarget = defaultTarget(url);
      callbacks.setTarget(which, {
        url,
        user: user ?? standard.user,
        password: password ?? standard.password,
      });
    },
    callbacks: () => ({
      targets: {
        'provider-1': callbacks.target('provider-1')?.url ?? null,
        'provider-2': callbacks.target('provider-2')?.url ?? null,
      },
      attempts: callbacks.list(),
    }),
    requests: () => requests.seen,
    contact: (number) => world.telephone(number),
    said: (number) =>
      world
        .messages()
        .filter((message) => message.direction === 'inbound' && message.from === number)
        .map(({ to, body, createdAt: at }) => ({ to, body, at })),
    contacts: () => world.contacts().map((number) => ({ number, texts: world.telephone(number).length })),
    blocks: () => world.blocks.list(),
    block(sender, contact, blocked) {
      if (blocked) world.blocks.set(sender, contact, clock.now());
      else world.blocks.clear(sender, contact);
    },
    numbers: () => book.numbers,
    setNumbers: (numbers) => {
      book.numbers = z.array(E164).parse(numbers);
    },
    autoAnswer: (script) => people.use(script === true ? shippedAnswers : script === false ? null : script),
    reset() {
      clock.clear();
      world.reset();
      faults.reset();
      callbacks.reset();
      people.reset();
      requests.seen = [];
    },
  };
}
