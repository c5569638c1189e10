const KIB = 1024;
const MIB = 1024 * KIB;
const SECOND = 1000;

/**
 * How much a stranger can demand of a port. Bytes, milliseconds and counts. Everything that a host refuses
 * for its size, slowness or number is here; main/hosts/README.md has the same table, and a test compares
 * them.
 */
export const LIMITS = {
  /** Both ports. */
  both: {
    /** Request line and headers together: 431. So it limits the path too. */
    headerBytes: 16 * KIB,
    /** Slow headers: 408. */
    headersTimeout: 10 * SECOND,
  },
  /** The window's port: screen, REST, sockets. */
  window: {
    /** Connections at once, sockets included; a further one is closed. */
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
  /**
   * The port for desks. A network is an IPv4 address or a /64 of IPv6: an office of 200 desks may be one, and
   * a browser opens six connections to fetch the screen.
   */
  desk: {
    /** Connections at once, sockets included; a further one is closed. */
    connections: 4000,
    /** The same from one network, where no proxy calls for all. */
    networkConnections: 1600,
    requestTimeout: 20 * SECOND,
    /** One message over a socket: closed with 1009. */
    messageBytes: 2 * MIB,
    /** The same before somebody has signed in: closed unheard. */
    strangerBytes: 64 * KIB,
    /**
     * What waits for a desk that does not read: it is not heard any more, and cut where that is still so at
     * the next question whether it is there.
     */
    unreadBytes: 8 * MIB,
    /** Sockets at once: 503. */
    sockets: 1000,
    /** The same from one network: 503. */
    networkSockets: 300,
    /** Between two questions whether a desk is still there; one that did not answer is cut. */
    pingEvery: 30 * SECOND,
  },
  /** The port that a tunnel may lead to. */
  webhook: {
    /** Connections at once; a further one is closed. A busy provider calls over many. */
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

/** Limits with some values replaced, for tests. */
export type Limits = {
  readonly [Port in keyof typeof LIMITS]: { readonly [Name in keyof (typeof LIMITS)[Port]]: number };
};

/**
 * The options of Node's server for a port. Slow requests are searched for often enough that none has twice
 * its time.
 */
export function serverOptions(limits: Limits, port: 'window' | 'webhook' | 'desk') {
  const { requestTimeout } = limits[port];
  const { headersTimeout, headerBytes } = limits.both;
  return {
    maxHeaderSize: headerBytes,
    headersTimeout,
    requestTimeout,
    connectionsCheckingInterval: Math.min(headersTimeout, requestTimeout, 5 * SECOND),
    // Node refuses requests with two lengths, or a length beside chunks, which could be smuggled past a
    // proxy.
    insecureHTTPParser: false,
    requireHostHeader: true,
  };
}
