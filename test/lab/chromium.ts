import { isExecutable, onPath } from './command.ts';

/** Viewport of every test and picture, in CSS pixels. */
export const viewport = { width: 1400, height: 900 } as const;

/** For a browser that shows local pages only: no sandbox (root has none), no calls home. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const places = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The executable of Chromium or Chrome: what `CHROMIUM` names, else on the path, else where it usually is. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  return names.map(onPath).find((path) => path !== undefined) ?? places.find(isExecutable);
}

/** As {@link findChromium}. Throws, saying what to install, where there is none. */
export function chromiumExecutable(): string {
  const executable = findChromium();
  if (executable === undefined) {
    throw new Error('Chromium is missing: install it, or set CHROMIUM to its executable.');
  }
  return executable;
}
