import type { Campaign } from '../../../../shared/contract/campaigns.ts';
import type { Question } from '../../../../shared/questions/script.ts';
import { t } from '../../../../shared/text/say.ts';
import { merge } from '../../../../shared/text/template.ts';

/** What a trainee practises with. */
export type Script = {
  readonly campaign: string;
  /** Templates. */
  readonly first: string;
  readonly replies: readonly { readonly folder: string; readonly title: string; readonly text: string }[];
  readonly questions: readonly Question[];
};

/** The campaign's own, else one that is made up. */
export function scriptFrom(
  campaign: Pick<Campaign, 'name' | 'script' | 'replies'> | undefined,
  questions: readonly Question[],
): Script {
  if (campaign === undefined) return madeUp();
  return { campaign: campaign.name, first: campaign.script, replies: campaign.replies, questions };
}

function madeUp(): Script {
  const choice = (code: 'yes' | 'no' | 'maybe', key: string) => ({
    code,
    label: t(`exercise:madeUp.${code}`),
    key,
    reply: t(`exercise:madeUp.${code}Reply`),
    next: null,
  });
  return {
    campaign: t('exercise:madeUp.campaign'),
    first: t('exercise:madeUp.script'),
    replies: [
      { folder: '', title: t('exercise:madeUp.whereTitle'), text: t('exercise:madeUp.whereText') },
      { folder: '', title: t('exercise:madeUp.sorryTitle'), text: t('exercise:madeUp.sorryText') },
    ],
    questions: [
      {
        code: 'coming',
        name: t('exercise:madeUp.question'),
        text: t('exercise:madeUp.question'),
        kind: 'one',
        reply: '',
        next: 'end',
        choices: [choice('yes', 'y'), choice('no', 'n'), choice('maybe', 'm')],
      },
    ],
  };
}

/** A template for a made-up person. A column that only real contacts have shows by its name. */
export function filled(
  template: string,
  values: {
    readonly firstName: string;
    readonly lastName: string;
    readonly texterName: string;
    readonly organisation: string;
  },
): string {
  const { missing } = merge(template, values);
  return merge(template, { ...Object.fromEntries(missing.map((name) => [name, `(${name})`])), ...values })
    .text;
}
