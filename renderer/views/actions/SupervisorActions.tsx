import type { ReactNode } from 'react';
import { go } from '../../state/route.ts';
import { ActionsScreen } from './ActionsScreen.tsx';

/** Who asked to stop, or may have: for an admin or supervisor to decide. */
export function SupervisorActionsView(): ReactNode {
  return (
    <ActionsScreen
      assignees={null}
      onOpen={({ conversationId }) => go(['conversations', 'all', conversationId])}
    />
  );
}
