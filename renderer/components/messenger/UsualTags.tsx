import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { TagTone } from '../../../shared/contract/messenger.ts';
import { t } from '../../../shared/text/say.ts';
import { fieldKey } from '../../../shared/text/template.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../base/ErrorNotice.tsx';
import styles from './messenger.module.css';

const USUAL = [
  ['supporter', 'ok'],
  ['undecided', 'neutral'],
  ['moved', 'neutral'],
  ['ride', 'brand'],
  ['hostile', 'hold'],
] as const satisfies readonly (readonly [string, TagTone])[];

/** Tags that most campaigns want and this organisation lacks: one click each, none by itself. */
export function UsualTags(): ReactNode {
  const tags = useQuery(api.messenger.tag.list.queryOptions());
  const queries = useQueryClient();
  const create = useMutation(
    api.messenger.tag.create.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.messenger.key() }),
    }),
  );
  if (tags.data === undefined) return null;
  const there = new Set(tags.data.map(({ name }) => fieldKey(name)));
  const missing = USUAL.map(([id, tone]) => ({ name: t(`messenger:usualTags.${id}`), tone })).filter(
    ({ name }) => !there.has(fieldKey(name)),
  );
  if (missing.length === 0) return null;
  return (
    <div className={styles.usual}>
      <span className={styles.soft}>{t('messenger:usualTags.lead')}</span>
      {missing.map((tag) => (
        <Button
          key={tag.name}
          size="compact-sm"
          leftSection={<IconPlus size={13} aria-hidden />}
          aria-label={t('messenger:usualTags.add', { name: tag.name })}
          disabled={create.isPending}
          onClick={() => create.mutate(tag)}
        >
          {tag.name}
        </Button>
      ))}
      {create.error ? <ErrorNotice title={t('messenger:usualTags.failed')} error={create.error} /> : null}
    </div>
  );
}
