import { Button, Checkbox, NumberInput, Radio } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Handing, type HandingInput } from '../../../shared/contract/campaigns/handingSettings.ts';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { announce } from '../../components/base/announce.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import styles from './campaigns.module.css';
import editor from './editor.module.css';

type Person = { readonly id: string; readonly name: string };
type Props = { readonly campaign: Campaign; readonly people: readonly Person[] };

/** A figure while it is typed; '' while the field is empty. */
type Typed = number | '';
type Form = {
  readonly onRequest: boolean;
  readonly batch: Typed;
  readonly mostPerDay: Typed;
  readonly idleMinutes: Typed;
  readonly answerMinutes: Typed;
  readonly mayAsk: readonly string[] | null;
};

const USUAL = Handing.parse({});
/** As in the contract, for the sentence below a figure that is out of it. */
const SPANS = {
  batch: [1, 1000],
  mostPerDay: [1, 100_000],
  idleMinutes: [5, 1440],
  answerMinutes: [5, 10_080],
} as const;
type Figure = keyof typeof SPANS;

function formOf({ handing }: Campaign): Form {
  const { batch, mostPerDay, idleMinutes, answerMinutes, mayAsk } = handing ?? USUAL;
  return {
    onRequest: handing !== null,
    batch,
    mostPerDay: mostPerDay ?? '',
    idleMinutes,
    answerMinutes,
    mayAsk,
  };
}

/** The form as the contract takes it; undefined: something is missing or out of its span. */
function inputOf(form: Form): HandingInput | null | undefined {
  if (!form.onRequest) return null;
  const { batch, mostPerDay, idleMinutes, answerMinutes, mayAsk } = form;
  const draft = { batch, mostPerDay: mostPerDay === '' ? null : mostPerDay, idleMinutes, answerMinutes };
  if (mayAsk?.length === 0) return undefined;
  return Handing.safeParse({ ...draft, mayAsk: mayAsk === null ? null : [...mayAsk] }).data;
}

/** How contacts reach the texters: shared out evenly, or on request. */
export function HandingFields({ campaign, people }: Props) {
  const saved = formOf(campaign);
  const [form, setForm] = useState<Form>(saved);
  const queries = useQueryClient();
  const save = useMutation(
    api.handing.set.mutationOptions({
      onSuccess: async ({ handing }) => {
        await queries.invalidateQueries({ queryKey: api.campaign.key() });
        announce(t(handing === null ? 'handing:setUp.savedEvenly' : 'handing:setUp.saved'));
      },
    }),
  );
  const disabled = campaign.state === 'closed';
  const changed = JSON.stringify(form) !== JSON.stringify(saved);
  const wanted = inputOf(form);
  const change = (part: Partial<Form>) => setForm({ ...form, ...part });
  return (
    <fieldset className={editor.hours} disabled={disabled}>
      <legend>{t('handing:setUp.title')}</legend>
      <Radio.Group
        aria-label={t('handing:setUp.title')}
        value={form.onRequest ? 'onRequest' : 'evenly'}
        onChange={(value) => change({ onRequest: value === 'onRequest' })}
      >
        <div className={styles.choices}>
          {(['evenly', 'onRequest'] as const).map((way) => (
            <Radio
              key={way}
              value={way}
              label={t(`handing:setUp.${way}`)}
              description={t(`handing:setUp.${way}Hint`)}
            />
          ))}
        </div>
      </Radio.Group>
      {form.onRequest ? (
        <RequestFields form={form} change={change} texters={members(campaign, people)} />
      ) : null}
      {changed && form.onRequest !== saved.onRequest ? (
        <p className={styles.soft}>
          {t(form.onRequest ? 'handing:setUp.toRequest' : 'handing:setUp.toEvenly')}
        </p>
      ) : null}
      {save.error ? <ErrorNotice title={t('handing:setUp.failed')} error={save.error} /> : null}
      <div className={styles.actions}>
        <Button
          disabled={disabled || !changed || wanted === undefined}
          loading={save.isPending}
          onClick={() => wanted !== undefined && save.mutate({ campaignId: campaign.id, handing: wanted })}
        >
          {t('handing:setUp.save')}
        </Button>
        {changed ? <Button onClick={() => setForm(saved)}>{t('campaigns:texters.undo')}</Button> : null}
      </div>
    </fieldset>
  );
}

const members = ({ texterIds }: Campaign, people: readonly Person[]) =>
  people.filter(({ id }) => texterIds.includes(id));

type RequestProps = {
  readonly form: Form;
  readonly change: (part: Partial<Form>) => void;
  readonly texters: readonly Person[];
};

function RequestFields({ form, change, texters }: RequestProps) {
  const figure = (name: Figure) => ({
    value: form[name],
    min: SPANS[name][0],
    max: SPANS[name][1],
    allowDecimal: false,
    allowNegative: false,
    clampBehavior: 'none' as const,
    maw: 300,
    error: wrong(name, form[name]),
    onChange: (value: string | number) => change({ [name]: typeof value === 'number' ? value : '' }),
  });
  return (
    <>
      <div className={styles.figures}>
        <NumberInput label={t('handing:setUp.batch')} {...figure('batch')} />
        <NumberInput
          label={t('handing:setUp.mostPerDay')}
          placeholder={t('handing:setUp.noLimit')}
          {...figure('mostPerDay')}
        />
        <NumberInput
          label={t('handing:setUp.idle')}
          description={t('handing:setUp.idleHint')}
          {...figure('idleMinutes')}
        />
        <NumberInput
          label={t('handing:setUp.answer')}
          description={t('handing:setUp.answerHint')}
          {...figure('answerMinutes')}
        />
      </div>
      <Radio.Group
        label={t('handing:setUp.who')}
        value={form.mayAsk === null ? 'everybody' : 'chosen'}
        onChange={(value) => change({ mayAsk: value === 'everybody' ? null : texters.map(({ id }) => id) })}
      >
        <div className={styles.choices}>
          <Radio value="everybody" label={t('handing:setUp.everybody')} />
          <Radio value="chosen" label={t('handing:setUp.chosen')} />
        </div>
      </Radio.Group>
      {form.mayAsk === null ? null : (
        <Checkbox.Group
          aria-label={t('handing:setUp.who')}
          value={[...form.mayAsk]}
          onChange={(mayAsk) => change({ mayAsk })}
          error={form.mayAsk.length === 0 ? t('handing:setUp.nobodyChosen') : null}
        >
          <div className={styles.people}>
            {texters.map(({ id, name }) => (
              <Checkbox key={id} value={id} label={name} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </>
  );
}

function wrong(name: Figure, value: Typed): string | null {
  const [least, most] = SPANS[name];
  if (value === '') return name === 'mostPerDay' ? null : t('handing:setUp.number', { least, most });
  return value >= least && value <= most ? null : t('handing:setUp.number', { least, most });
}
