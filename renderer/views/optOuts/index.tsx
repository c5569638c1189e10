import { useMe } from '../../hooks/useSession.ts';
import { useRoute } from '../../state/route.ts';
import { AddPage } from './add/AddPage.tsx';
import { ListPage } from './ListPage.tsx';

/** The Opt Out Manager: the list (#/opt-outs), and adding to it (#/opt-outs/add). Supervisors read. */
export function OptOutsView() {
  const [, page] = useRoute();
  const admin = useMe().role === 'admin';
  return page === 'add' && admin ? <AddPage /> : <ListPage />;
}
