import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { Section } from '../../../components/base/Section.tsx';
import { TopBar } from '../../../components/shell/Shell.tsx';
import { hrefOf } from '../../../state/route.ts';
import styles from '../optOuts.module.css';
import { AddOne } from './AddOne.tsx';
import { History } from './History.tsx';
import { ListSource } from './ListSource.tsx';

const WAYS = ['one', 'many', 'file'] as const;

/** Opting out people who asked elsewhere: one, several, or a list from a file, with a dry run first. */
export function AddPage() {
  const [way, setWay] = useState<(typeof WAYS)[number]>('one');
  return (
    <>
      <TopBar title={t('optOuts:add')}>
        <a className={styles.back} href={hrefOf(['opt-outs'])}>
          {t('optOuts:adding.back')}
        </a>
      </TopBar>
      <main className={styles.page}>
        <div className={styles.column}>
          <Section title={t('optOuts:adding.who')} lead={t('optOuts:adding.whoText')}>
            <SegmentedControl
              aria-label={t('optOuts:adding.how')}
              data={WAYS.map((each) => ({ value: each, label: t(`optOuts:adding.way.${each}`) }))}
              value={way}
              onChange={(value) => setWay(WAYS.find((each) => each === value) ?? 'one')}
            />
            {way === 'one' ? <AddOne /> : <ListSource key={way} way={way} />}
          </Section>
          <Section title={t('optOuts:adding.lists')} lead={t('optOuts:adding.listsText')}>
            <History />
          </Section>
        </div>
      </main>
    </>
  );
}
