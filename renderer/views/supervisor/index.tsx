import type { ReactNode } from 'react';
import { OversightView } from '../../components/oversight/OversightView.tsx';
import { useTexters } from '../../components/oversight/queries.ts';
import { useOversight } from '../../components/oversight/useOversight.ts';
import { useResolve } from '../../components/oversight/useResolve.ts';

/**
 * The admin's messenger to look at: no composer, no opt in. Requests to stop are the one thing that is
 * decided here.
 */
export function SupervisorView(): ReactNode {
  const { resolve, busyId } = useResolve();
  return (
    <OversightView
      oversight={useOversight()}
      texters={useTexters()}
      onResolve={resolve}
      busyActionId={busyId}
    />
  );
}
