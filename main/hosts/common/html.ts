const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

/** A plain page without scripts. `body`, `head` and `style` (a style element) are HTML. */
export function plainPage(title: string, body: string, head = '', style = ''): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>${head}
<style>
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:3rem auto;padding:0 1.5rem}
h1{font-size:1.5rem}code,pre{font:14px/1.5 ui-monospace,monospace}
pre{overflow:auto;padding:.75rem;border:1px solid #8886;border-radius:6px}
summary{cursor:pointer;padding:.25rem 0}
</style>${style}</head><body>
${body}
</body></html>
`;
}

/**
 * For a window without a session. `retry`: perhaps only the cookie is missing, because another site's link
 * led here.
 */
export function noSessionPage(retry: boolean): string {
  return plainPage(
    'Heed is locked to its own window',
    `<h1>This window is not connected to Heed</h1>
<p>Heed opens only from the address that it gives you, and each address opens one window, once.</p>
<ul>
<li>Was Heed started in a terminal? Open the address it printed there.</li>
<li>Was that address used already? In the Heed window, choose <em>New window</em>, or stop Heed and run <code>npm start</code> again.</li>
</ul>`,
    retry ? '<meta http-equiv="refresh" content="0;url=/">' : '',
  );
}

/** For a one-time address that was used, is too old, or never existed. */
export const usedLinkPage = plainPage(
  'This address was used',
  `<h1>This address does not open Heed any more</h1>
<p>Each address opens one window, once, and soon runs out. In the Heed window, choose <em>New window</em>, or stop Heed and run
<code>npm start</code> again to get a new one.</p>`,
);

export const notBuiltPage = plainPage(
  'The screen is not built',
  '<h1>The screen is not built</h1><p>Run <code>npm run build</code>, then reload this page.</p>',
);
