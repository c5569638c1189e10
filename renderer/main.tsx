import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './fonts/emoji.css';
import './styles/tokens.css';
import './styles/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { speakKept, useLanguage } from './language/choice.ts';
import { queryClient } from './state/queryClient.ts';
import { theme, themeVariables } from './styles/theme.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

/** A new key for each language, so that the whole tree is rendered again. */
function Spoken() {
  return <App key={useLanguage((state) => state.language)} />;
}

await speakKept();
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={themeVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <Spoken />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
