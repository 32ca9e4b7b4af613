export interface PanelHtmlOptions {
  /** The editor's own origin for the panel's files (`Webview.cspSource`). */
  readonly cspSource: string;
  /** Fresh for every page; of letters, digits, `-`, `_`, `+`, `/` and `=`. */
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUri: string;
}

/**
 * The document of the panel's page. Its policy lets in one script and one style sheet, and nothing
 * else: no picture, no font, no connection.
 *
 * The toolkit's own styles need the nonce, which it looks for in `csp-nonce` when its script runs,
 * and the script must run before the window's `load` event, at which the toolkit reads the theme.
 */
export function panelHtml({ cspSource, nonce, scriptUri, styleUri }: PanelHtmlOptions): string {
  const policy = [
    `default-src 'none'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${escaped(policy)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta property="csp-nonce" content="${escaped(nonce)}" />
    <title>Port Mappings</title>
    <link rel="stylesheet" href="${escaped(styleUri)}" />
    <script nonce="${escaped(nonce)}" src="${escaped(scriptUri)}" defer></script>
  </head>
  <body></body>
</html>
`;
}

/** As the value of an attribute in double quotes. */
function escaped(text: string): string {
  const references: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => references[character] ?? character);
}
