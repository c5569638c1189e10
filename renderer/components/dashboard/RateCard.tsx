import { NativeSelect, SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Dashboard } from '../../../shared/contract/dashboard.ts';
import { type Dimension, dimensionNames, dimensions, type Measure, rateBars } from './bars.ts';
import { ChartCard } from './ChartCard.tsx';
import { FigureLink } from './FigureLink.tsx';
import { figureText } from './numbers.ts';

const measures = [
  { value: 'optedOut', label: 'Opt-outs' },
  { value: 'replied', label: 'Replies' },
];

/** The rate that everybody looks at first, along whatever they suspect behind it. */
export function RateCard({ board }: { board: Dashboard }): ReactNode {
  const [dimension, setDimension] = useState<Dimension>('days');
  const [chosen, setMeasure] = useState<Measure>('optedOut');
  const measure: Measure = dimension === 'causes' ? 'optedOut' : chosen;
  const what = measure === 'optedOut' ? 'opted out' : 'replied';
  const ofWhat = dimension === 'causes' ? 'contacts who opted out' : 'contacts texted';
  const note =
    dimension === 'days'
      ? ` By the ${board.step} of the first text.`
      : dimension === 'scripts'
        ? ' Scripts as they stand now.'
        : '';
  return (
    <ChartCard
      wide
      name={`${measure === 'optedOut' ? 'opt-outs' : 'replies'}-by-${dimensionNames[dimension].toLowerCase().replace(' ', '-')}`}
      title={measure === 'optedOut' ? 'Opt-out rate' : 'Response rate'}
      caption={
        <>
          <FigureLink figure={board[measure]} what={`contacts texted ${what}`} />
          {note}
        </>
      }
      captionText={`${figureText(board[measure].count, board[measure].of, `contacts texted ${what}`)}.${note}`}
      board={board}
      bars={rateBars(board, dimension, measure)}
      by="share"
      grow={dimension === 'days' ? 'up' : 'along'}
      first={dimensionNames[dimension]}
      ofWhat={ofWhat}
      empty={
        measure === 'optedOut'
          ? 'Nobody who was first texted in this time has opted out.'
          : 'Nobody who was first texted in this time has replied.'
      }
      controls={
        <>
          <SegmentedControl
            size="xs"
            aria-label="Opt-outs or replies"
            data={measures}
            value={measure}
            disabled={dimension === 'causes'}
            onChange={(value) => setMeasure(value === 'replied' ? 'replied' : 'optedOut')}
          />
          <NativeSelect
            size="xs"
            aria-label="Along"
            value={dimension}
            onChange={(event) =>
              setDimension(dimensions.find((each) => each === event.currentTarget.value) ?? 'days')
            }
            data={dimensions.map((each) => ({
              value: each,
              label: `By ${dimensionNames[each].toLowerCase()}`,
            }))}
          />
        </>
      }
    />
  );
}
