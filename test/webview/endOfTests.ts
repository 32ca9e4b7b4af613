import assert from 'node:assert/strict';
import { closeLab, closePanels } from './panelPage.ts';

// For every page test there is: whatever it did, the browser complained of nothing.
afterEach(async () => {
  assert.deepEqual(await closePanels(), []);
});

after(closeLab);
