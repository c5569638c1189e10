import { skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { SECTIONS } from '../../../shared/campaigns/preflight.ts';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import type { Question } from '../../../shared/questions/script.ts';
import { firstNameOf } from '../../../shared/text/firstName.ts';
import { t } from '../../../shared/text/say.ts';
import { answerField, checkScript, unknownFields } from '../../../shared/text/template.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { jumpTo, stayAt } from '../../components/base/jumpTo.ts';
import { Section } from '../../components/base/Section.tsx';
import { Tag } from '../../components/base/Tag.tsx';
import { useLeaveGuard } from '../../components/base/useLeaveGuard.tsx';
import { useTags } from '../../components/messenger/queries.ts';
import { UsualTags } from '../../components/messenger/UsualTags.tsx';
import { CampaignPicture } from '../../components/pictures/CampaignPicture.tsx';
import { TopBar } from '../../components/shell/Shell.tsx';
import { useMe, useSession } from '../../hooks/useSession.ts';
import { go, useRoute } from '../../state/route.ts';
import { AboutSection } from './AboutSection.tsx';
import { BackLink } from './BackLink.tsx';
import { CampaignActs } from './CampaignActs.tsx';
import { CampaignTabs } from './CampaignTabs.tsx';
import styles from './campaigns.module.css';
import { ContactsSection } from './contacts/ContactsSection.tsx';
import type { Draft } from './draft.ts';
import editor from './editor.module.css';
import { LaunchSection } from './LaunchSection.tsx';
import { CostSection } from './live/CostSection.tsx';
import { PictureChoice } from './PictureChoice.tsx';
import { QuestionsSection } from './questions/QuestionsSection.tsx';
import { RepliesEditor } from './RepliesEditor.tsx';
import { SaveBar } from './SaveBar.tsx';
import { ScheduleSection } from './ScheduleSection.tsx';
import { ScriptEditor } from './ScriptEditor.tsx';
import { SectionList } from './SectionList.tsx';
import { StateTag } from './StateTag.tsx';
import { useSample } from './sample.ts';
import { TestSection } from './TestSection.tsx';
import { TextersSection } from './TextersSection.tsx';
import { useDraft } from './useDraft.ts';

type Props = {
  /** null: a new campaign, not in the store yet. */
  readonly campaign: Campaign | null;
};

/** One campaign: script, contacts, texters, and the check before its launch. */
export function CampaignPage({ campaign }: Props) {
  const { form, save, dirty } = useDraft(campaign);
  const page = useRef<HTMLFormElement>(null);
  const [, , , section] = useRoute();
  useEffect(() => {
    const named = SECTIONS.find((each) => each === section);
    return named && stayAt(named);
  }, [section]);
  const { freely, dialog } = useLeaveGuard(dirty, {
    save: () => page.current?.requestSubmit(),
    isPending: save.isPending,
    error: save.error,
  });
  const session = useSession();
  const me = useMe();
  const { sample, fields, known } = useSample(
    campaign?.id ?? null,
    campaign?.counts.contacts ?? 0,
    form.values.region,
  );
  const organisation = session.data?.organisation ?? '';
  const closed = campaign?.state === 'closed';
  const check = checkScript(form.values.script, organisation, fields);
  const script = known ? check : { ...check, unknownFields: [] };
  const people = { sample, fields, organisation, texterName: firstNameOf(me.name), disabled: closed };
  const asked = useQuery(
    api.questions.script.queryOptions({ input: campaign ? { campaignId: campaign.id } : skipToken }),
  );
  const questions = asked.data?.questions ?? [];
  const answers = questions.map(({ code }) => answerField(code));
  const inReplies = unknownFields(templatesOf(form.values.replies, questions), [...fields, ...answers]);
  const later = campaign ? undefined : t('campaigns:page.later');

  return (
    <>
      <TopBar
        title={campaign?.name ?? t('campaigns:list.new')}
        right={campaign ? <CampaignActs campaign={campaign} onRemoved={() => freely(toList)} /> : null}
      >
        {campaign ? <StateTag campaign={campaign} /> : null}
        {campaign && campaign.archivedAt !== null ? (
          <Tag tone="neutral">{t('campaigns:archived')}</Tag>
        ) : null}
        {campaign ? <CampaignTabs campaign={campaign} at="setUp" /> : null}
        <BackLink />
      </TopBar>
      <main className={styles.page}>
        <div className={editor.withNav}>
          <SectionList campaign={campaign} replies={form.values.replies.length} />
          <div className={editor.sections}>
            {campaign?.origin ? <p className={styles.soft}>{campaign.origin.sentence}</p> : null}
            <form
              ref={page}
              className={editor.sections}
              noValidate
              onSubmit={form.onSubmit(
                (draft) =>
                  save.mutate(draft, {
                    onSuccess: ({ id }) =>
                      campaign === null && freely(() => go(['campaigns', id], 'replace')),
                  }),
                (errors) => jumpTo(sectionOf(Object.keys(errors)[0] ?? '')),
              )}
            >
              <AboutSection form={form} campaign={campaign} autoOptOut={session.data?.autoOptOut ?? true} />
              <Section id="script" title={t('campaigns:section.script')}>
                <ScriptEditor
                  {...people}
                  value={form.values.script}
                  onChange={(text) => form.setFieldValue('script', text)}
                  error={form.errors.script}
                  check={script}
                  picture={campaign ? <CampaignPicture campaignId={campaign.id} /> : null}
                />
                {campaign ? (
                  <PictureChoice campaign={campaign} />
                ) : (
                  <p className={styles.soft}>{t('pictures:onceSaved')}</p>
                )}
              </Section>
              <Section id="replies" title={t('campaigns:section.replies')} lead={t('campaigns:replies.lead')}>
                <RepliesEditor
                  form={form}
                  campaign={campaign}
                  {...people}
                  fields={[...fields, ...answers]}
                  questions={questions}
                />
              </Section>
              {save.error ? <ErrorNotice title={t('campaigns:page.notSaved')} error={save.error} /> : null}
              <SaveBar
                isNew={campaign === null}
                dirty={dirty}
                saving={save.isPending}
                onDiscard={campaign === null ? toList : form.reset}
              />
            </form>
            <Section id="questions" title={t('campaigns:section.questions')} lead={later}>
              {campaign ? <QuestionsSection campaign={campaign} /> : null}
            </Section>
            <TagsSection />
            <Section id="contacts" title={t('campaigns:section.contacts')} lead={later}>
              {campaign ? <ContactsSection campaign={campaign} /> : null}
            </Section>
            <Section id="texters" title={t('campaigns:section.texters')} lead={later}>
              {campaign ? <TextersSection campaign={campaign} /> : null}
            </Section>
            <Section id="schedule" title={t('campaigns:section.schedule')} lead={later ?? t('schedule:lead')}>
              {campaign ? <ScheduleSection campaign={campaign} /> : null}
            </Section>
            {campaign && campaign.launchedAt === null && campaign.counts.contacts > 0 ? (
              <CostSection campaign={campaign} />
            ) : null}
            <Section id="test" title={t('campaigns:section.test')} lead={later ?? t('campaigns:test.lead')}>
              {campaign ? <TestSection campaign={campaign} unsaved={dirty} /> : null}
            </Section>
            <Section id="launch" title={t('campaigns:section.launch')} lead={later}>
              {campaign ? (
                <LaunchSection
                  campaign={campaign}
                  script={script}
                  inReplies={known && asked.data ? inReplies : []}
                  unsaved={dirty}
                  onFix={jumpTo}
                />
              ) : null}
            </Section>
          </div>
        </div>
        {dialog}
      </main>
    </>
  );
}

/** All that texters are offered, in one. */
function templatesOf(replies: Draft['replies'], questions: readonly Question[]): string {
  const recommended = questions.flatMap(({ reply, choices }) => [
    reply,
    ...choices.map((each) => each.reply),
  ]);
  return [...replies.map(({ text }) => text), ...recommended].join('\n');
}

function toList() {
  go(['campaigns']);
}

function sectionOf(path: string) {
  if (path.startsWith('replies')) return 'replies';
  return path === 'script' ? 'script' : 'about';
}

/**
 * What texters mark conversations with. Tags are the organisation's, so those of other campaigns are there.
 */
function TagsSection() {
  const tags = useTags();
  return (
    <Section id="tags" title={t('campaigns:section.tags')} lead={t('campaigns:tags.lead')}>
      {tags.length === 0 ? null : (
        <div className={editor.tags}>
          {tags.map(({ id, name, tone }) => (
            <Tag key={id} tone={tone}>
              {name}
            </Tag>
          ))}
        </div>
      )}
      <UsualTags />
    </Section>
  );
}
