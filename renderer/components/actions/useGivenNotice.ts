import { useEffect, useRef } from 'react';
import { t } from '../../../shared/text/say.ts';
import { notify } from '../base/notify.ts';
import { useActionSummary } from './useActions.ts';

/** Tells whoever was given actions to decide: after the sign-in, and whenever there are more of them. */
export function useGivenNotice(): void {
  const mine = useActionSummary()?.mine;
  const before = useRef(0);
  useEffect(() => {
    if (mine === undefined) return;
    if (mine > before.current) notify(t('actions:escalate.yours', { count: mine }), true);
    before.current = mine;
  }, [mine]);
}
