import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { api, client } from '../../client.ts';
import { announce } from '../../components/base/announce.ts';
import { type Draft, draftErrors, draftOf, newDraft, toInput } from './draft.ts';

/**
 * The editor's form, and how it is saved. What others change meanwhile (counts, state) does not change what
 * is being typed; saving returns the stored campaign, with which the form is then compared.
 */
export function useDraft(campaign: Campaign | null) {
  const queries = useQueryClient();
  const form = useForm<Draft>({
    initialValues: campaign ? draftOf(campaign) : newDraft(),
    validate: draftErrors,
  });
  const save = useMutation({
    mutationFn: (draft: Draft) => store(campaign, draft),
    onSuccess: async (saved, draft) => {
      queries.setQueryData(api.campaign.get.queryKey({ input: { id: saved.id } }), saved);
      form.resetDirty(draft);
      form.setInitialValues(draft);
      announce(campaign ? t('campaigns:page.saved') : t('campaigns:page.draftSaved', { name: saved.name }));
      await queries.invalidateQueries({ queryKey: api.campaign.key() });
    },
  });
  return { form, save, dirty: form.isDirty() };
}

function store(campaign: Campaign | null, draft: Draft): Promise<Campaign> {
  const { region, ...rest } = toInput(draft);
  if (campaign === null) return client.campaign.create({ region, ...rest });
  // The region of a launched campaign cannot be sent, not even unchanged.
  return client.campaign.update({
    id: campaign.id,
    ...rest,
    ...(region === campaign.region ? {} : { region }),
  });
}
