import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import { EmptyState } from './EmptyState.tsx';

/**
 * Shown in place of a view that failed, for instance because its file is gone after an update. Give it the
 * place as its key, so that other views still open.
 */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div role="alert">
        <EmptyState
          title={t('common:failedView.title')}
          icon={<IconRefresh size={24} />}
          action={
            <Button variant="filled" autoFocus onClick={() => window.location.reload()}>
              {t('common:failedView.reload')}
            </Button>
          }
        >
          {t('common:failedView.text')}
        </EmptyState>
      </div>
    );
  }
}
