import assert from 'node:assert/strict';
import { readComposeDocument } from '../../../src/adapters/compose/document.ts';
import { entriesOf, entryAt } from '../../../src/core/composeDocument.ts';

const text = `x-common: &common
  expose: ["9000"]
services:
  web:
    image: nginx
    ports:
      - "8080:80"
      - target: 443
        published: "8443"
      - {target: 53, protocol: udp}
      - "\${PORT:-8081}:81"
    profiles: [dev]
    <<: *common
  api:
    image: nginx
    scale: 2
    network_mode: host
    ports: ["3000-3002:3000-3002"]
`;
const document = readComposeDocument(text, '/shop/compose.yaml', 'file:///shop/compose.yaml');

describe('entriesOf', () => {
  it('gives each entry as it is written, in the order of the file', () => {
    const entries = entriesOf(document).map(
      ({ service, kind, form, unsure, text: written }) =>
        `${service} ${kind} ${form}${unsure ? ' unsure' : ''} ${written.replaceAll(/\s+/g, ' ')}`,
    );
    assert.deepEqual(entries, [
      'web expose short "9000"',
      'web publish short "8080:80"',
      'web publish long target: 443 published: "8443"',
      'web publish long {target: 53, protocol: udp}',
      'web publish short unsure "${PORT:-8081}:81"',
      'api publish short "3000-3002:3000-3002"',
    ]);
  });
});

describe('entryAt', () => {
  const found = (part: string): string | undefined =>
    entryAt(document, text.indexOf(part))?.text.split(/\s/)[0];

  it('finds the entry that an offset is in, over all its lines', () => {
    assert.equal(found('8080:80'), '"8080:80"');
    assert.equal(found('published'), 'target:');
  });

  it('finds nothing on keys', () => {
    assert.equal(found('ports:'), undefined);
    assert.equal(found('web:'), undefined);
  });
});

describe('readComposeDocument', () => {
  it('tells what has a say in the ports of a service', () => {
    const services = document.services.map(({ portsKey, ...facts }) => ({
      ...facts,
      key: text.slice(portsKey?.start, portsKey?.end),
    }));
    assert.deepEqual(services, [
      { name: 'web', profiles: ['dev'], key: 'ports' },
      { name: 'api', networkMode: 'host', copies: { count: 2, askedBy: 'scale' }, key: 'ports' },
    ]);
  });

  it('places problems by offsets', () => {
    const faulty = 'services:\n  web:\n    image: nginx\n    ports:\n      - abc\n';
    const { problems } = readComposeDocument(faulty, '/compose.yaml', 'file:///compose.yaml');
    assert.deepEqual(
      problems.map(({ rule, start, end }) => `${rule} ${faulty.slice(start, end)}`),
      ['port abc'],
    );
  });
});
