import assert from 'node:assert/strict';
import { extensions } from 'vscode';
import { openWindow, takePicture } from './window.ts';

describe('The extension in the editor', () => {
  it('is there and activates', async () => {
    const extension = extensions.getExtension('port-mappings.port-mappings');
    assert.ok(extension, 'the extension is not installed');
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it('has a window that a test can see', async () => {
    const page = await openWindow();
    await page.locator('.statusbar').waitFor();
    await takePicture('workbench');
  });
});
