import { NativeSelect } from '@mantine/core';
import { t } from '../../../shared/text/say.ts';
import { useTags } from './queries.ts';

type Props = {
  value: string | undefined;
  onChange: (tagId: string | undefined) => void;
  /** Above the field; where there is no room, its name is for screen readers only. */
  label?: string;
};

/** Narrows a list to one tag; nothing where the organisation has none. */
export function TagFilter({ value, onChange, label }: Props) {
  const tags = useTags();
  if (tags.length === 0) return null;
  return (
    <NativeSelect
      {...(label === undefined ? { 'aria-label': t('messenger:tags.tag'), size: 'xs' } : { label })}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    >
      <option value="">{t('messenger:tags.every')}</option>
      {tags.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </NativeSelect>
  );
}
