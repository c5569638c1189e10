/**
 * The page's origin, and the one message between preload and main process. No imports: the preload is one
 * small file.
 */
export const SCHEME = 'app';
const PAGE_HOST = 'heed';
export const PAGE_ORIGIN = `${SCHEME}://${PAGE_HOST}`;
export const CONNECT = 'heed:connect';

/** Whether an address is a page of ours. Node gives custom schemes no origin, so the parts are compared. */
export function isOurPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${SCHEME}:` && host === PAGE_HOST && username === '' && password === '';
}
