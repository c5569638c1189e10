import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { useMe } from '../../hooks/useSession.ts';
import { Badge } from '../actions/ActionsBadge.tsx';

/** For admins: how many people wait for a yes to join. `inLine`: behind a name, where it is read out too. */
export function JoinBadge({ inLine = false }: { readonly inLine?: boolean }): ReactNode {
  const { role } = useMe();
  const requests = useQuery(api.invitation.requests.queryOptions({ enabled: role === 'admin' }));
  const count = requests.data?.length ?? 0;
  if (count === 0) return null;
  return (
    <>
      <Badge count={count} late={false} inLine={inLine} />
      {inLine ? <VisuallyHidden>{`, ${t('invitations:queue.badge', { count })}`}</VisuallyHidden> : null}
    </>
  );
}
