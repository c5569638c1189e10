import {
  Checkbox,
  Group,
  NumberInput,
  PasswordInput,
  SegmentedControl,
  Select,
  TextInput,
} from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { System } from '../../../../shared/contract/systems.ts';
import { WebhookTopic } from '../../../../shared/contract/webhooksOut.ts';
import { ConnectedSystem, SYSTEMS, USUAL_URL } from '../../../../shared/systems/systems.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { FormBox } from '../../../components/base/FormBox.tsx';
import styles from '../settings.module.css';

type Props = {
  /** Null: a new one. */
  readonly system: System | null;
  readonly onDone: () => void;
};

/** Which system, its key, and what it is told of. The key is never shown again. */
export function SystemForm({ system, onDone }: Props) {
  const [kind, setKind] = useState<ConnectedSystem>(system?.kind ?? 'ngp-van');
  const [name, setName] = useState(system?.name ?? '');
  const [url, setUrl] = useState(system?.url ?? '');
  const [userName, setUserName] = useState(system?.userName ?? '');
  const [mode, setMode] = useState<System['mode']>(system?.mode ?? 'my-voters');
  const [exportType, setExportType] = useState<number | string>(system?.exportType ?? 4);
  const [key, setKey] = useState('');
  const [events, setEvents] = useState<string[]>(system?.events ?? ['opt-out', 'answer']);
  const queries = useQueryClient();
  const onSuccess = async () => {
    await queries.invalidateQueries({ queryKey: api.systems.key() });
    onDone();
  };
  const create = useMutation(api.systems.create.mutationOptions({ onSuccess }));
  const update = useMutation(api.systems.update.mutationOptions({ onSuccess }));
  const van = kind === 'ngp-van';
  const called = name.trim() || SYSTEMS[kind].name;
  const ready = (system !== null || key.trim() !== '') && (!van || userName.trim() !== '');

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (!ready) return;
    const values = {
      name: called,
      ...(url.trim() === '' ? {} : { url: url.trim() }),
      ...(van ? { userName: userName.trim(), mode, exportType: Number(exportType) || 4 } : {}),
      events: WebhookTopic.options.filter((topic) => events.includes(topic)),
    };
    const given = key.trim() === '' ? {} : { key: key.trim() };
    if (system) update.mutate({ id: system.id, ...values, ...given });
    else create.mutate({ kind, ...values, key: key.trim() });
  }

  return (
    <FormBox
      onSubmit={submit}
      onCancel={onDone}
      act={system ? t('common:act.save') : t('systems:add')}
      busy={create.isPending || update.isPending}
      ready={ready}
      failed={t('systems:notSaved')}
      error={create.error ?? update.error}
    >
      <div className={styles.formGrid}>
        <Select
          label={t('systems:kind')}
          allowDeselect={false}
          disabled={system !== null}
          data={ConnectedSystem.options.map((value) => ({ value, label: SYSTEMS[value].name }))}
          value={kind}
          onChange={(value) => setKind(ConnectedSystem.parse(value))}
        />
        <TextInput
          label={t('systems:name')}
          placeholder={SYSTEMS[kind].name}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {van ? (
          <TextInput
            label={t('systems:userName')}
            description={t('systems:userNameHelp')}
            maxLength={200}
            value={userName}
            onChange={(event) => setUserName(event.currentTarget.value)}
          />
        ) : null}
        <PasswordInput
          label={t('systems:key')}
          description={system ? t('systems:keyKept') : t(`systems:keyHelp.${kind}`)}
          autoComplete="off"
          maxLength={500}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <TextInput
          label={t('systems:url')}
          description={t('systems:urlHelp')}
          placeholder={USUAL_URL[kind]}
          maxLength={2000}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        {van ? (
          <NumberInput
            label={t('systems:exportType')}
            description={t('systems:exportTypeHelp')}
            min={1}
            max={100_000}
            allowDecimal={false}
            hideControls
            value={exportType}
            onChange={setExportType}
          />
        ) : null}
      </div>
      {van ? (
        <SegmentedControl
          aria-label={t('systems:mode')}
          data={System.shape.mode.options.map((value) => ({ value, label: t(`systems:modes.${value}`) }))}
          value={mode}
          onChange={(value) => setMode(System.shape.mode.parse(value))}
        />
      ) : null}
      <Checkbox.Group
        label={t('systems:events')}
        description={kind === 'action-network' && events.includes('opt-in') ? t('systems:optInHelp') : null}
        inputWrapperOrder={['label', 'input', 'description']}
        value={events}
        onChange={setEvents}
      >
        <Group gap="lg" mt={4}>
          {WebhookTopic.options.map((topic) => (
            <Checkbox key={topic} value={topic} label={t(`systems:event.${topic}`)} />
          ))}
        </Group>
      </Checkbox.Group>
    </FormBox>
  );
}
