import { t } from '../../../shared/text/say.ts';
import { Section } from '../../components/base/Section.tsx';
import { Tag } from '../../components/base/Tag.tsx';
import { useTags } from '../../components/messenger/queries.ts';
import { UsualTags } from '../../components/messenger/UsualTags.tsx';
import editor from './editor.module.css';

/**
 * What texters mark conversations with. Tags are the organisation's, so those of other campaigns are there.
 */
export function TagsSection() {
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
