import { Button, Modal, Progress, Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { System } from '../../../../shared/contract/systems.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import styles from '../campaigns.module.css';

type Props = {
  readonly systems: readonly System[];
  /** The list is there, like a file that was uploaded. */
  readonly onTaken: (uploadId: string, name: string) => void;
  readonly onClose: () => void;
};

/** Takes a list of people from a system, with its progress; then it is looked at like any file. */
export function FromSystemDialog({ systems, onTaken, onClose }: Props) {
  const [id, setId] = useState<string | null>(systems.length === 1 ? (systems[0]?.id ?? null) : null);
  const [listId, setList] = useState<string | null>(null);
  const [pullId, setPull] = useState<string | null>(null);
  const lists = useQuery({
    ...api.systems.lists.queryOptions({ input: { id: id ?? '' } }),
    enabled: id !== null,
    retry: false,
  });
  const start = useMutation(
    api.systems.pull.mutationOptions({ onSuccess: ({ id: begun }) => setPull(begun) }),
  );
  const cancel = useMutation(api.systems.cancelPull.mutationOptions());
  const state = useQuery({
    ...api.systems.pullState.queryOptions({ input: { id: pullId ?? '' } }),
    enabled: pullId !== null,
    refetchInterval: ({ state: { data } }) => (data === undefined || data.state === 'running' ? 500 : false),
  });
  const pull = pullId === null ? undefined : state.data;
  const running = start.isPending || (pullId !== null && (pull === undefined || pull.state === 'running'));
  const chosen = lists.data?.find((list) => list.id === listId);

  const taken = useRef(onTaken);
  taken.current = onTaken;
  useEffect(() => {
    if (pull?.state === 'done' && pull.uploadId !== null) taken.current(pull.uploadId, chosen?.name ?? '');
  }, [pull, chosen]);

  return (
    <Modal
      opened
      onClose={() => {
        if (pullId !== null && running) cancel.mutate({ id: pullId });
        onClose();
      }}
      title={t('systems:pull.title')}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <div className={styles.dialog}>
        <p className={styles.soft}>{t('systems:pull.lead')}</p>
        <Select
          label={t('systems:pull.system')}
          allowDeselect={false}
          disabled={running}
          data={systems.map(({ id: value, name: label }) => ({ value, label }))}
          value={id}
          onChange={(value) => {
            setId(value);
            setList(null);
          }}
        />
        <Select
          label={t('systems:pull.list')}
          searchable
          disabled={running || lists.data === undefined}
          nothingFoundMessage={t('systems:pull.noLists')}
          data={(lists.data ?? []).map(({ id: value, name, people }) => ({
            value,
            label: people === null ? name : t('systems:pull.people', { name, count: people }),
          }))}
          value={listId}
          onChange={setList}
        />
        {lists.error ? (
          <ErrorNotice
            title={t('systems:pull.listsFailed')}
            error={lists.error}
            onRetry={() => void lists.refetch()}
          />
        ) : null}
        {start.error ? <ErrorNotice title={t('systems:pull.failed')} error={start.error} /> : null}
        {pull?.state === 'failed' ? (
          <ErrorNotice title={t('systems:pull.failed')}>{pull.detail}</ErrorNotice>
        ) : null}
        <div role="status">
          {running ? (
            <>
              {t('systems:pull.progress', { count: pull?.people ?? 0 })}
              <Progress value={100} animated aria-label={t('systems:pull.title')} />
            </>
          ) : null}
          {pull?.state === 'cancelled' ? t('systems:pull.cancelled') : null}
        </div>
        <div className={styles.dialogActs}>
          {running ? (
            <Button
              onClick={() => pullId !== null && cancel.mutate({ id: pullId })}
              loading={cancel.isPending}
            >
              {t('systems:pull.stop')}
            </Button>
          ) : (
            <>
              <Button onClick={onClose}>{t('common:act.cancel')}</Button>
              <Button
                variant="filled"
                disabled={id === null || listId === null}
                onClick={() => id !== null && listId !== null && start.mutate({ id, listId })}
              >
                {t('systems:pull.start')}
              </Button>
            </>
          )}
        </div>
      </div>
    </Modal>
  );
}
