import { Button, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { System, SystemTarget } from '../../../../shared/contract/systems.ts';
import { SYSTEMS } from '../../../../shared/systems/systems.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../../components/base/Loading.tsx';
import { allOf } from '../../../language/formats.ts';
import styles from '../settings.module.css';

type Props = { readonly system: System; readonly onClose: () => void };

const keyOf = (question: string, choice: string) => JSON.stringify([question, choice]);

/** Which of the system's own answers or tags stands for each answer of a campaign. */
export function MatchDialog({ system, onClose }: Props) {
  const { id, kind, name } = system;
  const [campaignId, setCampaign] = useState<string | null>(null);
  const [changed, setChanged] = useState<ReadonlyMap<string, SystemTarget | null>>(new Map());
  const [fields, setFields] = useState<ReadonlyMap<string, string>>(new Map());
  const queries = useQueryClient();
  const campaigns = useQuery(api.campaign.list.queryOptions());
  const targets = useQuery({ ...api.systems.targets.queryOptions({ input: { id } }), retry: false });
  const answers = useQuery({
    ...api.systems.answers.queryOptions({ input: { id, campaignId: campaignId ?? '' } }),
    enabled: campaignId !== null,
  });
  const save = useMutation(
    api.systems.saveAnswers.mutationOptions({
      onSuccess: async () => {
        setChanged(new Map());
        setFields(new Map());
        await queries.invalidateQueries({ queryKey: api.systems.answers.key() });
        announce(t('systems:matching.saved'));
      },
    }),
  );
  const questions = answers.data?.questions ?? [];
  // Where the system does not answer, what was chosen is shown all the same.
  const offeredThere = targets.data ?? (targets.error ? [] : undefined);
  const inWords = questions.filter(({ kind: asked }) => asked === 'number' || asked === 'text');
  const takesWords = answers.data?.takesWords ?? false;
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('systems:matching.title', { name })}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <Stack gap="sm">
        <p className={styles.soft}>{t(`systems:matching.lead.${kind}`)}</p>
        <Select
          label={t('systems:matching.campaign')}
          searchable
          data={(campaigns.data ?? []).map(({ id: value, name: label }) => ({ value, label }))}
          value={campaignId}
          onChange={(value) => {
            setCampaign(value);
            setChanged(new Map());
            setFields(new Map());
          }}
          data-autofocus
        />
        {targets.error ? (
          <ErrorNotice
            title={t('systems:matching.failed')}
            error={targets.error}
            onRetry={() => void targets.refetch()}
          />
        ) : null}
        {answers.error ? <ErrorNotice title={t('systems:matching.failed')} error={answers.error} /> : null}
        {targets.isPending || (campaignId !== null && answers.isPending) ? <LoadingLines /> : null}
        {answers.data && questions.length === 0 ? <p>{t('systems:matching.noQuestions')}</p> : null}
        {offeredThere
          ? questions.flatMap((question) =>
              question.choices.map((choice) => {
                const key = keyOf(question.code, choice.code);
                const now = changed.has(key) ? (changed.get(key) ?? null) : choice.target;
                // What was chosen earlier is offered still, though the system may have it no longer.
                const offered = [...offeredThere, ...(choice.target ? [choice.target] : [])];
                const byId = new Map(offered.map((target) => [target.id, target]));
                return (
                  <Select
                    key={key}
                    label={t('systems:matching.of', { question: question.name, answer: choice.label })}
                    placeholder={t('systems:matching.none')}
                    searchable
                    clearable
                    data={[...byId.values()].map(({ id: value, label }) => ({ value, label }))}
                    value={now?.id ?? null}
                    onChange={(value) =>
                      setChanged((all) => new Map(all).set(key, byId.get(value ?? '') ?? null))
                    }
                  />
                );
              }),
            )
          : null}
        {takesWords
          ? inWords.map(({ code, name: question, field }) => (
              <TextInput
                key={code}
                label={t('systems:matching.field', { question })}
                description={t('systems:matching.fieldHelp')}
                placeholder={t('systems:matching.none')}
                maxLength={100}
                value={fields.get(code) ?? field ?? ''}
                onChange={(event) => {
                  const typed = event.currentTarget.value;
                  setFields((all) => new Map(all).set(code, typed));
                }}
              />
            ))
          : null}
        {answers.data && !takesWords && inWords.length > 0 ? (
          <p className={styles.soft}>
            {t('systems:matching.noWords', {
              system: SYSTEMS[kind].name,
              count: inWords.length,
              questions: allOf(inWords.map((each) => each.name)),
            })}
          </p>
        ) : null}
        {save.error ? <ErrorNotice title={t('systems:matching.notSaved')} error={save.error} /> : null}
        <div className={styles.actions}>
          <Button
            variant="filled"
            disabled={campaignId === null || changed.size + fields.size === 0}
            loading={save.isPending}
            onClick={() => {
              const chosen = questions.flatMap(({ code: question, choices }) =>
                choices.flatMap(({ code: choice }) => {
                  const target = changed.get(keyOf(question, choice));
                  return target === undefined ? [] : [{ question, choice, target }];
                }),
              );
              const written = [...fields].map(([question, typed]) => ({
                question,
                field: typed.trim() === '' ? null : typed.trim(),
              }));
              if (campaignId !== null) save.mutate({ id, campaignId, answers: chosen, fields: written });
            }}
          >
            {t('systems:matching.save')}
          </Button>
          <Button onClick={onClose}>{t('common:act.close')}</Button>
        </div>
      </Stack>
    </Modal>
  );
}
