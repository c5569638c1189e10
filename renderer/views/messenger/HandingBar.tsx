import { Button } from '@mantine/core';
import type { HandingState } from '../../../shared/contract/campaigns/handing.ts';
import { t } from '../../../shared/text/say.ts';
import { Kbd } from '../../components/base/Kbd.tsx';
import { waited } from '../../components/base/waited.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { useNow } from '../../hooks/useNow.ts';
import styles from './HandingBar.module.css';
import type { HandingWork } from './useHanding.ts';

type Props = {
  readonly campaignId: string;
  readonly work: HandingWork;
  readonly onTaken: (conversationId: string) => void;
};

/**
 * One line above the lists: what oneself and the team did today and who is here; a reply that needs an answer
 * from anybody; and, where contacts are handed out, the buttons that ask for some and give them back.
 */
export function HandingBar({ campaignId, work, onTaken }: Props) {
  const { state } = work;
  // Its place is kept, so that nothing moves when it is read.
  if (state === undefined) return <div className={styles.outer} />;
  const { own, onRequest } = state;
  const { here: some, hereCount } = state.team;
  const here = some.map(({ name }) => name).join(', ') + (hereCount > some.length ? ' …' : '');
  return (
    <div className={styles.outer}>
      <section className={styles.bar} aria-label={t('handing:bar.label')}>
        <div className={styles.lines}>
          <span>{t('handing:bar.own', doneWords(own))}</span>
          <span>
            {t('handing:bar.team', {
              ...doneWords(state.team),
              left: t('handing:bar.left', { count: state.team.left }),
            })}
          </span>
          <span title={here === '' ? undefined : t('handing:bar.hereNames', { names: here })}>
            {here === '' ? t('handing:bar.hereNobody') : t('handing:bar.here', { count: hereCount })}
          </span>
        </div>
        <Offer campaignId={campaignId} work={work} state={state} onTaken={onTaken} />
        {onRequest ? (
          <>
            {state.nothing === null ? null : (
              <span className={styles.why}>{t(`handing:nothing.${state.nothing}`)}</span>
            )}
            <GiveButton campaignId={campaignId} work={work} state={state} />
            <Button
              size="compact-sm"
              title={t('handing:bar.doneHint')}
              disabled={!work.mayAct || own.toSend === 0}
              onClick={() => work.done.mutate({ campaignId })}
            >
              {t('handing:bar.done')}
            </Button>
          </>
        ) : null}
      </section>
    </div>
  );
}

const doneWords = ({
  sentToday,
  answeredToday,
}: Pick<HandingState['own'], 'sentToday' | 'answeredToday'>) => ({
  sent: t('handing:bar.sent', { count: sentToday }),
  answered: t('handing:bar.answered', { count: answeredToday }),
});

type ActProps = Omit<Props, 'onTaken'> & { readonly state: HandingState };

function GiveButton({ campaignId, work, state }: ActProps) {
  const count = state.next === 0 ? state.batch : state.next;
  const may = work.mayAct && state.next > 0;
  const give = () => work.ask.mutate({ campaignId });
  useHotkey('alt+B', t('handing:bar.keysGive'), () => may && give(), {
    group: t('handing:bar.keys'),
    whileTyping: true,
  });
  return (
    <Button
      size="compact-sm"
      variant="filled"
      disabled={!may}
      onClick={give}
      rightSection={<Kbd keys="alt+B" />}
    >
      {t('handing:bar.give', { count })}
    </Button>
  );
}

function Offer({ campaignId, work, state, onTaken }: ActProps & Pick<Props, 'onTaken'>) {
  const now = useNow();
  const { count, since } = state.offered;
  const take = () =>
    work.take.mutate(
      { campaignId },
      { onSuccess: ({ conversationId }) => conversationId !== null && onTaken(conversationId) },
    );
  useHotkey('alt+L', t('handing:bar.keysTake'), () => work.mayAct && take(), {
    group: t('handing:bar.keys'),
    enabled: count > 0,
    whileTyping: true,
  });
  if (since === null) return null;
  return (
    <div className={styles.offer} role="status">
      <span>{t('handing:offer.title', { count, time: waited(since, now) })}</span>
      <Button size="compact-sm" disabled={!work.mayAct} onClick={take} rightSection={<Kbd keys="alt+L" />}>
        {t('handing:offer.take')}
      </Button>
    </div>
  );
}
