import type { Endpoint } from './engine.ts';

/**
 * The variables by which `docker compose` and `docker-compose` reach the same engine
 * (docs.docker.com, docker CLI, Environment variables). The older of the two knows no contexts, so the
 * host and the certificates are named themselves.
 */
export function dockerEnvironment(
  endpoint: Pick<Endpoint, 'url' | 'certificates'>,
): Readonly<Record<string, string>> {
  const { url, certificates } = endpoint;
  return certificates === undefined
    ? { DOCKER_HOST: url }
    : { DOCKER_HOST: url, DOCKER_CERT_PATH: certificates, DOCKER_TLS_VERIFY: '1' };
}
