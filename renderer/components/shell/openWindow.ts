import { t } from '../../../shared/text/say.ts';
import { client } from '../../client.ts';
import { complain } from '../base/say.ts';

/**
 * One more window of Heed. In a browser it shares this one's sign-in, since both have the same cookie; the
 * desktop program opens it itself, and somebody signs in there, perhaps somebody else.
 */
export async function openWindow(): Promise<void> {
  if (globalThis.heed?.kind !== 'electron') {
    // A pop-up of its own, without the browser's bars, as the first one is.
    window.open(`${location.origin}/`, '_blank', 'popup,width=1280,height=860');
    return;
  }
  await client.session.windowLink().catch(complain(t('common:noWindow')));
}
