import { t } from '../../../shared/text/say.ts';
import { client } from '../../client.ts';
import { complain } from '../base/notify.ts';

/**
 * Opens another window of Heed. In a browser it has the same sign-in, by the cookie; the desktop program
 * opens it itself, and somebody signs in there.
 */
export async function openWindow(): Promise<void> {
  if (globalThis.heed?.kind !== 'electron') {
    // A window of its own without the browser's bars, like the first one.
    window.open(`${location.origin}/`, '_blank', 'popup,width=1280,height=860');
    return;
  }
  await client.session.windowLink().catch(complain(t('common:noWindow')));
}
