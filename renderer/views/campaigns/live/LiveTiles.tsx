import type { Cockpit } from '../../../../shared/contract/dashboard/cockpit.ts';
import type { Figure } from '../../../../shared/contract/dashboard.ts';
import { t } from '../../../../shared/text/say.ts';
import { figureValues, shareText } from '../../../components/base/share.ts';
import { clockTime } from '../../../components/base/time.ts';
import { waited } from '../../../components/base/waited.ts';
import { FigureTile, FigureTiles } from '../../../components/dashboard/FigureTile.tsx';
import { useNow } from '../../../hooks/useNow.ts';
import { number, numberFormat } from '../../../language/formats.ts';

export const paceText = numberFormat({ maximumFractionDigits: 1 });

/** How many tiles there are always, and how many more where texters ask for their contacts. */
const [ALWAYS, ON_REQUEST] = [9, 2];

/** How a campaign goes, at a glance; what has a list opens it. */
export function LiveTiles({ board }: { readonly board: Cockpit }) {
  const now = useNow();
  const { answered, waiting } = board;
  return (
    <FigureTiles label={t('cockpit:figures')} count={board.handing === null ? ALWAYS : ALWAYS + ON_REQUEST}>
      <CountTile title={t('cockpit:texted')} figure={board.texted} small="textedOf" />
      <CountTile title={t('cockpit:delivered')} figure={board.delivered} />
      <CountTile title={t('cockpit:replied')} figure={board.replied} />
      <FigureTile
        title={t('cockpit:answered')}
        big={number(answered.count)}
        small={
          answered.of === 0
            ? t('cockpit:nobodyTexted')
            : t('cockpit:answeredOf', {
                count: answered.answers,
                share: shareText(answered.count, answered.of),
                of: number(answered.of),
              })
        }
      />
      <CountTile title={t('cockpit:optedOut')} figure={board.optedOut} tone="stop" />
      <FigureTile
        title={t('cockpit:waiting')}
        big={number(waiting.count)}
        small={
          waiting.since === null
            ? t('cockpit:waitingNone')
            : t('cockpit:waitingSince', { time: waited(waiting.since, now) })
        }
        tone={waiting.count > 0 ? 'hold' : undefined}
        list={waiting.list}
      />
      <FigureTile
        title={t('cockpit:pace')}
        hint={t('cockpit:paceHint')}
        big={paceText(board.perMinute)}
        small={endText(board)}
      />
      <FigureTile
        title={t('handing:live.today')}
        big={number(board.today.sent)}
        small={t('handing:live.todayAnswered', { count: board.today.answered })}
      />
      <FigureTile
        title={t('handing:live.here')}
        big={number(board.here)}
        small={t('handing:live.hereOf', { count: board.texters.filter(({ member }) => member).length })}
      />
      {board.handing === null ? null : <HandingTiles handing={board.handing} now={now} />}
    </FigureTiles>
  );
}

/** Where texters ask for their contacts: what is left to be given out, and replies for whoever is there. */
function HandingTiles({ handing, now }: { readonly handing: Handing; readonly now: number }) {
  const { toHandOut, inHand, offered } = handing;
  return (
    <>
      <FigureTile
        title={t('handing:live.toHandOut')}
        big={number(toHandOut)}
        small={t('handing:live.inHand', { count: inHand })}
      />
      <FigureTile
        title={t('handing:live.offered')}
        big={number(offered.count)}
        small={
          offered.since === null
            ? t('handing:live.offeredNone')
            : t('cockpit:waitingSince', { time: waited(offered.since, now) })
        }
        tone={offered.count > 0 ? 'hold' : undefined}
      />
    </>
  );
}

type Handing = NonNullable<Cockpit['handing']>;

type Props = {
  readonly title: string;
  readonly figure: Figure;
  readonly small?: 'textedOf' | 'rateOf';
  readonly tone?: 'stop';
};

/** A count, with what it is of and the share of that. */
function CountTile({ title, figure, small = 'rateOf', tone }: Props) {
  const { count, of, list } = figure;
  return (
    <FigureTile
      title={title}
      big={number(count)}
      small={of === 0 ? t('cockpit:nobodyTexted') : t(`cockpit:${small}`, figureValues(count, of))}
      tone={count > 0 ? tone : undefined}
      list={list}
    />
  );
}

function endText({ toSend, endsAt }: Cockpit): string {
  if (toSend === 0) return t('cockpit:endsDone');
  return endsAt === null ? t('cockpit:endsUnknown') : t('cockpit:ends', { at: clockTime(endsAt) });
}
