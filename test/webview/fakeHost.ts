import type { EditorSide } from './editorSide.ts';

/** What the tests see of the page's talk with the editor. */
export interface FakeHost {
  readonly posted: unknown[];
  /** What the page's policy stopped. */
  readonly violations: string[];
  state: unknown;
}

declare global {
  interface Window {
    fakeHost: FakeHost;
    acquireVsCodeApi: () => unknown;
  }
}

// Runs in the page, before the page's own script. Stored state outlives a reload, as in the editor.
const side = JSON.parse(new URLSearchParams(location.search).get('side') ?? '{}') as EditorSide;
const stored = sessionStorage.getItem('state');
const host: FakeHost = {
  posted: [],
  violations: [],
  state: stored === null ? side.state : JSON.parse(stored),
};
window.fakeHost = host;
window.acquireVsCodeApi = () => ({
  postMessage: (message: unknown) => host.posted.push(structuredClone(message)),
  getState: () => host.state,
  setState: (state: unknown) => {
    host.state = state;
    sessionStorage.setItem('state', JSON.stringify(state));
  },
});
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  host.violations.push(`${violatedDirective}: ${blockedURI}`);
});
