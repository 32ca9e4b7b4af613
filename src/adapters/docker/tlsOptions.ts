import type { ConnectionOptions } from 'node:tls';
import type { TlsMaterial } from './endpoint.ts';

/** What Node calls the parts of TLS material. */
export function tlsOptions(tls: TlsMaterial): ConnectionOptions {
  return {
    rejectUnauthorized: tls.verify,
    ...(tls.authority === undefined ? {} : { ca: tls.authority }),
    ...(tls.certificate === undefined ? {} : { cert: tls.certificate }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
  };
}
