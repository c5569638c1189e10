import { useEffect } from 'react';
import { bringDrafts, clearDrafts, keepDrafts } from '../state/drafts.ts';
import { clearOffers } from '../state/offers.ts';
import { useMe } from './useSession.ts';

/**
 * Brings back what the person signed in had begun to write, and keeps what is written before the window goes.
 * Whoever signs in next finds nobody else's drafts.
 */
export function useKeptDrafts(): void {
  const { id, role } = useMe();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another account has other drafts.
  useEffect(() => {
    // Supervisors write no texts.
    if (role === 'supervisor') return;
    void bringDrafts();
    const keep = () => void keepDrafts();
    window.addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', keep);
    window.addEventListener('blur', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      document.removeEventListener('visibilitychange', keep);
      window.removeEventListener('blur', keep);
      clearDrafts();
      clearOffers();
    };
  }, [id, role]);
}
