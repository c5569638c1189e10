import { Checkbox } from '@mantine/core';
import type { OptOutRecord } from '../../../shared/contract/optOuts.ts';
import { providerName } from '../../../shared/providers/words.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { t } from '../../../shared/text/say.ts';
import { Tag } from '../../components/base/Tag.tsx';
import { WhenAgo } from '../../components/base/WhenAgo.tsx';
import styles from './optOuts.module.css';
import { causeOf, stateTones } from './recordWords.ts';

type Props = {
  readonly row: OptOutRecord;
  readonly index: number;
  readonly start: number;
  readonly picked: boolean;
  /** Left out where the viewer may only read. */
  readonly onPick: ((range: boolean) => void) | null;
  readonly onOpen: () => void;
};

/** One line of the record, in two rows of text. */
export function RecordRow({ row, index, start, picked, onPick, onOpen }: Props) {
  const number = row.number === null ? t('optOuts:table.erased') : formatNumber(row.number);
  const who = row.name === '' ? number : `${row.name}, ${number}`;
  return (
    <tr
      aria-rowindex={index + 2}
      className={styles.row}
      data-picked={picked}
      style={{ transform: `translateY(${start}px)` }}
    >
      {onPick ? (
        <td className={styles.pick}>
          <Checkbox
            size="xs"
            checked={picked}
            aria-label={t('optOuts:table.select', { who })}
            onClick={(event) => onPick(event.shiftKey)}
            onChange={() => undefined}
          />
        </td>
      ) : null}
      <td>
        <button type="button" className={styles.person} disabled={row.number === null} onClick={onOpen}>
          {row.name || number}
        </button>
        <div className={styles.soft}>{row.name ? number : t('optOuts:table.noCampaign')}</div>
      </td>
      <td>
        <Tag tone={stateTones[row.state]}>{t(`optOuts:state.${row.state}`)}</Tag>
        <div className={styles.soft}>
          {causeOf(row)}
          {row.review === null || row.review === 'open' ? '' : ` · ${t(`optOuts:review.${row.review}`)}`}
        </div>
      </td>
      <td className={styles.words} title={row.text || row.reason}>
        {row.text === '' || row.kind === 'reversal' ? row.reason || '–' : `“${row.text}”`}
        {row.reversedBecause === '' ? null : (
          <div className={styles.soft}>
            {t('optOuts:table.reversedBecause', { reason: row.reversedBecause })}
          </div>
        )}
      </td>
      <td>
        <div className={styles.cut}>{row.campaignName ?? '–'}</div>
        <div className={`${styles.soft} ${styles.cut}`}>
          {row.provider === null ? '' : `${providerName(row.provider)} `}
          {row.senderNumber === null ? '' : formatNumber(row.senderNumber)}
        </div>
      </td>
      <td>
        <div className={styles.cut}>
          {row.by ?? (row.kind === 'opt-out' ? t('optOuts:table.byItself') : '–')}
        </div>
        <div className={styles.soft}>
          <WhenAgo at={row.at} />
        </div>
      </td>
    </tr>
  );
}
