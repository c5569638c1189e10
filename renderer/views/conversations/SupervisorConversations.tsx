import type { ReactNode } from 'react';
import { useTexters } from '../../components/conversations/queries.ts';
import { useOversight } from '../../components/conversations/useOversight.ts';
import { OversightView } from './OversightView.tsx';
import { useResolve } from './useResolve.tsx';

/** The admin's messenger without composer and opting in. Only requests to stop are decided here. */
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
