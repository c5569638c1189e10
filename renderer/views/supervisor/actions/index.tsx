import type { ReactNode } from 'react';
import { ActionsScreen } from '../../../components/actions/ActionsScreen.tsx';
import { go } from '../../../state/route.ts';

/** Who asked to stop, or may have: for an admin or supervisor to decide. */
export function SupervisorActionsView(): ReactNode {
  return (
    <ActionsScreen
      assignees={null}
      onOpen={({ conversationId }) => go(['conversations', 'all', conversationId])}
    />
  );
}
