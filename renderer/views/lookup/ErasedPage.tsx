import { Button } from '@mantine/core';
import type { LookedUp } from '../../../shared/contract/lookup.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { t } from '../../../shared/text/say.ts';
import { Tag } from '../../components/base/Tag.tsx';
import { wholeDate } from '../../components/base/time.ts';
import { OptDialog } from '../../components/optOuts/OptDialog.tsx';
import { useOptToggle } from '../../components/optOuts/useOptToggle.ts';
import { useMe } from '../../hooks/useSession.ts';
import { hrefOf } from '../../state/route.ts';
import styles from './lookup.module.css';

type Props = { readonly number: string; readonly erased: NonNullable<LookedUp['erased']> };

/** For an erased person: that they were erased, since when nothing may be sent, and nothing else. */
export function ErasedPage({ number, erased }: Props) {
  const { role } = useMe();
  const toggle = useOptToggle({ number }, { own: false });
  return (
    <div className={styles.number}>
      <div className={styles.column}>
        <header className={styles.head}>
          <div>
            <h2 className={styles.name}>{formatNumber(number)}</h2>
            <div className={styles.soft}>{t('erase:page.erasedOn', { day: wholeDate(erased.at) })}</div>
          </div>
          <Tag tone="neutral">{t('erase:page.erased')}</Tag>
          <div className={styles.acts}>
            <Button component="a" href={hrefOf(['evidence', number])}>
              {t('lookup:evidence')}
            </Button>
            {erased.optedOut && role === 'admin' ? (
              <Button onClick={() => toggle.ask('in')}>{t('lookup:optIn')}</Button>
            ) : null}
          </div>
        </header>
        <p>
          {erased.optedOut && erased.optedOutAt !== null
            ? t('erase:page.optedOut', { day: wholeDate(erased.optedOutAt) })
            : t('erase:page.notOptedOut')}
        </p>
        <p className={styles.soft}>{t('erase:page.nothing')}</p>
        <OptDialog
          way={toggle.way}
          name={formatNumber(number)}
          senderNumbers={null}
          confirmation={toggle.confirmation}
          busy={toggle.busy}
          problem={toggle.problem}
          onConfirm={toggle.confirm}
          onClose={toggle.close}
        />
      </div>
    </div>
  );
}
