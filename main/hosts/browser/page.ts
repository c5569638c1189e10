/**
 * The browser host's part of the screen's Host type (renderer/host.ts). It is sent to the page as source
 * text, so it may use nothing but its argument. test/hosts checks that it satisfies Host.
 */
export function browserHost(page: { readonly host: string }) {
  return {
    kind: 'browser' as const,
    connect: () => ({ via: 'websocket' as const, url: `ws://${page.host}/rpc` }),
  };
}

/** The script /host.js, which the screen's index.html loads first. */
export const hostScript = `globalThis.heed = Object.freeze((${browserHost.toString()})(location));\n`;
