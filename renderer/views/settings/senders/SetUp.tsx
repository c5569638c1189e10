import { Button, NativeSelect, TextInput, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconChevronRight, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { SECTIONS } from '../../../../shared/campaigns/preflight.ts';
import {
  type Registration,
  RegistrationDraft,
  type RegistrationRead,
  type SetUpPoint,
} from '../../../../shared/contract/senders/checklist.ts';
import { formatNumber } from '../../../../shared/schema/phone.ts';
import { dayText } from '../../../../shared/text/dayText.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { jumpTo } from '../../../components/base/jumpTo.ts';
import { LoadingLines } from '../../../components/base/Loading.tsx';
import { notify } from '../../../components/base/notify.ts';
import { Section } from '../../../components/base/Section.tsx';
import { hrefOf } from '../../../state/route.ts';
import settings from '../settings.module.css';
import styles from './setUp.module.css';

const ICONS = { ok: IconCircleCheck, warning: IconAlertTriangle, blocker: IconCircleX } as const;
const STATES = RegistrationDraft.shape.brand.options;

/** What is in place for texting and what is missing before a launch, each with the way to its place. */
export function SetUp(): ReactNode {
  const { data, error, refetch } = useQuery(api.checklist.read.queryOptions({ staleTime: 0 }));
  if (error && !data)
    return <ErrorNotice title={t('setUp:unread')} error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <LoadingLines lines={8} />;
  const registration = data.points.some(({ id }) => id.startsWith('registration'));
  return (
    <>
      <Section id="set-up" title={t('setUp:title')} lead={data.ready ? t('setUp:ready') : t('setUp:lead')}>
        <Points points={data.points} />
      </Section>
      {data.campaigns.map(({ id, name, points }) => (
        <Section key={id} id={`campaign-${id}`} title={t('setUp:before', { name })} lead="">
          <Points points={points} />
        </Section>
      ))}
      {registration ? <RegistrationPart noted={data.registration} read={data.registrationRead} /> : null}
    </>
  );
}

function Points({ points }: { points: readonly SetUpPoint[] }): ReactNode {
  return (
    <ul className={styles.points}>
      {points.map(({ id, level, title, detail, place }) => {
        const Icon = ICONS[level];
        return (
          <li key={id} className={styles.point} data-level={level}>
            <Icon size={18} aria-hidden className={styles.icon} />
            <div className={styles.text}>
              <VisuallyHidden>{t(`campaigns:level.${level}`)} </VisuallyHidden>
              <strong>{title}</strong>
              {detail === '' ? null : <div className={styles.soft}>{detail}</div>}
            </div>
            <OpenPlace place={place} title={title} />
          </li>
        );
      })}
    </ul>
  );
}

/** The way to where a point is put right: named by that place, and by the point for who hears the page. */
function OpenPlace({ place, title }: Pick<SetUpPoint, 'place' | 'title'>): ReactNode {
  const [view, part = '', , section] = place;
  const name =
    view === 'settings'
      ? settingsPart(part)
      : section === undefined
        ? t('common:place.campaigns')
        : sectionName(section);
  const look = {
    size: 'compact-sm',
    variant: 'subtle',
    rightSection: <IconChevronRight size={14} aria-hidden />,
    'aria-label': t('setUp:openLabel', { place: name, title }),
  };
  // The registration is noted further down on this page.
  return part === 'set-up' ? (
    <Button {...look} onClick={() => jumpTo('registration')}>
      {name}
    </Button>
  ) : (
    <Button {...look} component="a" href={hrefOf(place)}>
      {name}
    </Button>
  );
}

/** The parts of the settings that points lead to. */
const PARTS = ['set-up', 'organisation', 'connections', 'accounts', 'hours', 'opt-outs'] as const;

const settingsPart = (part: string): string => {
  const found = PARTS.find((each) => each === part);
  if (found === 'set-up') return t('setUp:registration.title');
  return found === undefined ? t('settings:title') : t(`settings:part.${found}`);
};

const sectionName = (section: string): string =>
  t(`campaigns:section.${SECTIONS.find((each) => each === section) ?? 'launch'}`);

function AsRead({ read }: { read: readonly RegistrationRead[] }): ReactNode {
  const queries = useQueryClient();
  const ask = useMutation(
    api.checklist.readRegistration.mutationOptions({
      onSuccess: (told) => told.length > 0 && notify(t('setUp:registration.asked')),
      onSettled: () => queries.invalidateQueries({ queryKey: api.checklist.key() }),
    }),
  );
  return (
    <>
      {read.length === 0 && ask.data === undefined ? (
        <p className={styles.soft}>{t('setUp:registration.none')}</p>
      ) : null}
      {read.map(({ connectionId, connection, at, trouble, numbers }) => (
        <div key={connectionId}>
          <ul className={styles.numbers}>
            {numbers.map(({ number, campaign, campaignId, brandId }) => (
              <li key={number}>
                {t('setUp:registration.number', {
                  number: formatNumber(number, 'US'),
                  state: t(`setUp:registration.state.${campaign}`),
                })}
                {[brandId, campaignId]
                  .filter((each) => each !== '')
                  .map((each) => ` · ${each}`)
                  .join('')}
              </li>
            ))}
          </ul>
          <p className={styles.soft}>
            {at === null ? null : t('setUp:registration.read', { connection, day: dayText(at) })} {trouble}
          </p>
        </div>
      ))}
      {ask.error ? <ErrorNotice title={t('setUp:registration.notAsked')} error={ask.error} /> : null}
      {ask.data?.length === 0 ? <p role="status">{t('setUp:registration.cannot')}</p> : null}
      <div>
        <Button loading={ask.isPending} onClick={() => ask.mutate({})}>
          {t('setUp:registration.ask')}
        </Button>
      </div>
      <h4 className={styles.byHand}>{t('setUp:registration.byHand')}</h4>
    </>
  );
}

const NOTHING: RegistrationDraft = { brand: 'none', brandId: '', campaign: 'none', campaignId: '' };

/** Where the registration stands: as providers told it, and as somebody notes what they do not tell. */
function RegistrationPart(props: {
  noted: Registration | null;
  read: readonly RegistrationRead[];
}): ReactNode {
  const { noted, read } = props;
  const queries = useQueryClient();
  const [draft, setDraft] = useState<RegistrationDraft>(noted ?? NOTHING);
  const save = useMutation(
    api.checklist.setRegistration.mutationOptions({
      onSuccess: () => notify(t('setUp:registration.saved')),
      onSettled: () => queries.invalidateQueries({ queryKey: api.checklist.key() }),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { brand, brandId, campaign, campaignId } = draft;
    save.mutate({ brand, brandId, campaign, campaignId });
  };
  return (
    <Section id="registration" title={t('setUp:registration.title')} lead={t('setUp:registration.lead')}>
      <AsRead read={read} />
      <form className={settings.stack} onSubmit={submit}>
        {(['brand', 'campaign'] as const).map((part) => (
          <div key={part} className={settings.formGrid}>
            <NativeSelect
              label={t(`setUp:registration.${part}`)}
              data={STATES.map((value) => ({ value, label: t(`setUp:registration.state.${value}`) }))}
              value={draft[part]}
              onChange={(event) =>
                setDraft({ ...draft, [part]: RegistrationDraft.shape.brand.parse(event.currentTarget.value) })
              }
            />
            <TextInput
              label={t(`setUp:registration.${part}Id`)}
              maxLength={60}
              value={draft[`${part}Id`]}
              onChange={(event) => setDraft({ ...draft, [`${part}Id`]: event.currentTarget.value })}
            />
          </div>
        ))}
        {noted === null ? null : (
          <p className={styles.soft}>
            {t('setUp:registration.said', { by: noted.by, day: dayText(noted.at) })}
          </p>
        )}
        {save.error ? <ErrorNotice title={t('setUp:registration.notSaved')} error={save.error} /> : null}
        <div>
          <Button type="submit" variant="filled" loading={save.isPending}>
            {t('setUp:registration.save')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
