import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { t } from '../../shared/text/say.ts';

/** Shade 6 is the brand colour on light, shade 8 the one under white text on dark. */
const brand: MantineColorsTuple = [
  '#e9eefe',
  '#d3dcfb',
  '#b3c3fa',
  '#8ea8ff',
  '#6a88f5',
  '#4a70ef',
  '#2f5bea',
  '#2950d2',
  '#2747b5',
  '#1e2743',
];

/** Two lines of a dialog's title must not touch. */
const TITLE = { fontSize: '16px', fontWeight: 650, lineHeight: 1.35 };

const stopRed: MantineColorsTuple = [
  '#fdecea',
  '#f9d3cf',
  '#ffb9b2',
  '#ff9d94',
  '#e5685e',
  '#cd433a',
  '#b3261e',
  '#9d2019',
  '#8a1b15',
  '#3a1b19',
];

/** Mantine paints its dark scheme from this ramp: 0 text, 2 dimmed, 4 borders, 6 fields, 7 body. */
const dark: MantineColorsTuple = [
  '#e9ebf0',
  '#c2c8d3',
  '#9aa2b1',
  '#6b7382',
  '#2f3540',
  '#262b34',
  '#171a20',
  '#101216',
  '#0c0e11',
  '#08090b',
];

export const theme = createTheme({
  colors: { brand, stop: stopRed, dark },
  primaryColor: 'brand',
  primaryShade: { light: 6, dark: 8 },
  // Emoji come first, from the computer or from Heed (fonts/emoji.css): text fonts have black ones.
  fontFamily: '"Heed Emoji", Inter, system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  defaultRadius: '8px',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'xs', variant: 'default' } },
    // The explanation comes below, so that fields side by side stand in one line.
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    TextInput: { defaultProps: { size: 'sm' } },
    // Set again in each language.
    PasswordInput: {
      defaultProps: () => ({
        size: 'sm',
        visibilityToggleButtonProps: { 'aria-label': t('common:showPassword') },
      }),
    },
    Textarea: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm' } },
    Notification: {
      defaultProps: () => ({ closeButtonProps: { 'aria-label': t('common:act.close') } }),
      // Mantine's grey is too pale to read on either ground.
      styles: { description: { color: 'var(--soft)' } },
    },
    Modal: {
      defaultProps: { radius: 12, centered: true },
      styles: { title: TITLE },
    },
    Drawer: { styles: { title: TITLE } },
    // Its focus placeholder is a child that ARIA does not allow in a menu.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, shadow: 'md', radius: 12 } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true, multiline: true } },
  },
});

/** Mantine's own variables, taken from the tokens, so that its widgets follow them in both schemes. */
export const themeVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--panel)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--soft)',
    '--mantine-color-placeholder': 'var(--soft)',
    '--mantine-color-error': 'var(--stop)',
    '--mantine-color-anchor': 'var(--brand)',
    '--mantine-color-default': 'var(--panel)',
    '--mantine-color-default-hover': 'var(--bg)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line)',
    '--mantine-color-disabled': 'var(--bg)',
    '--mantine-color-disabled-color': 'var(--soft)',
    '--mantine-color-disabled-border': 'var(--line)',
  },
  light: {},
  dark: {},
});
