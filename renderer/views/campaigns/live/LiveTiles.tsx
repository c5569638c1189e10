import type { Cockpit } from '../../../../shared/contract/dashboard/cockpit.ts';
import type { Figure } from '../../../../shared/contract/dashboard.ts';
import { t } from '../../../../shared/text/say.ts';
import { figureValues, shareText } from '../../../components/base/share.ts';
import { clockTime } from '../../../components/base/time.ts';
import { openList } from '../../../components/conversations/useOversight.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { number, numberFormat } from '../../../language/formats.ts';
import styles from './live.module.css';
import { waited } from './waited.ts';

export const paceText = numberFormat({ maximumFractionDigits: 1 });

/** How a campaign goes, at a glance; what has a list opens it. */
export function LiveTiles({ board }: { readonly board: Cockpit }) {
  const now = useNow();
  const { answered, waiting } = board;
  return (
    <section className={styles.tiles} aria-label={t('cockpit:figures')}>
      <FigureTile title={t('cockpit:texted')} figure={board.texted} small="textedOf" />
      <FigureTile title={t('cockpit:delivered')} figure={board.delivered} />
      <FigureTile title={t('cockpit:replied')} figure={board.replied} />
      <div className={styles.tile}>
        <span className={styles.title}>{t('cockpit:answered')}</span>
        <span className={styles.big}>{number(answered.count)}</span>
        <span className={styles.small}>
          {t('cockpit:answeredOf', {
            count: answered.answers,
            share: shareText(answered.count, answered.of),
            of: number(answered.of),
          })}
        </span>
      </div>
      <FigureTile title={t('cockpit:optedOut')} figure={board.optedOut} tone="stop" />
      <button
        type="button"
        className={styles.tile}
        data-tone={waiting.count > 0 ? 'hold' : undefined}
        title={t('cockpit:open')}
        onClick={() => openList('all', waiting.list)}
      >
        <span className={styles.title}>{t('cockpit:waiting')}</span>
        <span className={styles.big}>{number(waiting.count)}</span>
        <span className={styles.small}>
          {waiting.since === null
            ? t('cockpit:waitingNone')
            : t('cockpit:waitingSince', { time: waited(waiting.since, now) })}
        </span>
      </button>
      <div className={styles.tile}>
        <span className={styles.title} title={t('cockpit:paceHint')}>
          {t('cockpit:pace')}
        </span>
        <span className={styles.big}>{paceText(board.perMinute)}</span>
        <span className={styles.small}>{endText(board)}</span>
      </div>
    </section>
  );
}

type Props = {
  readonly title: string;
  readonly figure: Figure;
  readonly small?: 'textedOf' | 'rateOf';
  readonly tone?: 'stop';
};

function FigureTile({ title, figure, small = 'rateOf', tone }: Props) {
  const { count, of } = figure;
  const values = figureValues(count, of);
  return (
    <button
      type="button"
      className={styles.tile}
      data-tone={count > 0 ? tone : undefined}
      title={t('cockpit:open')}
      onClick={() => openList('all', figure.list)}
    >
      <span className={styles.title}>{title}</span>
      <span className={styles.big}>{number(count)}</span>
      <span className={styles.small}>{t(`cockpit:${small}`, values)}</span>
    </button>
  );
}

function endText({ toSend, endsAt }: Cockpit): string {
  if (toSend === 0) return t('cockpit:endsDone');
  return endsAt === null ? t('cockpit:endsUnknown') : t('cockpit:ends', { at: clockTime(endsAt) });
}
