import type { ReactNode } from 'react';
import type { Dashboard } from '../../../shared/contract/dashboard.ts';
import { t } from '../../../shared/text/say.ts';
import { duration } from '../../components/conversations/factWords.ts';
import { actionBars, deliveryBars, enforcementBars, refusalBars } from './bars.ts';
import { ChartCard } from './ChartCard.tsx';
import { FigureLink } from './FigureLink.tsx';
import { figureText } from './numbers.ts';

type Props = { board: Dashboard };

/** The time from the contact's words to the opt-out. The mark is at five minutes (47 CFR 64.1200(a)(12)). */
export function EnforcementChart({ board }: Props): ReactNode {
  const { withinFiveMinutes, known, medianMs, p95Ms } = board.enforcement;
  const bars = enforcementBars(board);
  const within = bars.filter((bar) => bar.tone === 'ok').at(-1)?.label ?? '';
  const rest = [
    medianMs === null ? '' : t('dashboard:enforcement.median', { time: duration(medianMs) }),
    p95Ms === null ? '' : t('dashboard:enforcement.most', { time: duration(p95Ms) }),
  ].filter((sentence) => sentence !== '');
  return (
    <ChartCard
      name="time-to-opt-out"
      title={t('dashboard:enforcement.title')}
      caption={
        <>
          <FigureLink figure={withinFiveMinutes} name="inTime" />
          {` ${rest.join(' ')}`}
        </>
      }
      captionText={[`${figureText(withinFiveMinutes.count, withinFiveMinutes.of, 'inTime')}.`, ...rest].join(
        ' ',
      )}
      board={board}
      bars={bars}
      by="count"
      grow="up"
      first={t('dashboard:enforcement.first')}
      ofWhat="requests"
      empty={known.of === 0 ? t('dashboard:enforcement.none') : t('dashboard:enforcement.noneAsked')}
      mark={{ label: within, text: t('dashboard:enforcement.fiveMinutes') }}
    />
  );
}

export function DeliveryChart({ board }: Props): ReactNode {
  return (
    <ChartCard
      name="delivery"
      title={t('dashboard:delivery.title')}
      caption={<FigureLink figure={board.delivered} name="delivered" />}
      captionText={figureText(board.delivered.count, board.delivered.of, 'delivered')}
      board={board}
      bars={deliveryBars(board)}
      by="share"
      grow="along"
      first={t('dashboard:delivery.first')}
      ofWhat="contacts"
      empty={t('dashboard:delivery.none')}
    />
  );
}

export function RefusalsChart({ board }: Props): ReactNode {
  const caption = t('dashboard:refusals.caption');
  return (
    <ChartCard
      name="refusals"
      title={t('dashboard:refusals.title')}
      caption={caption}
      captionText={caption}
      board={board}
      bars={refusalBars(board)}
      by="count"
      grow="along"
      first={t('dashboard:refusals.first')}
      ofWhat="contacts"
      empty={t('dashboard:refusals.none')}
    />
  );
}

export function ActionsChart({ board }: Props): ReactNode {
  const openActions = board.actions[0]?.of ?? 0;
  const caption = t('dashboard:actions.caption', { count: openActions });
  return (
    <ChartCard
      name="actions"
      title={t('dashboard:actions.title')}
      caption={caption}
      captionText={caption}
      board={board}
      bars={actionBars(board)}
      by="count"
      grow="up"
      first={t('dashboard:actions.first')}
      ofWhat="actions"
      empty={t('dashboard:actions.none')}
    />
  );
}
