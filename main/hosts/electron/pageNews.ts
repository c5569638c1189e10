import { z } from 'zod';
import { LANGUAGES } from '../../../shared/text/language.ts';

/** What a page tells the desktop program. renderer/host.ts has the same as a type. */
export const PageNews = z.discriminatedUnion('kind', [
  /** The language that the person chose on the screen: menus and dialogs speak it too. */
  z.object({ kind: z.literal('language'), language: z.enum(LANGUAGES) }),
  /** Light or dark, as the person chose on the screen. */
  z.object({ kind: z.literal('scheme'), scheme: z.enum(['auto', 'light', 'dark']) }),
  /** Whether forms have unsaved changes (`any`), and whether the page can be told to save them (`save`). */
  z.object({ kind: z.literal('unsaved'), any: z.boolean(), save: z.boolean() }),
  /** Whether the page has saved, after it was told to. */
  z.object({ kind: z.literal('saved'), ok: z.boolean() }),
  /** A notification was clicked, so the window comes to the front. */
  z.object({ kind: z.literal('front') }),
  /** The person wants another window. */
  z.object({ kind: z.literal('window') }),
  /** The name of the organisation for which this computer works as a desk. */
  z.object({ kind: z.literal('organisation'), name: z.string().trim().min(1).max(200) }),
]);
export type PageNews = z.infer<typeof PageNews>;

/** What the desktop program tells or asks a page. */
export type PageOrder =
  | 'guide'
  | 'keys'
  | 'save'
  /** The core was restarted: the page connects again and tells the person. */
  | 'core-again'
  /** The page itself was loaded again after a crash. */
  | 'page-again'
  /** The line to a console has ended. */
  | 'line-lost'
  /** A link to join was opened. */
  | 'join';
