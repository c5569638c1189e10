import type { ReactNode } from 'react';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { useMe } from '../../hooks/useSession.ts';
import { useWhy } from '../conversations/queries.ts';
import { OptOutButton } from './OptOutButton.tsx';

/** Opts a person out or in, in the place where they are shown. For admins, who alone may do both. */
export function OptAct({ number }: { number: string }): ReactNode {
  const admin = useMe().role === 'admin';
  const why = useWhy(admin ? { number } : null).data;
  if (!admin || why === undefined || why.number === null) return null;
  return <OptOutButton which={{ number }} name={why.name || formatNumber(number)} optedOut={why.optedOut} />;
}
