import * as vscode from 'vscode';
import type { ContainerChanger } from '../core/containerChanger.ts';
import { shortId } from '../core/container.ts';
import { literalLabel } from '../platform/literalLabel.ts';
import type { MappingForm } from './mappingForm.ts';
import type { MappingsPanel } from './panel.ts';

/** Asks for an image of the engine, and opens the form for a container of it. */
export async function runImage(
  changer: Pick<ContainerChanger, 'listImages' | 'imageExposes'>,
  form: MappingForm,
  panel: MappingsPanel,
): Promise<void> {
  const image = await askForImage(changer);
  if (image === undefined) return;
  const exposes = await changer.imageExposes(image);
  if (exposes === undefined) {
    void vscode.window.showWarningMessage(
      `The engine has no image ${image} any more. Refresh, and choose another one.`,
    );
    return;
  }
  panel.open({ type: 'form', form: await form.forImage(image, exposes) });
}

async function askForImage(
  changer: Pick<ContainerChanger, 'listImages'>,
): Promise<string | undefined> {
  const images = changer.listImages().then((all) =>
    all.flatMap(({ id, tags }) => {
      const digits = shortId(id.replace(/^sha256:/, ''));
      return tags.length === 0
        ? [{ label: digits, description: 'no tag', image: id }]
        : tags.map((tag) => ({ label: literalLabel(tag), description: digits, image: tag }));
    }),
  );
  const picked = await vscode.window.showQuickPick(images, {
    title: 'Run Image With Ports',
    placeHolder: 'An image of the engine',
    matchOnDescription: true,
  });
  return picked?.image;
}
