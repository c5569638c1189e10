const KIB = 1024;
const MIB = 1024 * KIB;
const SECOND = 1000;

/**
 * How much a stranger can ask of a port before Heed stops listening to them. Bytes, milliseconds and counts.
 * Everything that a host refuses for its size, its slowness or its number stands here; main/hosts/README.md
 * lists the same table, and a test compares them.
 */
export const LIMITS = {
  /** Both ports. */
  both: {
    /** Request line and headers together: 431. A path can therefore be no longer either. */
    headerBytes: 16 * KIB,
    /** Headers that dawdle: 408. */
    headersTimeout: 10 * SECOND,
  },
  /** The window's port: screen, REST, sockets. */
  window: {
    /** Connections at once, sockets included; the next is closed unheard. */
    connections: 200,
    /** A REST body: 413. Uploads come in pieces of 1 MiB, in base64; nothing else is near it. */
    bodyBytes: 2 * MIB,
    /** A whole request: 408. */
    requestTimeout: 60 * SECOND,
    /** One message over a socket: closed with 1009. */
    messageBytes: 2 * MIB,
    /** Sockets at once, over all windows: 503. */
    sockets: 64,
    /** Of an unused link; the first one, given to whoever started Heed, waits until it is used. */
    linkLife: 5 * 60 * SECOND,
    /** A session that no window uses. */
    idleSession: 24 * 60 * 60 * SECOND,
  },
  /** The port that a tunnel may lead to. */
  webhook: {
    /** Connections at once; the next is closed unheard. A busy provider calls from many. */
    connections: 1000,
    /** 413, without reading on. */
    bodyBytes: MIB,
    requestTimeout: 20 * SECOND,
    /** Bodies that are being read or not yet answered, all together: 503. */
    heldBytes: 64 * MIB,
    /** Calls without a reply that are not yet answered: 503, so that replies find room. */
    statuses: 500,
  },
} as const;

/** A table of limits with some of its values replaced, so that a test need not wait for minutes. */
export type Limits = {
  readonly [Port in keyof typeof LIMITS]: { readonly [Name in keyof (typeof LIMITS)[Port]]: number };
};

/**
 * What Node's server is made with for a port. It looks for dawdlers often enough that none has twice its
 * time.
 */
export function serverOptions(limits: Limits, port: 'window' | 'webhook') {
  const { requestTimeout } = limits[port];
  const { headersTimeout, headerBytes } = limits.both;
  return {
    maxHeaderSize: headerBytes,
    headersTimeout,
    requestTimeout,
    connectionsCheckingInterval: Math.min(headersTimeout, requestTimeout, 5 * SECOND),
    // Refused by Node itself: two lengths, or a length beside chunks, is how requests are smuggled past a
    // proxy.
    insecureHTTPParser: false,
    requireHostHeader: true,
  };
}
