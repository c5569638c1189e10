import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { TopBar } from '../../../../components/Shell.tsx';
import { hrefOf } from '../../../../state/route.ts';
import { Section } from '../../parts/Section.tsx';
import styles from '../optOuts.module.css';
import { AddOne } from './AddOne.tsx';
import { History } from './History.tsx';
import { ListSource } from './ListSource.tsx';

type Way = 'one' | 'many' | 'file';
const WAYS: { value: Way; label: string }[] = [
  { value: 'one', label: 'One number' },
  { value: 'many', label: 'Paste many' },
  { value: 'file', label: 'CSV file' },
];

/** Opting out people who asked elsewhere: one, many, or a list from a file. A list is tried first. */
export function AddPage() {
  const [way, setWay] = useState<Way>('one');
  return (
    <>
      <TopBar title="Add opt-outs">
        <a className={styles.back} href={hrefOf(['opt-outs'])}>
          ← All opt-outs
        </a>
      </TopBar>
      <main className={styles.page}>
        <div className={styles.column}>
          <Section
            title="Who asked to stop?"
            lead="Nothing more is sent to these numbers, in new and existing campaigns."
          >
            <SegmentedControl
              aria-label="How to add"
              data={WAYS}
              value={way}
              onChange={(value) => setWay(WAYS.find((each) => each.value === value)?.value ?? 'one')}
            />
            {way === 'one' ? <AddOne /> : <ListSource key={way} way={way} />}
          </Section>
          <Section title="Imported lists" lead="Each can be undone as a whole.">
            <History />
          </Section>
        </div>
      </main>
    </>
  );
}
