import type Docker from 'dockerode';
import { buildImage, createContainer, published, startContainer } from './containers.ts';

/** One container of each kind that the extension tells apart, for a first look at it. */
export async function createSamples(docker: Docker): Promise<void> {
  const web = await buildImage(docker, 'web', [
    'RUN ["/bin/busybox", "sh", "-c", "mkdir /www && echo \'<h1>It works</h1>\' > /www/index.html"]',
    'EXPOSE 80',
    'CMD ["/bin/busybox", "httpd", "-f", "-p", "80", "-h", "/www"]',
  ]);
  const queue = await buildImage(docker, 'queue', ['EXPOSE 5672 15672']);

  const publish = (
    name: string,
    image: string,
    ports: Readonly<Record<string, readonly string[]>>,
  ): Docker.ContainerCreateOptions => {
    const { ExposedPorts, PortBindings } = published(ports);
    return { name, Image: image, HostConfig: { PortBindings }, ExposedPorts: ExposedPorts ?? {} };
  };
  await startContainer(docker, publish('fixed', web, { '80/tcp': ['8080'] }));
  await startContainer(docker, publish('loopback', web, { '80/tcp': ['127.0.0.1:8081'] }));
  await startContainer(
    docker,
    publish('range', web, { '80/tcp': ['8090-8099'], ...passivePorts() }),
  );
  await startContainer(docker, publish('random', web, { '80/tcp': [''] }));
  await startContainer(docker, publish('dns', queue, { '53/udp': ['5353'] }));
  await startContainer(docker, {
    name: 'publish-all',
    Image: queue,
    HostConfig: { PublishAllPorts: true },
  });
  await startContainer(docker, { name: 'exposed-only', Image: queue });
  await createContainer(
    docker,
    publish('stopped', web, { '80/tcp': ['8082'], '443/tcp': ['8443'] }),
  );
}

/** `-p 30000-30004:30000-30004`, as an FTP server would have it. */
function passivePorts(): Record<string, string[]> {
  const ports = Array.from({ length: 5 }, (_, index) => String(30000 + index));
  return Object.fromEntries(ports.map((port) => [`${port}/tcp`, [port]]));
}
