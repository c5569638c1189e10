import type { ReactNode } from 'react';
import { OversightView } from '../../components/oversight/OversightView.tsx';
import { useTexters } from '../../components/oversight/queries.ts';
import { useOversight } from '../../components/oversight/useOversight.ts';

/** The admin's messenger to look at: no composer, no opt in or out, no deeds. */
export function SupervisorView(): ReactNode {
  return <OversightView oversight={useOversight()} texters={useTexters()} />;
}
