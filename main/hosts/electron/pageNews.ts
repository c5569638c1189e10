import { z } from 'zod';
import { LANGUAGES } from '../../../shared/text/language.ts';

/** What a page tells the desktop program. renderer/host.ts has the same as a type. */
export const PageNews = z.discriminatedUnion('kind', [
  /** The language that the person chose on the screen: menus and dialogs speak it too. */
  z.object({ kind: z.literal('language'), language: z.enum(LANGUAGES) }),
  /** Light or dark, as the person chose on the screen. */
  z.object({ kind: z.literal('scheme'), scheme: z.enum(['auto', 'light', 'dark']) }),
  /** A form holds changes; `save`: it can be told to save them. */
  z.object({ kind: z.literal('unsaved'), save: z.boolean() }),
  /** What came of the order to save. */
  z.object({ kind: z.literal('saved'), ok: z.boolean() }),
  /** A notice was clicked: the window comes to the front. */
  z.object({ kind: z.literal('front') }),
]);
export type PageNews = z.infer<typeof PageNews>;

/** What the desktop program asks of a page. */
export type PageOrder =
  | 'guide'
  | 'keys'
  | 'save'
  /** The core was started again: the page connects anew and says so. */
  | 'core-again'
  /** The page itself was loaded again after a crash. */
  | 'page-again';
