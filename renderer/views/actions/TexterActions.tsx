import type { ReactNode } from 'react';
import { go } from '../../state/route.ts';
import { ActionsScreen } from './ActionsScreen.tsx';

/** What waits for this texter in their own conversations. */
export function TexterActionsView(): ReactNode {
  return (
    <ActionsScreen
      assignees={null}
      onOpen={({ campaignId, conversationId }) => go(['texter', campaignId, 'to-answer', conversationId])}
    />
  );
}
