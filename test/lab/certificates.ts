import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { output } from './command.ts';

/** Paths of PEM files. */
export interface ServerCertificates {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

export interface Certificates {
  readonly server: ServerCertificates;
  /** A folder as `DOCKER_CERT_PATH` names it: ca.pem, cert.pem and key.pem of a client. */
  readonly clientFolder: string;
}

/** Makes an authority, a server certificate for localhost and a client certificate, valid for a day. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const clientFolder = join(folder, 'client');
  await mkdir(clientFolder, { recursive: true });
  const authority = { certificate: join(clientFolder, 'ca.pem'), key: join(folder, 'ca-key.pem') };
  const server = { certificate: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  const client = {
    certificate: join(clientFolder, 'cert.pem'),
    key: join(clientFolder, 'key.pem'),
  };
  await certify('port-mappings test authority', authority, []);
  const signed = ['-CA', authority.certificate, '-CAkey', authority.key];
  const notAnAuthority = ['-addext', 'basicConstraints=critical,CA:FALSE'];
  await certify('localhost', server, [
    ...signed,
    ...notAnAuthority,
    ...['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ...['-addext', 'extendedKeyUsage=serverAuth'],
  ]);
  await certify('port-mappings test client', client, [
    ...signed,
    ...notAnAuthority,
    ...['-addext', 'extendedKeyUsage=clientAuth'],
  ]);
  return { server: { authority: authority.certificate, ...server }, clientFolder };
}

async function certify(
  name: string,
  files: { readonly certificate: string; readonly key: string },
  more: readonly string[],
): Promise<void> {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const out = ['-keyout', files.key, '-out', files.certificate];
  await output({
    file: 'openssl',
    args: ['req', '-x509', '-days', '1', '-subj', `/CN=${name}`, ...key, ...out, ...more],
  });
}
