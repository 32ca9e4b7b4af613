import assert from 'node:assert/strict';
import { dockerEnvironment } from '../../../src/core/dockerEnvironment.ts';

describe('dockerEnvironment', () => {
  it('names the host', () => {
    assert.deepEqual(dockerEnvironment({ url: 'unix:///var/run/docker.sock' }), {
      DOCKER_HOST: 'unix:///var/run/docker.sock',
    });
  });

  it('names the certificates where there is TLS', () => {
    const endpoint = { url: 'tcp://h:2376', certificates: '/home/u/.docker/contexts/tls/a/docker' };
    assert.deepEqual(dockerEnvironment(endpoint), {
      DOCKER_HOST: 'tcp://h:2376',
      DOCKER_CERT_PATH: '/home/u/.docker/contexts/tls/a/docker',
      DOCKER_TLS_VERIFY: '1',
    });
  });
});
