import { buildImage, published, runId, startContainer } from '../lab/containers.ts';
import { engine } from './engine.ts';
import { openPanel, showTree } from './workbench.ts';

/** Leaves the panel open with a filter and a sort of its own, for the test after the reload. */
export async function beforeReload(): Promise<void> {
  const image = await buildImage(engine(), 'reload', ['EXPOSE 80']);
  const { ExposedPorts, PortBindings } = published({ '80/tcp': [''], '53/udp': [''] });
  await startContainer(engine(), {
    name: `reload-${runId()}`,
    Image: image,
    ...(ExposedPorts && { ExposedPorts }),
    HostConfig: { PortBindings },
  });
  await showTree();
  const panel = await openPanel();
  await panel.getByRole('textbox', { name: /filter/i }).fill(`reload-${runId()}`);
  await panel
    .getByRole('columnheader', { name: /container port/i })
    .getByRole('button')
    .click();
  await panel
    .locator('[aria-sort=ascending]')
    .filter({ hasText: /container port/i })
    .waitFor();
  await panel.getByRole('row', { name: '80/tcp' }).waitFor();
}
