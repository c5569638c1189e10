import { z } from 'zod';

/** From the main process to the core's process. Ports travel beside `connect`. */
export const ToCore = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    dataDir: z.string(),
    webhookPort: z.number().int().min(0).max(65_535),
    demo: z.boolean(),
  }),
  z.object({ kind: z.literal('connect'), windowId: z.string() }),
  z.object({ kind: z.literal('forget'), windowId: z.string() }),
  z.object({
    kind: z.literal('secret'),
    id: z.number(),
    value: z.string().nullable(),
    /** A stored sentence. */
    problem: z.string().nullable(),
  }),
  z.object({ kind: z.literal('close') }),
]);
export type ToCore = z.infer<typeof ToCore>;

/** From the core's process to the main process. */
export const FromCore = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), webhooks: z.string() }),
  /** It could not start. `problem`: why, as a stored sentence. */
  z.object({ kind: z.literal('failed'), problem: z.string() }),
  z.object({ kind: z.literal('new-window') }),
  z.object({
    kind: z.literal('secret'),
    id: z.number(),
    act: z.enum(['open', 'get', 'set', 'delete']),
    name: z.string(),
    value: z.string(),
  }),
  z.object({ kind: z.literal('closed') }),
]);
export type FromCore = z.infer<typeof FromCore>;
