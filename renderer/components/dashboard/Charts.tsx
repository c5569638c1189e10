import type { ReactNode } from 'react';
import type { Dashboard } from '../../../shared/contract/dashboard.ts';
import { duration } from '../oversight/factWords.ts';
import { actionBars, deliveryBars, enforcementBars, refusalBars } from './bars.ts';
import { ChartCard } from './ChartCard.tsx';
import { FigureLink } from './FigureLink.tsx';
import { count, figureText } from './numbers.ts';

type Props = { board: Dashboard };

/** From the contact's words to the opt-out. The mark is the five minutes that the law's confirmation has. */
export function EnforcementChart({ board }: Props): ReactNode {
  const { withinFiveMinutes, known, medianMs, p95Ms } = board.enforcement;
  const bars = enforcementBars(board);
  const within = bars.filter((bar) => bar.tone === 'ok').at(-1)?.label ?? '';
  const middle = medianMs === null ? '' : ` Median ${duration(medianMs)}.`;
  const most = p95Ms === null ? '' : ` 95\u00a0% within ${duration(p95Ms)}.`;
  const rest = `${middle}${most}`;
  return (
    <ChartCard
      name="time-to-opt-out"
      title="From STOP to enforced"
      caption={
        <>
          <FigureLink figure={withinFiveMinutes} what="opt-outs within five minutes" />.{rest}
        </>
      }
      captionText={`${figureText(withinFiveMinutes.count, withinFiveMinutes.of, 'opt-outs within five minutes')}.${rest}`}
      board={board}
      bars={bars}
      by="count"
      grow="up"
      first="Time"
      ofWhat="opt-outs that a text asked for"
      empty={
        known.of === 0
          ? 'Nobody who was first texted in this time has opted out.'
          : 'No opt-out of this time came with a text that asked for it.'
      }
      mark={{ label: within, text: '5 min' }}
    />
  );
}

export function DeliveryChart({ board }: Props): ReactNode {
  return (
    <ChartCard
      name="delivery"
      title="What became of first texts"
      caption={<FigureLink figure={board.delivered} what="first texts delivered" />}
      captionText={figureText(board.delivered.count, board.delivered.of, 'first texts delivered')}
      board={board}
      bars={deliveryBars(board)}
      by="share"
      grow="along"
      first="State"
      ofWhat="contacts texted"
      empty="No text has left in this time."
    />
  );
}

export function RefusalsChart({ board }: Props): ReactNode {
  const caption =
    'Contacts to whom a provider refused a text, by its error code. One contact may stand under several.';
  return (
    <ChartCard
      name="refusals"
      title="Refused by a provider"
      caption={caption}
      captionText={caption}
      board={board}
      bars={refusalBars(board)}
      by="count"
      grow="along"
      first="Error code"
      ofWhat="contacts texted"
      empty="No provider has refused a text to these contacts."
    />
  );
}

export function ActionsChart({ board }: Props): ReactNode {
  const open = board.actions[0]?.of ?? 0;
  const caption =
    open === 1 ? '1 action is open now.' : `${count(open)} actions are open now, whatever the time above.`;
  return (
    <ChartCard
      name="actions"
      title="Actions by age"
      caption={caption}
      captionText={caption}
      board={board}
      bars={actionBars(board)}
      by="count"
      grow="up"
      first="Open for"
      ofWhat="open actions"
      empty="Nothing waits for a person."
    />
  );
}
