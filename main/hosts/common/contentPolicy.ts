/**
 * The content policy of the screen, the same in both hosts. Scripts only from our own files: no inline
 * script, no eval, nothing from elsewhere. Styles may be inline, because Mantine writes its theme as a style
 * element and React sets style attributes. `connect` lists what the screen may speak to besides its own
 * origin.
 */
export function contentPolicy(connect: readonly string[] = [], script: readonly string[] = []): string {
  return [
    "default-src 'none'",
    ['script-src', "'self'", ...script].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    ['connect-src', "'self'", ...connect].join(' '),
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

/** Headers for everything that a host serves to a window. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=(), display-capture=()',
};
