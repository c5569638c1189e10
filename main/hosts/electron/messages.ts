import { z } from 'zod';
import { ComputerChange, Desktop } from '../../../shared/contract/console/computer.ts';
import { DeskFlags } from '../../../shared/contract/desks.ts';
import { storedFrom } from '../../../shared/text/stored.ts';

/** What the core says of itself: texts that wait or are under way, and facts for a report of a problem. */
const About = z.object({
  underWay: z.number().int().min(0),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type About = z.infer<typeof About>;

/** From the main process to the core's process. Ports travel beside `connect`. */
export const ToCore = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    dataDir: z.string(),
    webhookPort: z.number().int().min(0).max(65_535),
    demo: z.boolean(),
    /** The built screen, for desks. */
    staticDir: z.string(),
    desks: DeskFlags.nullable(),
    /** The windows that are signed in, by id, each with its token, for a core that replaces one that died. */
    signIns: z.record(z.string(), z.string()),
  }),
  z.object({ kind: z.literal('connect'), windowId: z.string() }),
  z.object({ kind: z.literal('forget'), windowId: z.string() }),
  z.object({
    kind: z.literal('secret'),
    id: z.number(),
    value: z.string().nullable(),
    /** A stored sentence. */
    problem: z.string().transform(storedFrom).nullable(),
  }),
  /** The answer to `desktop`; null: it could not be done. */
  z.object({ kind: z.literal('desktop'), id: z.number(), desktop: Desktop.nullable() }),
  z.object({ kind: z.literal('desktop-changed') }),
  z.object({ kind: z.literal('ask'), id: z.number() }),
  z.object({ kind: z.literal('close') }),
]);
export type ToCore = z.infer<typeof ToCore>;

/** From the core's process to the main process. */
export const FromCore = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), webhooks: z.string() }),
  /** It could not start. `problem`: why, as a stored sentence. */
  z.object({ kind: z.literal('failed'), problem: z.string().transform(storedFrom) }),
  z.object({ kind: z.literal('new-window') }),
  /** A window was signed in with this token; null: no longer. */
  z.object({ kind: z.literal('signed-in'), windowId: z.string(), token: z.string().nullable() }),
  z.object({
    kind: z.literal('secret'),
    id: z.number(),
    act: z.enum(['open', 'get', 'set', 'delete']),
    name: z.string(),
    value: z.string(),
  }),
  z.object({
    kind: z.literal('desktop'),
    id: z.number(),
    act: z.enum(['state', 'change', 'check']),
    change: ComputerChange,
  }),
  /** The answer to `ask`. */
  z.object({ kind: z.literal('about'), id: z.number(), about: About }),
  z.object({ kind: z.literal('closed') }),
]);
export type FromCore = z.infer<typeof FromCore>;
