import { Button, NativeSelect, Popover, Stack, TextInput } from '@mantine/core';
import { IconFilter, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { type OptOutFilter, RecordState, ReviewState } from '../../../shared/contract/optOuts.ts';
import { profileName } from '../../../shared/providers/words.ts';
import { OptOutCause } from '../../../shared/schema/causes.ts';
import { Profile } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { Kbd } from '../../components/base/Kbd.tsx';
import { useTexters } from '../../components/conversations/queries.ts';
import { SavedViews } from '../../components/conversations/SavedViews.tsx';
import { useHotkey } from '../../hooks/useHotkey.ts';
import styles from './optOuts.module.css';
import { changed, chipsOf, dayStart, dayText, type Named } from './recordWords.ts';

type Props = {
  readonly filter: OptOutFilter;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onFilter: (filter: OptOutFilter) => void;
};

/** Search, filters as a menu and as removable chips, saved views. "/" goes to the search. */
export function Filters({ filter, search, onSearch, onFilter }: Props) {
  const box = useRef<HTMLInputElement>(null);
  const campaigns = useQuery(api.campaign.list.queryOptions({ input: { archived: 'with' } })).data ?? [];
  const texters: readonly Named[] = useTexters();
  useHotkey('/', t('optOuts:filter.key'), (event) => {
    event.preventDefault();
    box.current?.select();
    box.current?.focus();
  });
  const inForce = changed(filter, { search });
  const set = (change: Parameters<typeof changed>[1]) => onFilter(changed(filter, change));
  return (
    <div className={styles.tools}>
      <TextInput
        ref={box}
        className={styles.search ?? ''}
        size="xs"
        type="search"
        aria-label={t('optOuts:filter.search')}
        placeholder={t('optOuts:filter.searchHint')}
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={search === '' ? <Kbd keys="/" /> : null}
        maxLength={120}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          onSearch('');
          event.currentTarget.blur();
        }}
      />
      <Popover position="bottom-start" width={300} shadow="md" trapFocus returnFocus withinPortal>
        <Popover.Target>
          <Button leftSection={<IconFilter size={14} aria-hidden />}>{t('optOuts:filter.open')}</Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('optOuts:filter.label')}>
          <Stack gap="xs">
            <Choice
              label={t('optOuts:filter.state')}
              any={t('optOuts:filter.everyState')}
              value={filter.state}
              options={RecordState.options.map((id) => ({ id, name: t(`optOuts:state.${id}`) }))}
              onChange={(value) => set({ state: RecordState.safeParse(value).data })}
            />
            <Choice
              label={t('optOuts:filter.cause')}
              any={t('optOuts:filter.everyCause')}
              value={filter.cause}
              options={OptOutCause.options.map((id) => ({ id, name: t(`causes:${id}.name`) }))}
              onChange={(value) => set({ cause: OptOutCause.safeParse(value).data })}
            />
            <div className={styles.line}>
              <TextInput
                type="date"
                label={t('optOuts:filter.from')}
                value={dayText(filter.from)}
                onChange={(event) => set({ from: dayStart(event.currentTarget.value) })}
              />
              <TextInput
                type="date"
                label={t('optOuts:filter.until')}
                value={dayText(filter.to, -1)}
                onChange={(event) => set({ to: dayStart(event.currentTarget.value, 1) })}
              />
            </div>
            <Choice
              label={t('optOuts:filter.profile')}
              any={t('optOuts:filter.bothProfiles')}
              value={filter.profile}
              options={Profile.options.map((id) => ({ id, name: profileName(id) }))}
              onChange={(value) => set({ profile: Profile.safeParse(value).data })}
            />
            <Choice
              label={t('optOuts:filter.campaign')}
              any={t('optOuts:filter.everyCampaign')}
              value={filter.campaignId}
              options={campaigns}
              onChange={(campaignId) => set({ campaignId })}
            />
            {texters.length > 0 ? (
              <Choice
                label={t('optOuts:filter.texter')}
                any={t('optOuts:filter.everybody')}
                value={filter.texterId}
                options={texters}
                onChange={(texterId) => set({ texterId })}
              />
            ) : null}
            <Choice
              label={t('optOuts:filter.review')}
              any={t('optOuts:filter.anyReview')}
              value={filter.review}
              options={ReviewState.options.map((id) => ({ id, name: t(`optOuts:review.${id}`) }))}
              onChange={(value) => set({ review: ReviewState.safeParse(value).data })}
            />
          </Stack>
        </Popover.Dropdown>
      </Popover>
      <SavedViews
        list="opt-outs"
        nothing={Object.keys(inForce).length === 0}
        toSave={(named) => ({ ...named, list: 'opt-outs', filter: inForce })}
        onUse={({ filter: { search: words = '', ...rest } }) => {
          onSearch(words);
          onFilter(rest);
        }}
      />
      {chipsOf(filter, campaigns, texters).map(({ keys, text }) => (
        <button
          key={text}
          type="button"
          className={styles.chip}
          aria-label={t('optOuts:filter.remove', { filter: text })}
          onClick={() => set(Object.fromEntries(keys.map((key) => [key, undefined])))}
        >
          <span className={styles.cut}>{text}</span> <span aria-hidden>×</span>
        </button>
      ))}
    </div>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly any: string;
  readonly value: string | undefined;
  readonly options: readonly Named[];
  readonly onChange: (value: string) => void;
};

function Choice({ label, any, value, options, onChange }: ChoiceProps) {
  return (
    <NativeSelect label={label} value={value ?? ''} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">{any}</option>
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </NativeSelect>
  );
}
