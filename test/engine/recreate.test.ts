import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { field, objectOf, type JsonObject } from '../../src/adapters/docker/json.ts';
import type { EngineCalls } from '../../src/adapters/docker/recreate/engineCalls.ts';
import {
  recreateContainer,
  type RecreateContext,
} from '../../src/adapters/docker/recreate/recreate.ts';
import { portsOf } from '../../src/adapters/docker/recreate/recover.ts';
import { dockerClient } from '../lab/containers.ts';
import { startEngine, type Engine } from '../lab/engine.ts';
import { callsOf, contextOf, quickly, tcp } from '../lab/recreating.ts';
import {
  dataOf,
  inContainer,
  startRichContainer,
  type RichContainer,
} from '../lab/richContainer.ts';
import { comparable } from '../lab/comparable.ts';

describe('Recreating a container', () => {
  let engine: Engine;
  let docker: Docker;
  let calls: EngineCalls;
  let context: RecreateContext;
  let folder: string;
  let rich: RichContainer;
  let data: string;
  let told: unknown;

  before(async () => {
    engine = await startEngine();
    docker = dockerClient(engine.dockerHost);
    calls = await callsOf(engine.dockerHost);
    folder = await mkdtemp(join(tmpdir(), 'recreate-'));
    context = contextOf(calls, folder);
    rich = await startRichContainer(docker, 8080);
    data = await dataOf(docker, rich.id);
    told = await calls.inspect(rich.id);
  });
  after(async () => {
    calls.close();
    await engine.stop();
    await rm(folder, { recursive: true });
  });

  it('changes the ports and nothing else', async () => {
    const request = {
      containerId: rich.id,
      bindings: [tcp('127.0.0.1:8080:80'), tcp('8081:80')],
      exposed: ['95/tcp'],
      publishAll: false,
    };
    const result = await recreateContainer(context, request, quickly);
    assert.ok(result.kind === 'done', JSON.stringify(result));
    const after = await calls.inspect(result.newId);
    assert.deepEqual(comparable(after), comparable(told));
    assert.equal(await dataOf(docker, result.newId), data);
    assert.deepEqual(field(after, 'HostConfig', 'PortBindings'), {
      '80/tcp': [
        { HostIp: '127.0.0.1', HostPort: '8080' },
        { HostIp: '', HostPort: '8081' },
      ],
    });
    const exposed: JsonObject = objectOf(field(after, 'Config', 'ExposedPorts'));
    assert.deepEqual(Object.keys(exposed).sort(), ['80/tcp', '91/udp', '95/tcp']);
  });

  it('leaves a volume empty that the image would fill', async () => {
    const now = await calls.inspect(rich.name);
    const id = String(field(now, 'Id'));
    await inContainer(docker, id, 'rm /named/data');
    const result = await recreateContainer(context, portsOf(now, id), quickly);
    assert.ok(result.kind === 'done', JSON.stringify(result));
    assert.equal(await inContainer(docker, result.newId, 'ls -A /named'), '');
  });
});
