import type { ReactNode } from 'react';
import { useTexters } from '../../components/conversations/queries.ts';
import { useOversight } from '../../components/conversations/useOversight.ts';
import { OversightView } from './OversightView.tsx';
import { useResolve } from './useResolve.tsx';

/**
 * The admin's messenger to look at: no composer, no opt in. Requests to stop are the one thing that is
 * decided here.
 */
export function SupervisorConversations(): ReactNode {
  const { resolve, busyId, question } = useResolve();
  return (
    <>
      <OversightView
        oversight={useOversight()}
        texters={useTexters()}
        onResolve={resolve}
        busyActionId={busyId}
      />
      {question}
    </>
  );
}
