import assert from 'node:assert/strict';
import { readExposes } from '../../../src/adapters/dockerfile/exposes.ts';
import { suggestPorts } from '../../../src/core/exposeSuggestions.ts';
import { container, exposedPort, publishedPorts } from './containers.ts';

describe('suggestPorts', () => {
  const file = readExposes('FROM nginx\nEXPOSE 443\n');
  const own = container({ ports: publishedPorts('9000:9000', '443:443') });
  const based = container({
    id: 'c2',
    image: { reference: 'docker.io/library/nginx:latest', id: 'sha256:2' },
    ports: [exposedPort('80/tcp'), exposedPort('7/tcp', 'operator')],
  });

  function firstThree(...of: Parameters<typeof suggestPorts>): string[] {
    return suggestPorts(...of)
      .slice(0, 3)
      .map(({ text, service = '-', origin }) => `${text} ${service}: ${origin}`);
  }

  it('names what a container has, then the base image, then what is common', () => {
    assert.deepEqual(firstThree(file, [own], [own, based]), [
      '9000 php-fpm: published by web-1',
      '80 http: exposed by the base image already',
      '21 ftp: commonly exposed',
    ]);
  });

  it('names nothing twice and nothing that the file exposes', () => {
    const texts = suggestPorts(file, [own], [based]).map(({ text }) => text);
    assert.equal(new Set(texts).size, texts.length);
    assert.ok(texts.includes('443/udp'));
    assert.ok(!texts.includes('443'));
  });

  const images: readonly (readonly [from: string, reference: string, same: boolean])[] = [
    ['nginx', 'nginx:latest', true],
    ['docker.io/library/nginx:1', 'nginx:1', true],
    ['nginx', 'nginx:1', false],
    ['localhost:5000/a', 'localhost:5000/a:latest', true],
    ['scratch', 'scratch', false],
  ];
  for (const [from, reference, same] of images) {
    it(`takes ${reference} ${same ? '' : 'not '}for FROM ${from}`, () => {
      const base = { ...based, image: { reference, id: 'sha256:3' } };
      const [first] = firstThree(readExposes(`FROM ${from}\n`), [], [base]);
      assert.equal(first?.includes('base image'), same);
    });
  }
});
