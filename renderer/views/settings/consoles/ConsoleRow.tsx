import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ConsolesState } from '../../../../shared/contract/consoles.ts';
import { t } from '../../../../shared/text/say.ts';
import { Tag } from '../../../components/base/Tag.tsx';
import { WhenAgo } from '../../../components/base/WhenAgo.tsx';
import settings from '../settings.module.css';
import styles from './consoles.module.css';
import { HandOverDialog } from './HandOverDialog.tsx';
import { RemoveDialog, removeWord } from './RemoveDialog.tsx';

type Console = ConsolesState['consoles'][number];
type Props = {
  readonly of: Console;
  /** How many changes it has not applied yet; null: the database cannot be asked. */
  readonly behind: number | null;
  /** It sends for all connections that anybody sends for. */
  readonly sendsAlone: boolean;
};

function seenOf({ here, seenAt }: Console) {
  if (here) return <Tag tone="ok">{t('consoles:screen.table.here')}</Tag>;
  if (seenAt === null) return <span className={settings.soft}>{t('consoles:screen.table.never')}</span>;
  return <WhenAgo at={seenAt} />;
}

/** One console: whether it is here, how far it has come, for what it sends, and its acts. */
export function ConsoleRow({ of, behind, sendsAlone }: Props) {
  const { name, invited, here, connections } = of;
  const [asking, setAsking] = useState<'hand-over' | 'remove' | null>(null);
  const onClose = () => setAsking(null);
  const handOver = t(of.self ? 'consoles:screen.handOver.here' : 'consoles:screen.handOver.there');
  const remove = removeWord(of);
  return (
    <tr>
      <td>
        <strong className={styles.name}>{name}</strong>{' '}
        {of.self ? <Tag tone="brand">{t('consoles:screen.table.self')}</Tag> : null}
        {invited ? <Tag>{t('consoles:screen.table.invited')}</Tag> : null}
      </td>
      <td className={styles.oneLine}>{seenOf(of)}</td>
      <td className={styles.oneLine}>
        {invited ? null : behind ? (
          t('consoles:screen.table.behind', { count: behind })
        ) : (
          <span className={settings.soft}>
            {t(behind === null ? 'consoles:screen.table.unknown' : 'consoles:screen.table.hasAll')}
          </span>
        )}
      </td>
      <td>
        {connections.length > 0 ? (
          connections.join(', ')
        ) : (
          <span className={settings.soft}>{t('consoles:screen.table.nothing')}</span>
        )}
      </td>
      <td>
        <div className={styles.acts}>
          {here && !invited && !sendsAlone ? (
            <Button
              variant="subtle"
              aria-label={`${handOver}: ${name}`}
              onClick={() => setAsking('hand-over')}
            >
              {handOver}
            </Button>
          ) : null}
          <Button
            variant="subtle"
            color="gray"
            aria-label={`${remove}: ${name}`}
            onClick={() => setAsking('remove')}
          >
            {remove}
          </Button>
        </div>
        {asking === 'hand-over' ? <HandOverDialog of={of} onClose={onClose} /> : null}
        {asking === 'remove' ? <RemoveDialog of={of} onClose={onClose} /> : null}
      </td>
    </tr>
  );
}
