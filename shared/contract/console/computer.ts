import { z } from 'zod';
import { admins, everybody, Ok, signedIn, Time } from '../base/procedure.ts';

const tags = ['Computer'];

/** What the program does by itself on this computer, whoever signs in. */
export const ComputerSettings = z.object({
  /** Heed is opened when the person signs in to the computer. */
  startAtLogin: z.boolean(),
  /** Heed may go on without a window, with an icon in the tray. */
  tray: z.boolean(),
  /** What happens when the last window is closed while `tray` is on. */
  lastWindow: z.enum(['ask', 'stay', 'quit']),
  /** Whether Heed looks for newer versions. `unasked`: nobody has chosen yet, so it does not. */
  updates: z.enum(['unasked', 'on', 'off']),
});
export type ComputerSettings = z.infer<typeof ComputerSettings>;

/** What is left out stays. */
export const ComputerChange = ComputerSettings.partial();
export type ComputerChange = z.infer<typeof ComputerChange>;

const Update = z.object({
  phase: z
    .enum(['none', 'looking', 'loading', 'ready', 'failed'])
    .describe('ready: it is installed when Heed is closed'),
  version: z.string().max(60).nullable(),
  notes: z.string().max(20_000).describe('What is new, as plain text'),
  at: Time.nullable().describe('When it was looked for last'),
});
/** The desktop program around the core. */
export const Desktop = z.object({
  settings: ComputerSettings,
  /** What this program can do: an unpacked one is not started at sign-in, and is updated by git. */
  able: z.object({ startAtLogin: z.boolean(), updates: z.boolean() }),
  update: Update,
});
export type Desktop = z.infer<typeof Desktop>;

export const computer = {
  state: everybody
    .route({
      method: 'GET',
      path: '/computer',
      tags,
      summary: 'What the desktop program does by itself; null where the window is a browser’s',
    })
    .output(z.object({ desktop: Desktop.nullable() })),
  change: signedIn
    .route({
      method: 'POST',
      path: '/computer',
      tags,
      summary: 'Start at login, and what closing the last window does',
    })
    .input(ComputerSettings.omit({ updates: true }).partial())
    .output(Ok),
  chooseUpdates: admins
    .route({ method: 'POST', path: '/computer/updates', tags, summary: 'Whether Heed looks for updates' })
    .input(z.object({ on: z.boolean() }))
    .output(Ok),
  checkForUpdate: admins
    .route({ method: 'POST', path: '/computer/updates/check', tags, summary: 'Check for an update now' })
    .output(Ok),
  problemReport: signedIn
    .route({
      method: 'GET',
      path: '/computer/problem-report',
      tags,
      summary: 'What helps to find a fault, without names, numbers, texts or secrets. It is sent nowhere',
    })
    .output(z.object({ name: z.string(), text: z.string() })),
};
