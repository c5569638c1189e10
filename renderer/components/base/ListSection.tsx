import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { EmptyState } from './EmptyState.tsx';
import { ErrorNotice } from './ErrorNotice.tsx';
import { LoadingLines } from './Loading.tsx';
import { Section } from './Section.tsx';

type Props = {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  /** The words on the button that opens the form. */
  readonly addLabel: string;
  readonly form: (done: () => void) => ReactNode;
  readonly list: {
    readonly isPending: boolean;
    readonly error: unknown;
    readonly data?: readonly unknown[] | undefined;
  };
  /** The title of the notice where the list cannot be read. */
  readonly failed: string;
  readonly empty: { readonly title: string; readonly text: string; readonly icon?: ReactNode };
  /** The list, if it has entries. */
  readonly children?: ReactNode;
};

/** A list with a button that opens a form, and with what is shown while it is empty or cannot be read. */
export function ListSection({ id, title, lead, addLabel, form, list, failed, empty, children }: Props) {
  const [adding, setAdding] = useState(false);
  const none = list.data?.length === 0;
  const add = (
    <Button variant="filled" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {addLabel}
    </Button>
  );
  return (
    <Section id={id} title={title} lead={lead} aside={adding || none ? null : add}>
      {adding ? form(() => setAdding(false)) : null}
      {list.isPending ? <LoadingLines /> : null}
      {list.error ? <ErrorNotice title={failed} error={list.error} /> : null}
      {none && !adding ? (
        <EmptyState title={empty.title} icon={empty.icon} action={add}>
          {empty.text}
        </EmptyState>
      ) : null}
      {list.data && !none ? children : null}
    </Section>
  );
}
