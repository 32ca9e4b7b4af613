import { themes, type ThemeName } from './themes.ts';

/** What the editor around the page is like. */
export interface EditorSide {
  readonly theme: ThemeName;
  readonly screenReader?: boolean;
  readonly reduceMotion?: boolean;
  /** What the page stored in an earlier life. */
  readonly state?: unknown;
}

/** The parts of VS Code's style for webviews that a page sees. */
const defaultStyle = `
@layer vscode-default {
  html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
  body {
    overscroll-behavior-x: none;
    background-color: transparent;
    color: var(--vscode-editor-foreground);
    font-family: var(--vscode-font-family);
    font-weight: var(--vscode-font-weight);
    font-size: var(--vscode-font-size);
    margin: 0;
    padding: 0 20px;
  }
  input:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
}`;

/** What the page finds before its own head: the theme, and the one function to reach the editor. */
export function editorHead(side: EditorSide): string {
  const colors = Object.entries(themes[side.theme].colors)
    .map(([name, value]) => `--vscode-${name}: ${value};`)
    .join(' ');
  const font =
    '--vscode-font-family: system-ui, sans-serif; --vscode-font-size: 13px; --vscode-font-weight: normal;';
  return `<style>${defaultStyle}\nhtml { ${font} ${colors} background: var(--vscode-editor-background); }</style>
<script src="/fakeHost.js"></script>`;
}

export function editorBody({ theme, screenReader, reduceMotion }: EditorSide): string {
  const { kind } = themes[theme];
  const classes = [
    kind,
    ...(kind === 'vscode-high-contrast-light' ? ['vscode-high-contrast'] : []),
    ...(screenReader === true ? ['vscode-using-screen-reader'] : []),
    ...(reduceMotion === true ? ['vscode-reduce-motion'] : []),
  ];
  return `<body role="document" class="${classes.join(' ')}" data-vscode-theme-kind="${kind}">`;
}
