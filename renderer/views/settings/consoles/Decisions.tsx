import { NativeSelect } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { type Decided, DecidedKind } from '../../../../shared/contract/consoles/together.ts';
import { t } from '../../../../shared/text/say.ts';
import { Section } from '../../../components/base/Section.tsx';
import { Tag, type Tone } from '../../../components/base/Tag.tsx';
import { dayAndTime } from '../../../components/base/time.ts';
import settings from '../settings.module.css';
import styles from './together.module.css';
import { aboutWords, consoleWord, hrefOfDecided } from './togetherWords.ts';

/** From so many on the list can be narrowed. */
const MANY = 8;

const TONE: Readonly<Record<Decided['rule'], Tone>> = {
  'stays-out': 'stop',
  'asked-to-stop': 'stop',
  closed: 'hold',
  later: 'neutral',
  kept: 'neutral',
};

function Side({ of }: { readonly of: Decided['sides'][number] }) {
  const { by, at, said, counts } = of;
  const words = { said, console: consoleWord(of.console), at: dayAndTime(at) };
  return (
    <li className={styles.side} data-counts={counts}>
      {counts ? (
        <IconCheck size={16} role="img" aria-label={t('consoles:together.decided.counts')} />
      ) : (
        <IconX size={16} aria-hidden />
      )}
      <span>
        {by === ''
          ? t('consoles:together.decided.actByHeed', words)
          : t('consoles:together.decided.act', { ...words, by })}
      </span>
    </li>
  );
}

function Decision({ of }: { readonly of: Decided }) {
  const { kind, rule, sides } = of;
  const href = hrefOfDecided(of);
  const about = aboutWords(of);
  const why = rule === 'later' ? null : t(`consoles:together.ruleSays.${rule}`);
  return (
    <li className={styles.decision}>
      <div className={styles.about}>
        <span className={settings.soft}>{t(`consoles:together.kind.${kind}`)}</span>
        {href === null ? (
          <strong>{about}</strong>
        ) : (
          <a className={styles.link} href={href}>
            {about}
          </a>
        )}
        <Tag tone={TONE[rule]}>{t(`consoles:together.rule.${rule}`)}</Tag>
      </div>
      <ul className={styles.sides}>
        {sides.map((side) => (
          <Side key={String(side.counts)} of={side} />
        ))}
      </ul>
      {why === null ? null : <p className={settings.soft}>{why}</p>}
    </li>
  );
}

const keyOf = ({ kind, about, link, sides }: Decided) =>
  JSON.stringify([kind, about, link, sides.map(({ at }) => at)]);

/** What both sides had changed, and which of the two counts. */
export function Decisions({ decisions }: { readonly decisions: readonly Decided[] }) {
  const [wanted, setWanted] = useState<DecidedKind | null>(null);
  const kinds = DecidedKind.options.filter((each) => decisions.some(({ kind }) => kind === each));
  const shown = decisions.filter(({ kind }) => wanted === null || kind === wanted);
  return (
    <Section
      id="decided"
      title={t('consoles:together.decided.title')}
      lead={t(decisions.length === 0 ? 'consoles:together.decided.none' : 'consoles:together.decided.lead')}
      aside={
        decisions.length >= MANY && kinds.length > 1 ? (
          <NativeSelect
            size="xs"
            aria-label={t('consoles:together.decided.filter')}
            value={wanted ?? ''}
            onChange={(event) => setWanted(DecidedKind.safeParse(event.currentTarget.value).data ?? null)}
          >
            <option value="">{t('consoles:together.decided.all')}</option>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`consoles:together.kind.${kind}`)}
              </option>
            ))}
          </NativeSelect>
        ) : null
      }
    >
      {shown.length > 0 ? (
        <ul className={styles.decisions} aria-label={t('consoles:together.decided.list')}>
          {shown.map((each) => (
            <Decision key={keyOf(each)} of={each} />
          ))}
        </ul>
      ) : null}
    </Section>
  );
}
