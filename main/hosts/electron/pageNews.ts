import { z } from 'zod';
import { LANGUAGES } from '../../../shared/text/language.ts';

/** What a page tells the desktop program. renderer/host.ts has the same as a type. */
export const PageNews = z.discriminatedUnion('kind', [
  /** The language that the person chose on the screen: menus and dialogs speak it too. */
  z.object({ kind: z.literal('language'), language: z.enum(LANGUAGES) }),
  /** Light or dark, as the person chose on the screen. */
  z.object({ kind: z.literal('scheme'), scheme: z.enum(['auto', 'light', 'dark']) }),
  /** A form has unsaved changes; `save`: the page can be told to save them. */
  z.object({ kind: z.literal('unsaved'), save: z.boolean() }),
  /** Whether the page has saved, after it was told to. */
  z.object({ kind: z.literal('saved'), ok: z.boolean() }),
  /** A notification was clicked, so the window comes to the front. */
  z.object({ kind: z.literal('front') }),
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
  | 'page-again';
