import type { ReactNode } from 'react';
import { ActionsScreen } from '../../../components/actions/ActionsScreen.tsx';
import { go } from '../../../state/route.ts';

/** What waits for this texter in their own conversations. */
export function TexterActionsView(): ReactNode {
  return (
    <ActionsScreen
      assignees={null}
      onOpen={({ campaignId, conversationId }) => go(['texter', campaignId, 'to-answer', conversationId])}
    />
  );
}
