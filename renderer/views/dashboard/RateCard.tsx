import { NativeSelect, SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Dashboard } from '../../../shared/contract/dashboard.ts';
import { t } from '../../../shared/text/say.ts';
import { type Dimension, dimensions, fileParts, type Measure, rateBars } from './bars.ts';
import { ChartCard } from './ChartCard.tsx';
import { FigureLink } from './FigureLink.tsx';
import { figureText } from './numbers.ts';

const measures = ['optedOut', 'replied'] as const;

/** The rate of opt-outs or replies along a chosen dimension. */
export function RateCard({ board }: { board: Dashboard }): ReactNode {
  const [dimension, setDimension] = useState<Dimension>('days');
  const [chosen, setMeasure] = useState<Measure>('optedOut');
  const measure: Measure = dimension === 'causes' ? 'optedOut' : chosen;
  const note =
    dimension === 'days'
      ? ` ${t(`dashboard:rate.byStep.${board.step}`)}`
      : dimension === 'scripts'
        ? ` ${t('dashboard:rate.scripts')}`
        : '';
  return (
    <ChartCard
      wide
      name={`${measure === 'optedOut' ? 'opt-outs' : 'replies'}-by-${fileParts[dimension]}`}
      title={t(`dashboard:rate.title.${measure}`)}
      caption={
        <>
          <FigureLink figure={board[measure]} name={measure} />
          {note}
        </>
      }
      captionText={`${figureText(board[measure].count, board[measure].of, measure)}.${note}`}
      board={board}
      bars={rateBars(board, dimension, measure)}
      by="share"
      grow={dimension === 'days' ? 'up' : 'along'}
      first={t(`dashboard:rate.first.${dimension}`)}
      ofWhat={dimension === 'causes' ? 'optOuts' : 'contacts'}
      empty={t(`dashboard:rate.none.${measure}`)}
      controls={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t('dashboard:rate.measures')}
            data={measures.map((each) => ({ value: each, label: t(`dashboard:rate.measure.${each}`) }))}
            value={measure}
            disabled={dimension === 'causes'}
            onChange={(value) => setMeasure(value === 'replied' ? 'replied' : 'optedOut')}
          />
          <NativeSelect
            size="xs"
            aria-label={t('dashboard:rate.along')}
            value={dimension}
            onChange={(event) =>
              setDimension(dimensions.find((each) => each === event.currentTarget.value) ?? 'days')
            }
            data={dimensions.map((each) => ({
              value: each,
              label: t(`dashboard:rate.by.${each}`),
            }))}
          />
        </>
      }
    />
  );
}
