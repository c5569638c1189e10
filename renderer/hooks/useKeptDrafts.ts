import { useEffect } from 'react';
import { clearPictures } from '../state/chosenPictures.ts';
import { bringDrafts, clearDrafts, saveDrafts } from '../state/drafts.ts';
import { clearOffers } from '../state/offers.ts';
import { useMe } from './useSession.ts';

/**
 * Loads the signed-in person's drafts, and saves them before the window closes. The next person to sign in
 * does not see them.
 */
export function useKeptDrafts(): void {
  const { id, role } = useMe();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another account has other drafts.
  useEffect(() => {
    // Supervisors write no texts.
    if (role === 'supervisor') return;
    void bringDrafts();
    const save = () => void saveDrafts();
    window.addEventListener('pagehide', save);
    document.addEventListener('visibilitychange', save);
    window.addEventListener('blur', save);
    return () => {
      window.removeEventListener('pagehide', save);
      document.removeEventListener('visibilitychange', save);
      window.removeEventListener('blur', save);
      clearDrafts();
      clearPictures();
      clearOffers();
    };
  }, [id, role]);
}
