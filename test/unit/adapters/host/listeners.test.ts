import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { readListeners } from '../../../../src/adapters/host/listeners.ts';
import type { Listener } from '../../../../src/core/listener.ts';

describe('readListeners', () => {
  const open: (Server | Socket)[] = [];

  afterEach(async () => {
    await Promise.all(
      open.splice(0).map(async (socket) => {
        socket.close();
        await once(socket, 'close');
      }),
    );
  });

  async function tcp(host?: string): Promise<number> {
    const server = createServer().listen({ port: 0, ...(host === undefined ? {} : { host }) });
    open.push(server);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  async function udp(): Promise<Socket> {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    open.push(socket);
    await once(socket, 'listening');
    return socket;
  }

  async function found(port: number, protocol: Listener['protocol']): Promise<Listener[]> {
    const listeners = await readListeners({ mayRunPrograms: true });
    return listeners.filter((each) => each.port === port && each.protocol === protocol);
  }

  it('finds a TCP listener of this process', async () => {
    const [listener, ...others] = await found(await tcp('127.0.0.1'), 'tcp');
    assert.ok(listener);
    assert.deepEqual([listener.hostIp, listener.pid, others], ['127.0.0.1', process.pid, []]);
    assert.ok(listener.program);
  });

  it('finds a listener on every address', async () => {
    const listeners = await found(await tcp(), 'tcp');
    assert.ok(listeners.some(({ hostIp }) => hostIp === '::' || hostIp === '0.0.0.0'));
  });

  it('finds a UDP socket of this process, unless it is connected', async () => {
    const [waiting, connected] = await Promise.all([udp(), udp()]);
    connected.connect(9, '127.0.0.1');
    await once(connected, 'connect');
    const [listener] = await found(waiting.address().port, 'udp');
    assert.deepEqual([listener?.hostIp, listener?.pid], ['127.0.0.1', process.pid]);
    assert.deepEqual(await found(connected.address().port, 'udp'), []);
  });

  it('finds nothing where nobody listens any more', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    assert.deepEqual(await found(port, 'tcp'), []);
  });
});
