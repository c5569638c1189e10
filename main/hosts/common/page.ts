/**
 * The part of the screen's Host type (renderer/host.ts) for a page in a browser, at the console or at a desk.
 * It is sent to the page as source text, so it may use nothing but its argument. test/hosts checks that it
 * satisfies Host.
 */
export function browserHost(page: { readonly host: string; readonly protocol: string }) {
  const scheme = page.protocol === 'https:' ? 'wss' : 'ws';
  return {
    kind: 'browser' as const,
    connect: () => ({ via: 'websocket' as const, url: `${scheme}://${page.host}/rpc` }),
  };
}

/** The script /host.js, which the screen's index.html loads first. */
export const hostScript = `globalThis.heed = Object.freeze((${browserHost.toString()})(location));\n`;
