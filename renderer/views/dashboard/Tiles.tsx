import type { ReactNode } from 'react';
import type { Dashboard, Figure } from '../../../shared/contract/dashboard.ts';
import { t } from '../../../shared/text/say.ts';
import { figureValues } from '../../components/base/share.ts';
import { FigureTile, FigureTiles } from '../../components/dashboard/FigureTile.tsx';

/** The six main figures. Each opens its list. */
export function Tiles({ board }: { board: Dashboard }): ReactNode {
  return (
    <FigureTiles count={6}>
      <Tile name="texted" figure={board.texted} small="textedOf" big="count" />
      <Tile name="optedOut" figure={board.optedOut} tone="stop" />
      <Tile name="replied" figure={board.replied} />
      <Tile name="softRefused" figure={board.softRefused} small="softRefusedOf" />
      <Tile name="delivered" figure={board.delivered} tone="ok" />
      <Tile name="optOutsMade" figure={board.optOutsMade} small="optOutsMadeOf" big="count" tone="stop" />
    </FigureTiles>
  );
}

type Props = {
  name: 'texted' | 'optedOut' | 'replied' | 'softRefused' | 'delivered' | 'optOutsMade';
  figure: Figure;
  /** The line that names the denominator. */
  small?: 'textedOf' | 'rateOf' | 'softRefusedOf' | 'optOutsMadeOf';
  big?: 'share' | 'count';
  tone?: 'stop' | 'ok';
};

function Tile({ name, figure, small = 'rateOf', big = 'share', tone }: Props): ReactNode {
  const values = figureValues(figure.count, figure.of);
  return (
    <FigureTile
      title={t(`dashboard:tile.${name}`)}
      big={big === 'share' ? values.share : values.part}
      small={t(`dashboard:tile.${small}`, values)}
      tone={tone}
      list={figure.list}
    />
  );
}
