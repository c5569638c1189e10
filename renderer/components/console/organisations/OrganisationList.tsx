import { Button } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../../shared/text/say.ts';
import type { OrganisationsState } from '../../../host.ts';
import { ConfirmDialog } from '../../base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../base/ErrorNotice.tsx';
import styles from './organisations.module.css';
import { nameOf, useOrganisationsAct } from './useOrganisations.ts';

type Joined = OrganisationsState['joined'][number];

/** The organisations of this computer and its own console, to go to one of them or to forget one. */
export function OrganisationList({ state }: { readonly state: OrganisationsState }) {
  const [forgetting, setForgetting] = useState<Joined | null>(null);
  const { mutate, isPending, error } = useOrganisationsAct();
  const goTo = (address: string | null) => mutate({ kind: 'open', address });
  return (
    <>
      <ul className={styles.list} aria-label={t('joined:title')}>
        {state.joined.map((each) => (
          <Item
            key={each.address}
            name={nameOf(each)}
            text={new URL(each.address).host}
            here={each.address === state.here}
            busy={isPending}
            onOpen={() => goTo(each.address)}
            onForget={() => setForgetting(each)}
          />
        ))}
        <Item
          name={t('joined:own')}
          text={state.own ? t('joined:ownText') : t('joined:ownNone')}
          here={state.here === null}
          busy={isPending}
          onOpen={() => goTo(null)}
        />
      </ul>
      {state.own ? <p className={styles.hint}>{t('joined:ownRests')}</p> : null}
      {state.joined.length > 0 ? <p className={styles.hint}>{t('joined:again')}</p> : null}
      {error ? <ErrorNotice title={t('joined:failed')}>{t('joined:failedText')}</ErrorNotice> : null}
      <ConfirmDialog
        opened={forgetting !== null}
        title={t('joined:forgetAsk', { name: forgetting ? nameOf(forgetting) : '' })}
        confirmLabel={t('joined:forgetDo')}
        danger
        busy={isPending}
        onCancel={() => setForgetting(null)}
        onConfirm={() => {
          if (forgetting) mutate({ kind: 'forget', address: forgetting.address });
          setForgetting(null);
        }}
      >
        {t('joined:forgetText')}
      </ConfirmDialog>
    </>
  );
}

type ItemProps = {
  readonly name: string;
  readonly text: string;
  readonly here: boolean;
  readonly busy: boolean;
  readonly onOpen: () => void;
  readonly onForget?: () => void;
};

function Item({ name, text, here, busy, onOpen, onForget }: ItemProps) {
  return (
    <li className={styles.item} aria-current={here ? 'true' : undefined}>
      <div className={styles.what}>
        <strong>{name}</strong>
        <span>{here ? `${text} · ${t('joined:here')}` : text}</span>
      </div>
      {onForget ? (
        <Button
          variant="subtle"
          color="gray"
          disabled={busy}
          aria-label={t('joined:forget', { name })}
          onClick={onForget}
        >
          {t('joined:forgetDo')}
        </Button>
      ) : null}
      {here ? null : (
        <Button disabled={busy} onClick={onOpen}>
          {t('joined:open', { name })}
        </Button>
      )}
    </li>
  );
}
