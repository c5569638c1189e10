/**
 * The page's origin, and the names of messages between preload, page and main process. It imports nothing,
 * since the preload must be one small file.
 */
export const SCHEME = 'app';
const PAGE_HOST = 'heed';
export const PAGE_ORIGIN = `${SCHEME}://${PAGE_HOST}`;
/** From the page, with a port to the core beside it. */
export const CONNECT = 'heed:connect';
/** From the page: something of it that the desktop program needs to know (pageNews.ts). */
export const NEWS = 'heed:news';
/** From the preload: which of these words are spelt wrong. Words and answer are lists of strings. */
export const SPELL = 'heed:spell';
/** An argument of a page's process that says: there are dictionaries, and SPELL is answered. */
export const SPELLING = '--heed-spelling';
/** To the page: something that the menu or a dialog asks of it. */
export const ORDER = 'heed:order';

/** The first word over that port, once the line to the core or to a console stands. */
export const LINE_OPEN = 'heed:open';
/** The last one, in case nobody notices that the port closes. */
export const LINE_CLOSED = 'heed:closed';
/** From the page: a question about the organisations that this computer works for (joined/questions.ts). */
export const ORGANISATIONS = 'heed:organisations';

/** Whether an address is a page of ours. Node gives custom schemes no origin, so their parts are compared. */
export function isOurPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${SCHEME}:` && host === PAGE_HOST && username === '' && password === '';
}
