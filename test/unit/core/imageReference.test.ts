import assert from 'node:assert/strict';
import { imageReferenceFault } from '../../../src/core/imageReference.ts';

const hex64 = 'ab'.repeat(32);

describe('image reference', () => {
  for (const image of [
    'nginx',
    'nginx:1.27-alpine',
    'library/nginx',
    'docker.io/nginx',
    'docker.io/library/nginx:latest',
    'localhost/app',
    'localhost:5000/team/app:v1',
    'Registry/app',
    'registry.example:5000/a/b/c:T_a.g-1',
    '[2001:db8::1]:5000/app',
    `nginx@sha256:${hex64}`,
    `nginx:1@sha256:${hex64}`,
    hex64,
    `sha256:${hex64}`,
    'a__b/c--d/e.f',
    '8080:80',
  ]) {
    it(`takes ${image}`, () => {
      assert.equal(imageReferenceFault(image), undefined);
    });
  }

  const invalid = 'invalid reference format';
  const cases: readonly (readonly [image: string, message: string])[] = [
    ['', invalid],
    ['-', invalid],
    ['–p', invalid],
    ['—publish', invalid],
    [' nginx', invalid],
    ['nginx:', invalid],
    ['nginx:a:b', invalid],
    ['a//b', invalid],
    ['a___b', invalid],
    ['nginx@sha256:abc', invalid],
    ['/nginx', invalid],
    ['nginx/', invalid],
    [`nginx:${'a'.repeat(129)}`, invalid],
    ['a\u0000b', invalid],
    ['a'.repeat(1_000_000), invalid],
    ['Nginx', `${invalid}: repository name (library/Nginx) must be lowercase`],
    ['docker.io/Nginx', `${invalid}: repository name (library/Nginx) must be lowercase`],
    ['index.docker.io/a/B', `${invalid}: repository name (a/B) must be lowercase`],
    ['a.b/C:D', `${invalid}: repository name (C) must be lowercase`],
    ['a.b/' + 'c'.repeat(256), 'repository name must not be more than 255 characters'],
  ];
  for (const [image, message] of cases) {
    it(`refuses ${JSON.stringify(image.slice(0, 40))}`, () => {
      assert.equal(imageReferenceFault(image), message);
    });
  }
});
